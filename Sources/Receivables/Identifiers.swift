/// A customer's number in the receivables ledger, ordered byte by byte. (Two spellings that Unicode
/// calls the same are one.)
public struct CustomerID: Hashable, Sendable, Codable {
  public let text: String
  public init(_ text: String) { self.text = text }
}

/// A document's number as it is written in the ledger; unique per customer.
public struct DocumentNumber: Hashable, Sendable, Codable {
  public let text: String
  public init(_ text: String) { self.text = text }
}

/// The identity of one bank transaction: `P` and 16 hexadecimal digits (contract, fine print 18).
public struct PaymentID: Hashable, Sendable, Codable {
  public let text: String
  public init(_ text: String) { self.text = text }
}

// Order is that of the bytes: `String`'s own comparison normalises Unicode, which is slow and
// depends on the version of its tables.
extension CustomerID: Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
  public static func < (a: CustomerID, b: CustomerID) -> Bool { isOrderedByBytes(a.text, b.text) }
  public var description: String { text }
  public init(stringLiteral text: String) { self.init(text) }
}

extension DocumentNumber: Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
  public static func < (a: DocumentNumber, b: DocumentNumber) -> Bool {
    isOrderedByBytes(a.text, b.text)
  }
  public var description: String { text }
  public init(stringLiteral text: String) { self.init(text) }
}

extension PaymentID: Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
  public static func < (a: PaymentID, b: PaymentID) -> Bool { isOrderedByBytes(a.text, b.text) }
  public var description: String { text }
  public init(stringLiteral text: String) { self.init(text) }
}

/// One text comes before another by its UTF-8 bytes.
public func isOrderedByBytes(_ a: String, _ b: String) -> Bool {
  a.utf8.lexicographicallyPrecedes(b.utf8)
}

/// Names one document of one customer.
public struct DocumentKey: Hashable, Sendable, Codable {
  public var customer: CustomerID
  public var number: DocumentNumber

  public init(_ customer: CustomerID, _ number: DocumentNumber) {
    self.customer = customer
    self.number = number
  }
}
