import LedgerFiles
import Store

/// A store as large as asked for, without the days that it would take to book it: items, receipts,
/// what was applied, what waits, and a line of what was decided for each receipt. The same for the
/// same sizes.
struct MadeStore {
  let store: SQLiteStore
  let customers: Int

  init(_ path: String, customers: Int) throws {
    store = try SQLiteStore(path, for: .write)
    self.customers = customers
  }

  /// What one transaction books at most.
  private static let receiptsPerBatch = 5000

  func fill(items: Int, receipts: Int, exceptions: Int) throws {
    try store.commit(terms) { log in
      try log.event(.ledgerLoaded, subject: "ledger", facts: Array("{}".utf8))
      for number in 0..<customers {
        try log.row(
          table("customers").adding([customer(number), name(number), "", "EUR", "", "", ""]))
        try log.row(table("customer_accounts").adding([customer(number), iban(number), "", ""]))
      }
    }
    for start in stride(from: 0, to: items, by: 100_000) {
      try store.commit(terms) { log in
        try log.event(.ledgerLoaded, subject: "ledger", facts: Array("{}".utf8))
        for number in start..<min(items, start + 100_000) {
          try log.row(table("open_items").adding(item(number, open: amount(number))))
        }
      }
    }
    let every = max(1, receipts / max(1, exceptions))
    for start in stride(from: 0, to: receipts, by: Self.receiptsPerBatch) {
      try book(
        start..<min(receipts, start + Self.receiptsPerBatch), cleared: items, exceptionEvery: every)
    }
  }

  /// A batch of receipts, each of which paid a document that is no longer open.
  func book(_ numbers: Range<Int>, cleared first: Int, exceptionEvery every: Int) throws {
    let batch = padded(numbers.lowerBound / 1000 + 1, 6)
    try store.commit(terms) { log in
      try log.event(.batchBooked, subject: batch, facts: Array("{\"batch\":\"\(batch)\"}".utf8))
      for number in numbers {
        let file = "day-\(number / 1000).xml"
        let waits = number % every == 0
        let payment = payment(number)
        if !waits {
          try log.row(table("cleared_items").adding(item(first + number, open: "0.00")))
          try log.row(
            table("applications").adding([
              payment, "", file, day(number), customer(number), customer(number),
              document(first + number), "payment", amount(number), "EUR", "", "exact_reference",
              "1.00", "",
            ]))
        }
        try log.row(
          table("receipts").adding([
            payment, "BR\(number)", file, day(number), amount(number), "EUR",
            waits ? "unapplied" : "applied",
          ]))
        if waits {
          try log.row(
            StateTable.exceptions.adding([
              payment + "-1", payment, "BR\(number)", file, day(number),
              number % 3 == 0 ? "" : customer(number),
              ["unidentified_payer", "no_match", "ambiguous_match"][number % 3], amount(number),
              "EUR", "nothing fits", "", batch,
            ]))
        }
      }
      for file in Set(numbers.map { $0 / 1000 }).sorted() {
        try log.row(
          StateTable.files.adding([
            "F\(file + 1)", "day-\(file).xml", "inbox", "", "0", "camt.053", "1", "1000", "taken",
            batch, "archive/day-\(file).xml", "",
          ]))
      }
      for number in numbers {
        try log.event(
          .receiptDecided, subject: payment(number),
          facts: Array(decided(number, waits: number % every == 0).utf8))
      }
    }
  }

  private var terms: CommitTerms {
    CommitTerms(actor: "quittance", recordedAt: "2026-03-10T18:00:00Z")
  }

  // MARK: Values

  private func table(_ name: String) -> StateTable { StateTable.named(name) ?? .facts }
  private func customer(_ number: Int) -> String { "C\(100_000 + number % customers)" }

  private static let first = "Meier Müller Schulze Bäcker Kowalski García Smith Dubois Rossi Novák"
    .split(separator: " ").map(String.init)
  private static let second =
    "Bau Handel Logistik Metall Papier Energie Textil Software Medien Holz"
    .split(separator: " ").map(String.init)
  private static let third = "GmbH AG KG Ltd SARL SpA Inc GmbH".split(separator: " ").map(
    String.init)

  private func name(_ number: Int) -> String {
    let number = number % customers
    return "\(Self.first[number % 10]) \(Self.second[number / 10 % 10]) \(number / 100) "
      + Self.third[number % 8]
  }

  private func iban(_ number: Int) -> String {
    "DE\(padded(number % 97, 2))370400440\(padded(number % customers, 9))"
  }

  private func document(_ number: Int) -> String { "INV-2026-\(padded(number, 7))" }
  private func payment(_ number: Int) -> String {
    // Spread as hashes are, so that trees grow everywhere.
    let mixed = UInt64(number &+ 1) &* 0x9E37_79B9_7F4A_7C15
    let digits = String(mixed, radix: 16, uppercase: true)
    return "P" + String(repeating: "0", count: 16 - digits.count) + digits
  }

  private func day(_ number: Int) -> String {
    "2026-\(padded(1 + number / 90_000 % 12, 2))-\(padded(1 + number / 3000 % 28, 2))"
  }

  private func amount(_ number: Int) -> String {
    "\(10 + number &* 7919 % 90_000).\(padded(number % 100, 2))"
  }

  private func item(_ number: Int, open: String) -> [String] {
    [
      customer(number), document(number), "invoice", day(number), day(number + 270_000), "EUR",
      amount(number), open, number % 2 == 0 ? "PO-\(number / 2)" : "", "", "", "", "",
    ]
  }

  private static let evidence = String(
    repeating:
      "{\"rule\":\"exact_reference\",\"bearing\":\"supports\",\"found\":\"the text names it\",\"weight\":40},",
    count: 18)

  private func decided(_ number: Int, waits: Bool) -> String {
    "{\"payment_id\":\"\(payment(number))\",\"receipt\":{\"file\":\"day-\(number / 1000).xml\","
      + "\"account\":\"DE89370400440532013000\",\"booking_date\":\"\(day(number))\","
      + "\"amount\":\"\(amount(number))\",\"currency\":\"EUR\",\"direction\":\"credit\","
      + "\"payer_name\":\"\(name(number))\",\"payer_account\":\"\(iban(number))\","
      + "\"documents\":[],\"text\":[\"RE \(document(number)) vielen Dank\"]},\"record\":\"Ntry\","
      + "\"raw\":[],\"payer\":\"\(customer(number))\",\"rule\":\"exact_reference\","
      + "\"confidence\":\"1.00\",\"evidence\":[\(Self.evidence.dropLast())],\"rejected\":[],"
      + "\"certificates\":[],\"applications\":[],\"items\":[],"
      + "\"exceptions\":[\(waits ? "{}" : "")]}"
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
