/// A bank's file, small enough to be read in a test.
public struct BankFile: Sendable {
  public struct Entry: Sendable {
    public var amount: String
    public var text: String
    public var name = "Meier Bau GmbH"
    public var iban = ""
    /// The end-to-end reference; without one, equal payments have equal identities.
    public var reference = ""
    /// The account servicer's reference of the entry; a sum has its reference there.
    public var servicerReference = ""
    /// A sum of several payments that the file does not tell apart.
    public var isSum = false
    public var isDebit = false

    public init(
      amount: String, text: String, name: String = "Meier Bau GmbH", iban: String = "",
      reference: String = "", servicerReference: String = "", isSum: Bool = false,
      isDebit: Bool = false
    ) {
      self.amount = amount
      self.text = text
      self.name = name
      self.iban = iban
      self.reference = reference
      self.servicerReference = servicerReference
      self.isSum = isSum
      self.isDebit = isDebit
    }
  }

  public var entries: [Entry]
  public var id = "S1"
  public var sequence: Int?
  public var account = "DE89370400440532013000"
  public var day = "2026-03-10"
  public var opening: String?
  public var closing: String?
  public var message = "M1"
  public var isNotification = false
  /// A report within the day, camt.052.
  public var isWithinDay = false

  public init(
    entries: [Entry], id: String = "S1", sequence: Int? = nil,
    account: String = "DE89370400440532013000", day: String = "2026-03-10",
    opening: String? = nil, closing: String? = nil, message: String = "M1",
    isNotification: Bool = false
  ) {
    self.entries = entries
    self.id = id
    self.sequence = sequence
    self.account = account
    self.day = day
    self.opening = opening
    self.closing = closing
    self.message = message
    self.isNotification = isNotification
  }

  /// One payment, alone on its statement.
  public static func paying(
    _ document: String, _ amount: String, id: String = "S1", sequence: Int? = nil,
    day: String = "2026-03-10"
  ) -> BankFile {
    BankFile(
      entries: [Entry(amount: amount, text: "RE \(document)", reference: "E-\(document)")], id: id,
      sequence: sequence, day: day)
  }

  public var text: String {
    let (kind, message, statement) =
      isNotification
      ? ("camt.054.001.08", "BkToCstmrDbtCdtNtfctn", "Ntfctn")
      : isWithinDay
        ? ("camt.052.001.08", "BkToCstmrAcctRpt", "Rpt")
        : ("camt.053.001.08", "BkToCstmrStmt", "Stmt")
    let number = sequence.map { "<ElctrncSeqNb>\($0)</ElctrncSeqNb>" } ?? ""
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:\(kind)">
      <\(message)>
      <GrpHdr><MsgId>\(self.message)</MsgId><CreDtTm>\(day)T20:00:00</CreDtTm></GrpHdr>
      <\(statement)>
      <Id>\(id)</Id>\(number)<CreDtTm>\(day)T20:00:00</CreDtTm>
      <Acct><Id><IBAN>\(account)</IBAN></Id></Acct>
      \(balance("OPBD", opening))\(balance("CLBD", closing))
      \(entries.map(entry).joined(separator: "\n"))
      </\(statement)>
      </\(message)>
      </Document>

      """
  }

  private func balance(_ type: String, _ amount: String?) -> String {
    guard let amount else { return "" }
    return "<Bal><Tp><CdOrPrtry><Cd>\(type)</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">\(amount)</Amt>"
      + "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>\(day)</Dt></Dt></Bal>"
  }

  private func entry(_ entry: Entry) -> String {
    let servicerReference = entry.isSum ? entry.reference : entry.servicerReference
    let reference =
      servicerReference.isEmpty ? "" : "<AcctSvcrRef>\(servicerReference)</AcctSvcrRef>"
    let details =
      entry.isSum ? "<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch></NtryDtls>" : detail(entry)
    return "<Ntry><Amt Ccy=\"EUR\">\(entry.amount)</Amt>"
      + "<CdtDbtInd>\(entry.isDebit ? "DBIT" : "CRDT")</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
      + "<BookgDt><Dt>\(day)</Dt></BookgDt>\(reference)\(details)</Ntry>"
  }

  private func detail(_ entry: Entry) -> String {
    let reference =
      entry.reference.isEmpty
      ? "" : "<Refs><EndToEndId>\(entry.reference)</EndToEndId></Refs>"
    let account =
      entry.iban.isEmpty ? "" : "<DbtrAcct><Id><IBAN>\(entry.iban)</IBAN></Id></DbtrAcct>"
    return "<NtryDtls><TxDtls>\(reference)<RltdPties><Dbtr><Pty><Nm>\(entry.name)</Nm></Pty></Dbtr>"
      + "\(account)</RltdPties><RmtInf><Ustrd>\(entry.text)</Ustrd></RmtInf></TxDtls></NtryDtls>"
  }
}
