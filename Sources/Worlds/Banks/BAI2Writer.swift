import Money

/// Writes BAI2 files, one statement of a dollar account each.
struct BAI2Writer: BankWriter {
  private let account: BankAccount
  private let routing: String
  private var day: CalendarDate
  private var random: SplitMix
  private var number = 0
  private var references = 0
  private var opening: Int64
  private var records: [String] = []
  private var credits: Int64 = 0
  private(set) var count = 0

  init(_ account: BankAccount, routing: String, day: CalendarDate, random: SplitMix) {
    self.account = account
    self.routing = routing
    self.day = day
    self.random = random
    opening = Int64(self.random.within(10_000_000...90_000_000))
  }

  mutating func begin(_ day: CalendarDate) { self.day = day }

  mutating func add(_ payment: WorldPayment) -> GivenIdentity {
    count += 1
    references += 1
    let reference = "069\(compact(day))\(ReferenceScheme.padded(references, 8))"
    credits += payment.amount
    if case .interest = payment.movement {
      records.append("16,354,\(payment.amount),,\(reference),,INTEREST")
    } else if random.chance(400) {
      records.append(
        "16,195,\(payment.amount),,\(reference),\(payment.endToEnd),ORG:=\(payment.payerName)")
      records += payment.text.map { "88,OBI:=\($0)" }
    } else {
      records.append(
        "16,142,\(payment.amount),,\(reference),\(payment.endToEnd),ORIG CO NAME:"
          + "\(payment.payerName) ORIG ID:98\(random.digits(8)) DESC DATE:\(compact(day)) "
          + "CO ENTRY DESCR:PAYMENT SEC:CCD")
      records += payment.text.map { "88,\($0)" }
    }
    return GivenIdentity(
      payment: PaymentNumber.id(
        account: account.number, date: day, isCredit: true,
        amount: Money(minorUnits: payment.amount, account.currency), reference: reference,
        ordinal: 1),
      reference: reference)
  }

  /// The sum of a lockbox's cheques, as the bank credits it.
  mutating func addDeposit(_ amount: Int64, lockbox: String, cheques: Int) {
    count += 1
    credits += amount
    references += 1
    records.append(
      "16,115,\(amount),,LB\(lockbox)-\(ReferenceScheme.padded(references, 8)),,"
        + "LOCKBOX \(lockbox) DEPOSIT, \(cheques) ITEMS")
  }

  mutating func close() -> [BankFile] {
    guard count > 0 else { return [] }
    number += 1
    let closing = opening + credits
    let date = compact(day)
    let inner =
      ["03,\(account.number),USD,010,\(opening),,,015,\(closing),,,100,\(credits),\(count),/"]
      + records
    let total = opening + closing + credits + credits
    let lines =
      [
        "01,OTTERSAND,\(routing),\(date),2130,\(number),,,2/",
        "02,OTTERSAND,\(routing),1,\(date),2400,USD,2/",
      ] + inner + [
        "49,\(total),\(inner.count + 1)/", "98,\(total),1,\(inner.count + 3)/",
        "99,\(total),1,\(inner.count + 5)/",
      ]
    let file = BankFile(
      name: "usd-\(day)-\(ReferenceScheme.padded(number, 4)).bai",
      bytes: lines.flatMap { Array($0.utf8) + [0x0A] })
    opening = closing
    records = []
    credits = 0
    count = 0
    return [file]
  }

  private func compact(_ day: CalendarDate) -> String {
    String(day.description.dropFirst(2).filter { $0 != "-" })
  }
}
