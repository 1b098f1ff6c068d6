import Money
import Receivables

/// `RmtInf`: what the payer says the money is for.
struct CamtRemittance {
  /// `Ustrd`, as the bank wrapped it.
  var lines: [String] = []
  var documents: [RemittanceDocument] = []
  /// The first creditor reference; further ones go to `furtherText`.
  var paymentReference: String?
  var furtherText: [String] = []
  /// There was more of it than is kept.
  private(set) var isCut = false

  /// So many documents, and so many lines, are kept of one payment: memory stays bounded.
  static let partsMax = 10_000

  var isEmpty: Bool {
    lines.isEmpty && documents.isEmpty && paymentReference == nil && furtherText.isEmpty
  }

  var text: [String] { lines + furtherText }

  mutating func add(line: String) { append([line], to: \.lines) }

  private mutating func append<Part>(
    _ parts: [Part], to list: WritableKeyPath<CamtRemittance, [Part]>
  ) {
    let room = Self.partsMax - self[keyPath: list].count
    if parts.count > room { isCut = true }
    self[keyPath: list] += parts.prefix(room)
  }

  /// Takes in one `Strd` that is complete.
  mutating func add(_ structured: CamtStructured) {
    if structured.isCut { isCut = true }
    if let reference = structured.reference {
      if paymentReference == nil {
        paymentReference = reference
      } else if paymentReference != reference {
        append([reference], to: \.furtherText)
      }
    }
    append(structured.text, to: \.furtherText)
    append(structured.documents, to: \.documents)
  }

  mutating func add(_ other: CamtRemittance) {
    if other.isCut { isCut = true }
    append(other.lines, to: \.lines)
    append(other.documents, to: \.documents)
    if let reference = other.paymentReference {
      if paymentReference == nil {
        paymentReference = reference
      } else {
        append([reference], to: \.furtherText)
      }
    }
    append(other.furtherText, to: \.furtherText)
  }
}
