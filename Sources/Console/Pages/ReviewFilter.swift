import Enquiry
import HTTPTypes
import Money
import Receivables

/// Which exceptions a list shows, and in which order: what stands in the address, so that it goes
/// along from one exception to the next.
struct ReviewFilter: Sendable {
  var filter = ExceptionLine.Filter()
  var order = ExceptionLine.Order.value
  /// As it stands in the address.
  var fields = Fields()

  static let names = ["type", "customer", "currency", "least", "payer", "order"]

  init(_ query: Fields) throws {
    for name in Self.names {
      if let value = query[name] { fields.add(name, value) }
    }
    if let type = query["type"] { filter.type = ExceptionType(rawValue: type) }
    if let customer = query["customer"] { filter.customer = CustomerID(customer) }
    if let code = query["currency"] { filter.currency = Currency(code) }
    if let least = query["least"], let currency = filter.currency {
      guard let amount = try? Money(parsing: least, in: currency) else {
        throw Refusal(
          .badRequest, "least is “\(least.prefix(100))”; expected an amount of \(currency.code)",
          parameter: "least")
      }
      filter.amountMin = amount
    }
    filter.payerName = query["payer"] ?? ""
    if let order = query["order"] { self.order = ExceptionLine.Order(rawValue: order) ?? .value }
  }

  /// An amount is asked for, of no currency.
  var lacksCurrency: Bool { fields["least"] != nil && filter.currency == nil }

  var isEmpty: Bool { fields.all.allSatisfy { $0.name == "order" } }

  /// `type=no_match&order=age`; empty where nothing is set.
  var text: String {
    fields.all.map { PercentCoding.encoded($0.name) + "=" + PercentCoding.encoded($0.value) }
      .joined(separator: "&")
  }

  /// An address with this filter, and more.
  func address(_ path: String, _ more: (String, String)...) -> String {
    let all =
      [text].filter { !$0.isEmpty }
      + more.filter { !$1.isEmpty }.map { $0 + "=" + PercentCoding.encoded($1) }
    return all.isEmpty ? path : path + "?" + all.joined(separator: "&")
  }
}
