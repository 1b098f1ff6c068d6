import LedgerFiles
import Money

/// The ledger folder of a world, in the making: rows of all its files.
struct LedgerRows {
  private static let itemHeader =
    "customer_id document_number document_type document_date due_date currency original_amount "
    + "open_amount purchase_order payment_reference discount_date discount_amount"
  private static let headers: [(file: String, columns: String)] = [
    (
      "customers", "customer_id name parent_id currency withholding_tax_percent unreferenced_policy"
    ),
    ("customer_accounts", "customer_id iban routing_number account_number"),
    ("customer_aliases", "customer_id alias"),
    ("open_items", itemHeader),
    (
      "allowances",
      "allowance_id customer_id reason_code amount currency document_number valid_from valid_to"
    ),
    (
      "disputes",
      "dispute_id customer_id document_number amount currency reason_code origin status opened_on "
        + "payment_id explanation"
    ),
    (
      "expectations",
      "expectation_id customer_id kind amount currency expected_on document_number "
        + "payment_reference status"
    ),
    ("cleared_items", itemHeader),
    (
      "applications",
      "payment_id bank_reference source_file booking_date customer_id payer_id document_number kind "
        + "amount currency reason_code rule confidence reverses"
    ),
    (
      "receipts", "payment_id bank_reference source_file booking_date amount currency outcome"
    ),
  ]

  private var writers: [String: CSVWriter] = [:]
  private(set) var openItems = 0

  init() {
    for header in Self.headers {
      var writer = CSVWriter()
      writer.row(header.columns.split(separator: " ").map(String.init))
      writers[header.file] = writer
    }
  }

  /// Adds all that a household brings.
  mutating func add(_ household: Household, _ counters: inout Counters) {
    let currency = household.currency
    func text(_ units: Int64) -> String { Money(minorUnits: units, currency).decimal }
    for customer in household.customers {
      row(
        "customers",
        [
          customer.id, customer.name, customer.parent, currency.code, customer.withholdingPercent,
          customer.policy,
        ])
      if customer.hasKnownAccount {
        row("customer_accounts", [customer.id, customer.iban, "", ""])
        row("customer_accounts", [customer.id, "", customer.routing, customer.account])
      }
      for alias in customer.aliases { row("customer_aliases", [customer.id, alias]) }
    }
    for item in household.items { add(item) }
    for allowance in household.allowances {
      counters.allowance += 1
      row(
        "allowances",
        [
          "AL-\(counters.allowance)", allowance.customer, allowance.reason, text(allowance.amount),
          currency.code, allowance.document, "\(allowance.from)", "\(allowance.to)",
        ])
    }
    for dispute in household.disputes {
      counters.dispute += 1
      row(
        "disputes",
        [
          "D-R\(counters.dispute)", dispute.item.customer, dispute.item.number,
          text(dispute.amount),
          currency.code, dispute.reason, "customer_reported", dispute.status, "\(dispute.opened)",
          "",
          dispute.status == "explained" ? "agreed with sales" : "",
        ])
    }
    for expectation in household.expectations {
      counters.expectation += 1
      row(
        "expectations",
        [
          "X-\(counters.expectation)", expectation.customer, expectation.kind,
          text(expectation.amount), currency.code, "\(expectation.on)", expectation.document,
          expectation.reference, expectation.status,
        ])
    }
    for earlier in household.earlier {
      row(
        "receipts",
        [
          earlier.payment, earlier.reference, "earlier.xml", "\(earlier.date)",
          text(earlier.amount),
          currency.code, "applied",
        ])
      row(
        "applications",
        [
          earlier.payment, earlier.reference, "earlier.xml", "\(earlier.date)",
          earlier.item.customer, earlier.item.customer, earlier.item.number, "payment",
          text(earlier.amount), currency.code, "", "document number in text", "0.97", "",
        ])
    }
  }

  private mutating func add(_ item: WorldItem) {
    if !item.isCleared { openItems += 1 }
    row(
      item.isCleared ? "cleared_items" : "open_items",
      [
        item.customer, item.number, item.type, "\(item.documentDate)", "\(item.dueDate)",
        item.currency.code, Money(minorUnits: item.original, item.currency).decimal,
        Money(minorUnits: item.open, item.currency).decimal, item.order, item.reference,
        item.discountDate.map { "\($0)" } ?? "",
        item.discountDate == nil ? "" : Money(minorUnits: item.discount, item.currency).decimal,
      ])
  }

  private mutating func row(_ file: String, _ cells: [String]) {
    writers[file, default: CSVWriter()].row(cells)
  }

  /// Hands on what has come together: all of it, or what is worth a call.
  mutating func flush(all: Bool, into sink: inout some WorldSink) throws {
    for header in Self.headers {
      guard let writer = writers[header.file], !writer.bytes.isEmpty,
        all || writer.bytes.count > 1 << 18
      else { continue }
      try sink.append(writer.bytes, to: "ledger/\(header.file).csv")
      writers[header.file] = CSVWriter()
    }
  }
}
