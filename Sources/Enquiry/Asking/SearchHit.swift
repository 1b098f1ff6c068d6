import Money
public import Receivables

/// Something that a search found.
public struct SearchHit: Hashable, Sendable {
  /// What it leads to.
  public enum Target: Hashable, Sendable {
    case customer(CustomerID)
    case item(DocumentKey)
    case receipt(PaymentID)
    /// By their ids.
    case exception(String)
    case dispute(String)
    case file(String)
    /// `N42`, `R43`.
    case decision(String)
    /// `Q44`, waiting or closed.
    case proposal(String)
  }

  public var target: Target
  /// What it is called.
  public var title: String
  /// What else tells it from others.
  public var line: String
  /// The text is its very id.
  public var isExact: Bool

  init(_ target: Target, _ title: String, _ parts: [String], isExact: Bool = false) {
    self.target = target
    self.title = title
    line = parts.filter { !$0.isEmpty }.joined(separator: ", ")
    self.isExact = isExact
  }
}

extension SearchHit {
  init(_ item: ItemLine) {
    self.init(
      .item(item.key), item.number.text,
      [
        item.customerName.isEmpty ? item.customer.text : item.customerName,
        item.isOpen ? "\(item.open) open" : "cleared, \(item.original)", "due \(item.dueDate)",
      ])
  }

  init(_ customer: CustomerLine) {
    self.init(
      .customer(customer.id), customer.name.isEmpty ? customer.id.text : customer.name,
      [customer.id.text] + customer.open.map { "\($0.amount) open" })
  }

  init(_ receipt: ReceiptLine) {
    self.init(
      .receipt(receipt.payment), receipt.payment.text,
      [
        receipt.amount.description, receipt.bookingDate.description,
        receipt.payerName.isEmpty ? receipt.customerName : receipt.payerName,
        receipt.outcome.rawValue.replacing("_", with: " "),
      ])
  }

  init(_ exception: ExceptionLine) {
    self.init(
      .exception(exception.id), exception.id,
      [
        exception.type.rawValue.replacing("_", with: " "), exception.amount.description,
        exception.payerName.isEmpty ? exception.customerName : exception.payerName,
      ])
  }

  init(_ dispute: DisputeLine) {
    self.init(
      .dispute(dispute.id), dispute.id,
      [
        dispute.document.text, dispute.amount.description, dispute.reasonCode,
        dispute.status.rawValue,
      ])
  }

  init(_ decision: DecisionLine) {
    self.init(.decision(decision.id), decision.id, [decision.actor, decision.words])
  }

  init(_ file: FileLine) {
    self.init(.file(file.id), file.name, [file.id, file.format, file.state])
  }
}
