import Money
import Receivables

/// Reads a sample by several layouts and weighs how well each agrees with what it reads.
struct LockboxLayoutChoice {
  let layout: LockboxLayout
  /// Totals that disagree and records out of place: what a wrong layout makes of a right file.
  private var contradictions = 0
  /// Fields that cannot be read: one may be wrong in any file.
  private var badFields = 0
  private var warnings = 0
  /// Amounts that do not fill their columns, as they do nowhere but in the right ones.
  private var irregular = 0
  /// Checks whose remittance lines sum to their amount.
  private var balanced = 0
  private var failure: BankFileError?
  private var transactions: [BankTransaction] = []

  /// - Throws: `ambiguousFormat` where two layouts agree alike and read different payments.
  static func best(
    of layouts: [LockboxLayout], for sample: [UInt8], isWhole: Bool, file: String
  ) throws(BankFileError) -> LockboxLayout {
    var best: [LockboxLayoutChoice] = []
    for layout in layouts {
      let trial = LockboxLayoutChoice(layout, sample, isWhole, file)
      guard let leader = best.first else {
        best = [trial]
        continue
      }
      if trial.rank.lexicographicallyPrecedes(leader.rank) {
        best = [trial]
      } else if trial.rank == leader.rank {
        best.append(trial)
      }
    }
    guard let first = best.first else {
      throw BankFileError(
        code: .unknownFormat, position: FilePosition(file: file),
        problem: "no lockbox layout is given", expected: "at least one")
    }
    if let failure = first.failure { throw failure }
    if let other = best.first(where: { !$0.readsSame(as: first) }) {
      throw BankFileError(
        code: .ambiguousFormat, position: FilePosition(file: file),
        problem: "the lockbox layouts \(first.layout.id) and \(other.layout.id) both fit, and read "
          + "different payments",
        expected: "the layout's name or file with --lockbox-layout")
    }
    return first.layout
  }

  private init(_ layout: LockboxLayout, _ sample: [UInt8], _ isWhole: Bool, _ file: String) {
    self.layout = layout
    var machine = LockboxMachine(file: file, layout: layout)
    var events = BankFileBatch()
    do {
      var scanner = LineScanner(file: file)
      var offset = 0
      while try scanner.take(from: sample.span, at: &offset) {
        try machine.read(scanner.line, number: scanner.number, into: &events)
        weigh(&events)
      }
      if isWhole {
        if scanner.takeRest() {
          try machine.read(scanner.line, number: scanner.number, into: &events)
        }
        _ = try machine.finish(into: &events)
      }
    } catch {
      failure = error
    }
    weigh(&events)
    irregular = machine.irregularAmounts
  }

  /// Smaller is better, from the first difference on. Sums that agree weigh more than warnings: a
  /// layout that cuts amounts short makes no sum agree, and may have nothing to warn of. They weigh
  /// more than fields that cannot be read, too: one wrong digit in a file that is otherwise of one
  /// layout makes it no file of another.
  private var rank: [Int] {
    let isFaultless = failure == nil && contradictions == 0 && badFields == 0
    return [
      layout.isPreferred && isFaultless ? 0 : 1, contradictions + (failure == nil ? 0 : 1),
      irregular, -balanced, badFields, layout.isPreferred ? 0 : 1, warnings,
    ]
  }

  private mutating func weigh(_ events: inout BankFileBatch) {
    events.handOut { event in
      switch event {
      case .problem(let problem) where problem.severity == .error:
        if [.badAmount, .badDate].contains(problem.code) {
          badFields += 1
        } else {
          contradictions += 1
        }
      case .problem: warnings += 1
      case .transaction(let transaction):
        transactions.append(transaction)
        let paid = transaction.documents.compactMap(\.paid?.minorUnits)
        if !paid.isEmpty, (try? paid.sumChecked()) == transaction.amount.minorUnits {
          balanced += 1
        }
      case .statementBegins, .statementEnds, .fileEnds: break
      }
    }
    events.removeAll()
  }

  /// The same money from the same accounts for the same documents; texts may differ.
  private func readsSame(as other: LockboxLayoutChoice) -> Bool {
    transactions.count == other.transactions.count
      && zip(transactions, other.transactions).allSatisfy { one, two in
        one.amount == two.amount && one.bankReference == two.bankReference
          && one.documents == two.documents && one.payer.account == two.payer.account
          && one.payer.routingNumber == two.payer.routingNumber
      }
  }
}
