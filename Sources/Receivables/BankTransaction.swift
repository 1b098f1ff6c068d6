public import Money

/// One booked, announced or informational movement on an account, in no bank's format.
///
/// A batch entry with details is as many transactions as it has details. What a file does not say
/// is nil or empty, never guessed.
public struct BankTransaction: Hashable, Sendable {
  public enum Direction: String, Sendable { case credit, debit }

  public enum Status: String, Sendable { case booked, pending, information }

  /// What kind of movement the bank's own code says it is (contract, step 0).
  public enum Class: String, Sendable { case receipt, `return`, fee, interest, other }

  /// The file and line of the element or record that it came from.
  public var position: FilePosition
  public var statementID: String
  /// IBAN, account or lockbox number as the file has it, blanks removed.
  public var account: String
  public var bookingDate: CalendarDate?
  public var valueDate: CalendarDate?
  /// Never negative: the direction is apart.
  public var amount: Money
  public var direction: Direction
  public var status: Status
  /// camt `RvslInd`: the movement undoes an earlier one. It never turns the direction.
  public var isReversal: Bool
  public var classification: Class
  /// camt `Domn/Fmly/SubFmly` or the proprietary code; the BAI2 type code; empty where none.
  public var bankCode: String
  /// The first reference that the file has, by the contract's order; empty where none.
  public var bankReference: String
  public var endToEndID: String?
  /// Every other reference (servicer's, entry's, instruction's, mandate's …), as written: how a
  /// return names the receipt that it undoes.
  public var references: [String]
  /// Those among all references that the bank gives to one movement alone: an account servicer's
  /// reference, a UETR. Two movements that share one are the same, two that share none are two.
  public var uniqueReferences: [String]
  /// What binds the details of one batch entry together.
  public var batch: String?
  public var payer: Party
  public var checkNumber: String?
  /// A structured creditor reference (RF, QRR, KID …), as written.
  public var paymentReference: String?
  /// Structured remittance, document by document.
  public var documents: [RemittanceDocument]
  /// Unstructured remittance, in the file's lines.
  public var text: [String]
  /// What banks kept of the payment, where the file says so.
  public var charges: Money?
  /// What the payer told its bank to send, if another amount or currency.
  public var instructed: Money?
  /// Why a payment came back, where this is one that did.
  public var returnReason: String?
  /// An entry that stands for several payments whose details the file does not bring.
  public var lacksDetails: Bool
  /// What the bank wrote about the entry, in its own words: read for reasons, never for documents.
  public var bankText: String
  /// The element or record that it came from: `Ntry/NtryDtls/TxDtls`, `16`, `6`, `:61:`.
  public var record: String
  /// Its fields as the file has them, unread: the lines of a flat file's records, or an element a
  /// line with its text.
  public var raw: String

  public init(
    position: FilePosition, statementID: String = "", account: String,
    bookingDate: CalendarDate? = nil, valueDate: CalendarDate? = nil, amount: Money,
    direction: Direction, status: Status = .booked, isReversal: Bool = false,
    classification: Class = .receipt, bankCode: String = "", bankReference: String = "",
    endToEndID: String? = nil, references: [String] = [], uniqueReferences: [String] = [],
    batch: String? = nil,
    payer: Party = Party(), checkNumber: String? = nil, paymentReference: String? = nil,
    documents: [RemittanceDocument] = [], text: [String] = [], charges: Money? = nil,
    instructed: Money? = nil, returnReason: String? = nil, lacksDetails: Bool = false,
    bankText: String = "", record: String = "", raw: String = ""
  ) {
    self.position = position
    self.statementID = statementID
    self.account = account
    self.bookingDate = bookingDate
    self.valueDate = valueDate
    self.amount = amount
    self.direction = direction
    self.status = status
    self.isReversal = isReversal
    self.classification = classification
    self.bankCode = bankCode
    self.bankReference = bankReference
    self.endToEndID = endToEndID
    self.references = references
    self.uniqueReferences = uniqueReferences
    self.batch = batch
    self.payer = payer
    self.checkNumber = checkNumber
    self.paymentReference = paymentReference
    self.documents = documents
    self.text = text
    self.charges = charges
    self.instructed = instructed
    self.returnReason = returnReason
    self.lacksDetails = lacksDetails
    self.bankText = bankText
    self.record = record
    self.raw = raw
  }
}

extension BankTransaction {
  /// The raw record line by line.
  public var rawLines: [String] { raw.split(separator: "\n").map(String.init) }

  /// The transaction, its remittance without amounts where those together pass what can be counted:
  /// nobody pays that, and sums of the others stay safe.
  public var withCountableRemittance: BankTransaction {
    var sum: UInt128 = 0
    for document in documents {
      let amounts =
        [document.due, document.paid, document.discount, document.credit, document.tax]
        .compactMap { $0?.minorUnits } + document.adjustments.map(\.amount.minorUnits)
      for amount in amounts { sum += UInt128(amount.magnitude) }
    }
    if sum <= UInt128(WorkingLedger.amountMax) { return self }
    var changed = self
    for index in documents.indices {
      let document = documents[index]
      changed.documents[index] = RemittanceDocument(
        number: document.number, type: document.type, date: document.date,
        reference: document.reference)
    }
    return changed
  }
}

/// Who sent the money, as far as the file says.
public struct Party: Hashable, Sendable {
  /// Empty where the file gives none.
  public var name: String
  /// The IBAN, or the account number beside `routingNumber`; blanks removed; empty where none.
  public var account: String
  /// The payer's bank, by national routing number (lockbox, X12); empty where none.
  public var routingNumber: String
  /// Our number of the customer, where the file brings one.
  public var customerNumber: String

  public init(
    name: String = "", account: String = "", routingNumber: String = "",
    customerNumber: String = ""
  ) {
    self.name = name
    self.account = account
    self.routingNumber = routingNumber
    self.customerNumber = customerNumber
  }
}
