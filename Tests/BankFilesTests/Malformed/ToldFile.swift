import BankFiles
import Money
import Receivables

/// What a reader told about some bytes, cut down to what must not change: this is the one place
/// where the malformed files meet a reader.
struct ToldFile: Equatable {
  enum Format: Sendable {
    case camt, bai2, lockbox, mt940
    /// To be told by the content.
    case unknown
  }

  /// The layout that the good lockbox file has; another one is told.
  private static let usualLayout = "SAP-BAI2"

  /// `refused code line`, or problems (`severity code line`) and then checks (`name verdict`).
  private(set) var told: [String]
  /// `+400.00 -87.50 EUR in 4, 250.00 for 2`: booked credits and debits by currency, how many
  /// transactions in all, and what they pay for how many documents.
  private(set) var money: String
  /// Every transaction's money, account and days in a fixed order, whatever the file's.
  private(set) var movements: [Movement]

  struct Movement: Hashable {
    /// Direction, amount, status, and whether it is a reversal.
    var money: String
    var account: String
    /// Of booking and of value.
    var days: String
  }

  var isRefused: Bool { told.first?.hasPrefix("refused") == true }

  /// Nothing of the file is booked.
  var hasErrors: Bool { told.contains { $0.hasPrefix("refused") || $0.hasPrefix("error") } }

  /// Somebody who reads errors and warnings knows that something is wrong.
  var isTold: Bool {
    told.contains {
      $0.hasPrefix("refused") || $0.hasPrefix("error") || $0.hasPrefix("warning")
    }
  }

  init(_ bytes: [UInt8], as format: Format, chunk: Int = .max) {
    let trial =
      switch format {
      case .camt: FlatFileTrial(bytes, by: CamtReader(file: "day"), chunk: chunk)
      case .bai2: FlatFileTrial(bytes, by: BAI2Reader(file: "day"), chunk: chunk)
      case .lockbox: FlatFileTrial(bytes, by: LockboxReader(file: "day"), chunk: chunk)
      case .mt940: FlatFileTrial(bytes, by: MT940Reader(file: "day"), chunk: chunk)
      case .unknown: FlatFileTrial(bytes, by: RecognisingReader(file: "day"), chunk: chunk)
      }
    if let failure = trial.failure {
      // What was told before is no promise: nothing is final before the end.
      told = ["refused \(failure.code.rawValue)\(Self.line(failure.position))"]
      money = ""
      movements = []
      return
    }
    told = trial.problems.map {
      "\($0.severity.rawValue) \($0.code.rawValue)\(Self.line($0.position))"
    }
    let checks = trial.statements.flatMap(\.checks) + (trial.summary?.checks ?? [])
    told += checks.filter { [.off, .notCheckable].contains($0.verdict) }.map {
      "\($0.name) \($0.verdict.rawValue)"
    }
    if let summary = trial.summary, summary.format == .lockbox,
      summary.version != Self.usualLayout
    {
      told.append("layout \(summary.version)")
    }
    money = Self.money(trial.transactions) + Self.remittance(trial.transactions)
    movements = trial.transactions.map(Self.movement).sorted {
      ($0.money, $0.account, $0.days) < ($1.money, $1.account, $1.days)
    }
  }

  private static func line(_ position: FilePosition) -> String {
    position.line.map { " \($0)" } ?? ""
  }

  private static func money(_ transactions: [BankTransaction]) -> String {
    var sums: [String] = []
    let booked = transactions.filter { $0.status == .booked }
    for currency in Set(booked.map(\.amount.currency)).sorted() {
      let own = booked.filter { $0.amount.currency == currency }
      func sum(_ direction: BankTransaction.Direction) -> String {
        let units = own.filter { $0.direction == direction }
          .reduce(Int128(0)) { $0 + Int128($1.amount.minorUnits) }
        return Int64(exactly: units).map { Money(minorUnits: $0, currency).decimal } ?? "\(units)"
      }
      sums.append("+\(sum(.credit)) -\(sum(.debit)) \(currency)")
    }
    return (sums.isEmpty ? "nothing" : sums.joined(separator: ", ")) + " in \(transactions.count)"
  }

  private static func remittance(_ transactions: [BankTransaction]) -> String {
    let documents = transactions.flatMap(\.documents)
    guard !documents.isEmpty else { return "" }
    let paid = documents.compactMap(\.paid)
    let units = paid.reduce(Int64(0)) { $0 + $1.minorUnits }
    let sum = paid.first.map { Money(minorUnits: units, $0.currency).decimal } ?? "nothing"
    return ", \(sum) for \(documents.count)"
  }

  private static func movement(_ transaction: BankTransaction) -> Movement {
    Movement(
      money: "\(transaction.direction.rawValue) \(transaction.amount) "
        + "\(transaction.status.rawValue)\(transaction.isReversal ? " reversal" : "")",
      account: transaction.account,
      days: [transaction.bookingDate, transaction.valueDate]
        .map { $0?.description ?? "-" }.joined(separator: " "))
  }
}
