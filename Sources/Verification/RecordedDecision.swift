import Foundation
import Money
import Receivables

/// A line of `decisions.jsonl`, as far as the other files can be held against it.
struct RecordedDecision: Decodable {
  struct Receipt: Decodable {
    var amount: String
    var currency: String
    var direction: String
  }

  struct Line: Decodable {
    var customerId: String
    var documentNumber: String
    var kind: String
    var amount: String
    var currency: String
    var reasonCode: String?
    /// Of a reversal: the receipt that it undoes.
    var reverses: String?

    var key: DocumentKey {
      DocumentKey(CustomerID(customerId), DocumentNumber(documentNumber))
    }
  }

  struct Moved: Decodable {
    var customerId: String
    var documentNumber: String
    var openBefore: String
    var openAfter: String
    var currency: String

    var key: DocumentKey {
      DocumentKey(CustomerID(customerId), DocumentNumber(documentNumber))
    }
  }

  struct Certificate: Decodable {
    struct Discount: Decodable {
      var document: String
      var amount: String
    }

    var search: String
    var answer: String
    var customerId: String
    var amount: String
    var currency: String
    var items: Int
    var sizeMax: Int?
    var discounts: [Discount]
    var hasAllDiscounts: Bool
    var sets: [[String]]
  }

  struct Raised: Decodable {
    var exceptionId: String
  }

  var paymentId: String
  var receipt: Receipt
  var certificates: [Certificate]
  var applications: [Line]
  var items: [Moved]
  var exceptions: [Raised]

  init(line: some Collection<UInt8>) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(RecordedDecision.self, from: Data(line))
  }
}

/// An amount as it is written, in minor units; nil where it is none.
func minorUnits(_ text: String, _ currency: String) -> Int64? {
  guard let currency = Currency(currency) else { return nil }
  return try? Money(parsing: text, in: currency).minorUnits
}
