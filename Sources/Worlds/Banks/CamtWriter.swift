import Money

/// Writes camt.053 statements of one account, and camt.054 notifications that detail their sums.
struct CamtWriter: BankWriter {
  private let account: BankAccount
  private let ownerName: String
  private let label: String
  private let isTwice: Bool
  private var day: CalendarDate
  private var random: SplitMix
  private var number = 0
  private var references = 0
  private var opening: Int64

  private var body: [UInt8] = []
  private var notified: [UInt8] = []
  private var credits = (count: 0, sum: Int64(0))
  private var debits = (count: 0, sum: Int64(0))
  /// Movements that one entry will bring, each with the reference that the bank gives it.
  private var batch: [(payment: WorldPayment, reference: String)] = []
  private var batchMax = 0
  private(set) var count = 0

  init(_ account: BankAccount, label: String, owner: String, day: CalendarDate, random: SplitMix) {
    self.account = account
    self.label = label
    ownerName = owner
    isTwice = account.channel == .repeated
    self.day = day
    self.random = random
    opening = Int64(self.random.within(10_000_000...90_000_000))
  }

  mutating func begin(_ day: CalendarDate) { self.day = day }

  mutating func add(_ payment: WorldPayment) -> GivenIdentity {
    count += 1
    let reference = nextReference()
    let name = payment.endToEnd.isEmpty ? reference : payment.endToEnd
    if let last = batch.last, last.payment.isDetailedElsewhere != payment.isDetailedElsewhere {
      endBatch()
    }
    if Self.isPlain(payment) {
      if batch.isEmpty {
        batchMax = payment.isDetailedElsewhere ? 3 : random.chance(150) ? random.within(2...12) : 1
      }
      batch.append((payment, reference))
      if batch.count >= batchMax { endBatch() }
    } else {
      endBatch()
      addEntry([(payment, reference)])
    }
    return GivenIdentity(
      payment: PaymentNumber.id(
        account: account.number, date: day, isCredit: !payment.isDebit,
        amount: Money(minorUnits: payment.amount, account.currency), reference: name,
        ordinal: payment.ordinal),
      reference: name)
  }

  /// It may stand in a batch with others.
  private static func isPlain(_ payment: WorldPayment) -> Bool {
    guard case .receipt = payment.movement else { return false }
    return payment.charge == 0 && payment.instructed == 0 && payment.valueDaysBack == 0
  }

  private mutating func nextReference() -> String {
    references += 1
    // What a bank calls unique is unique over all its accounts.
    return "RHF\(account.channel.rawValue)\(compact(day))\(ReferenceScheme.padded(references, 7))"
  }

  private mutating func endBatch() {
    guard !batch.isEmpty else { return }
    let entry = batch
    batch = []
    addEntry(entry)
  }

  private mutating func addEntry(_ movements: [(payment: WorldPayment, reference: String)]) {
    let sum = movements.reduce(0) { $0 + $1.payment.amount }
    let first = movements[0].payment
    if first.isPending {
      // It moves no balance, and the summary is of what is booked.
    } else if first.isDebit {
      debits = (debits.count + 1, debits.sum + sum)
    } else {
      credits = (credits.count + 1, credits.sum + sum)
    }
    let isLump = first.isDetailedElsewhere
    let reference = movements.count > 1 || isLump ? nextReference() : movements[0].reference
    let xml = CamtEntry(
      day: day, currency: account.currency, amount: sum, reference: reference,
      movements: movements)
    xml.write(into: &body, withDetails: !isLump)
    if isLump { xml.write(into: &notified, withDetails: true) }
  }

  mutating func close() -> [BankFile] {
    endBatch()
    guard count > 0 else { return [] }
    number += 1
    let closing = opening + credits.sum - debits.sum
    let name = "\(label)-\(day)-\(ReferenceScheme.padded(number, 4))"
    var files = [BankFile(name: "\(name).xml", bytes: statement(closing: closing))]
    if isTwice { files.append(BankFile(name: "\(name)-again.xml", bytes: files[0].bytes)) }
    if !notified.isEmpty {
      files.append(BankFile(name: "\(name)-details.xml", bytes: notification()))
    }
    opening = closing
    body = []
    notified = []
    credits = (0, 0)
    debits = (0, 0)
    count = 0
    return files
  }

  private func statement(closing: Int64) -> [UInt8] {
    var out = XMLText()
    let id = "\(label.uppercased())-\(compact(day))-\(number)"
    out.begin("053", "BkToCstmrStmt", id: id, day: day)
    out.line("<Stmt><Id>\(id)</Id><ElctrncSeqNb>\(number)</ElctrncSeqNb>")
    out.line("<CreDtTm>\(day)T20:15:00+01:00</CreDtTm>")
    account(&out)
    balance("OPBD", opening, &out)
    balance("CLBD", closing, &out)
    out.line(
      "<TxsSummry><TtlCdtNtries><NbOfNtries>\(credits.count)</NbOfNtries><Sum>"
        + "\(decimal(credits.sum))</Sum></TtlCdtNtries><TtlDbtNtries><NbOfNtries>\(debits.count)"
        + "</NbOfNtries><Sum>\(decimal(debits.sum))</Sum></TtlDbtNtries></TxsSummry>")
    out.bytes += body
    out.line("</Stmt></BkToCstmrStmt></Document>")
    return out.bytes
  }

  private func notification() -> [UInt8] {
    var out = XMLText()
    let id = "\(label.uppercased())-\(compact(day))-\(number)-N"
    out.begin("054", "BkToCstmrDbtCdtNtfctn", id: id, day: day)
    out.line("<Ntfctn><Id>\(id)</Id><CreDtTm>\(day)T20:15:00+01:00</CreDtTm>")
    account(&out)
    out.bytes += notified
    out.line("</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>")
    return out.bytes
  }

  private func account(_ out: inout XMLText) {
    out.line(
      "<Acct><Id><IBAN>\(account.number)</IBAN></Id><Ccy>\(account.currency.code)</Ccy><Ownr><Nm>"
        + "\(XMLText.escaped(ownerName))</Nm></Ownr><Svcr><FinInstnId><BICFI>RHFBDEFFXXX</BICFI>"
        + "</FinInstnId></Svcr></Acct>")
  }

  private func balance(_ code: String, _ amount: Int64, _ out: inout XMLText) {
    out.line(
      "<Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy=\"\(account.currency.code)\">"
        + "\(decimal(abs(amount)))</Amt><CdtDbtInd>\(amount < 0 ? "DBIT" : "CRDT")</CdtDbtInd><Dt>"
        + "<Dt>\(day)</Dt></Dt></Bal>")
  }

  private func decimal(_ units: Int64) -> String {
    Money(minorUnits: units, account.currency).decimal
  }

  private func compact(_ day: CalendarDate) -> String {
    String(day.description.filter { $0 != "-" })
  }
}
