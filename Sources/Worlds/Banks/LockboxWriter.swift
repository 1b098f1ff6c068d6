import Money

/// Writes lockbox transmissions in the layout of SAP's BAI2 lockbox: 80 columns, cheques with
/// overflow lines.
struct LockboxWriter: BankWriter {
  private let account: BankAccount
  private let routing: String
  private var day: CalendarDate
  private var random: SplitMix
  private var number = 0
  private var cheque = 20_000
  private var batch = 0
  private var lines: [String] = []
  private var batchSum: Int64 = 0
  private var batchCount = 0
  private(set) var sum: Int64 = 0
  private(set) var count = 0
  /// Three digits count the cheques of a file.
  static let chequesMax = 900
  private static let batchMax = 60

  init(_ account: BankAccount, routing: String, day: CalendarDate, random: SplitMix) {
    self.account = account
    self.routing = routing
    self.day = day
    self.random = random
  }

  var lockbox: String { account.number }

  mutating func begin(_ day: CalendarDate) { self.day = day }

  mutating func add(_ payment: WorldPayment) -> GivenIdentity {
    if batchCount == 0 {
      batch += 1
      lines.append(
        "5\(batchText)000\(account.number)\(date)OTTERSAND \(padded(Int64(routingNumber), 10))")
    }
    cheque += random.within(1...40)
    batchCount += 1
    count += 1
    batchSum += payment.amount
    sum += payment.amount
    let place = batchText + padded(Int64(batchCount), 3)
    lines.append(
      "6\(place)\(padded(payment.amount, 10))\(payment.payerRouting)"
        + "\(right(payment.payerAccount, 10))\(padded(Int64(cheque), 10))")
    for (index, document) in payment.documents.enumerated() {
      let isLast = index == payment.documents.count - 1
      var line = "4\(place)6\(padded(Int64(index + 1), 2))\(isLast ? "9" : "0")"
      line += left(document.number, 16) + padded(document.paid ?? 0, 10)
      if let adjustment = document.adjustments.first {
        line +=
          padded(adjustment.amount, 10) + left(adjustment.reason, 3)
          + left(adjustment.text, 30)
      }
      lines.append(line)
    }
    let reference = "\(batch)-\(batchCount)-\(cheque)"
    let identity = GivenIdentity(
      payment: PaymentNumber.id(
        account: account.number, date: day, isCredit: true,
        amount: Money(minorUnits: payment.amount, account.currency), reference: reference,
        ordinal: 1),
      reference: reference)
    if batchCount == Self.batchMax { endBatch() }
    return identity
  }

  private mutating func endBatch() {
    guard batchCount > 0 else { return }
    let count = padded(Int64(batchCount), 3)
    lines.append("7\(batchText)\(count)\(account.number)\(date)\(count)\(padded(batchSum, 10))")
    batchCount = 0
    batchSum = 0
  }

  mutating func close() -> [BankFile] {
    guard count > 0 else { return [] }
    endBatch()
    number += 1
    let head = [
      "100OTTERSAND \(padded(Int64(routingNumber), 10))\(date)1745",
      "2OTTERSAND \(padded(Int64(routingNumber), 10))0000000000400080000" + "81",
    ]
    let all = head + lines
    let trailer = [
      "8\(batchText)000\(account.number)\(date)\(padded(Int64(count), 3))\(padded(sum, 10))",
      "9\(padded(Int64(all.count + 2), 6))",
    ]
    let file = BankFile(
      name: "lockbox-\(day)-\(ReferenceScheme.padded(number, 4)).txt",
      bytes: (all + trailer).flatMap { Array($0.utf8) + [0x0A] })
    lines = []
    sum = 0
    count = 0
    batch = 0
    return [file]
  }

  private var batchText: String { padded(Int64(batch), 3) }
  private var routingNumber: Int { Int(routing) ?? 0 }
  private var date: String { String(day.description.dropFirst(2).filter { $0 != "-" }) }

  private func padded(_ number: Int64, _ width: Int) -> String {
    right(String(number), width, filler: "0")
  }

  private func right(_ text: String, _ width: Int, filler: String = "0") -> String {
    String(repeating: filler, count: max(0, width - text.utf8.count)) + text
  }

  private func left(_ text: String, _ width: Int) -> String {
    text.utf8.count >= width
      ? String(text.prefix(width))
      : text + String(repeating: " ", count: width - text.utf8.count)
  }
}
