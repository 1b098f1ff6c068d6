import Foundation
import LedgerFiles
import Money
import Receivables
import Testing

@testable import Console
@testable import Enquiry

/// A statement of account as a customer reads it: the text of the PDF, by another program.
@Suite("Statements of account on paper")
struct StatementPaperTests {
  private static let day = CalendarDate(iso: "2026-03-11") ?? CalendarDate(dayNumber: 0)

  private func item(
    _ number: String, _ open: Int64, _ currency: Currency = .eur, due: String = "2026-03-01"
  ) throws -> ItemLine {
    let open = Money(minorUnits: open, currency)
    return ItemLine(
      customer: CustomerID("C1"), customerName: "", number: DocumentNumber(number),
      type: open.isNegative ? .creditMemo : .invoice,
      documentDate: try #require(CalendarDate(iso: "2026-02-01")),
      dueDate: try #require(CalendarDate(iso: due)), original: open, open: open, isOpen: true,
      purchaseOrder: "", paymentReference: "", entityID: "")
  }

  private func statement(
    _ items: [ItemLine], name: String = "Pumpenfabrik Süd", id: String = "C1"
  ) throws -> StatementOfAccount {
    let sums = try Dictionary(grouping: items, by: \.open.currency).sorted { $0.key < $1.key }
      .map { currency, items in
        CustomerLine.Balance(
          count: items.count,
          amount: Money(minorUnits: try items.map(\.open.minorUnits).sumChecked(), currency))
      }
    return StatementOfAccount(
      CustomerLine(
        id: CustomerID(id), name: name, parent: nil, email: "", open: sums, disputed: [],
        unapplied: []), on: Self.day, items)
  }

  /// The text of each page, its lines from top to bottom, as poppler reads it.
  private func pages(_ statement: StatementOfAccount) throws -> [[String]] {
    let bytes = try #require(StatementPaper(statement, from: "Ottersand GmbH").bytes())
    let text = try read(bytes, "-layout")
    // A4 is 842 points high: what stands below is on no paper.
    #expect(try words(bytes).allSatisfy { $0.bottom < 842 }, "below the paper's edge")
    return text.split(separator: "\u{0C}", omittingEmptySubsequences: true).map { page in
      page.split(separator: "\n").map { $0.trimmed }.filter { !$0.isEmpty }
    }.filter { !$0.isEmpty }
  }

  /// A word where it stands, in whole points.
  private struct Word {
    var text: String
    var width: Int
    var right: Int
    var bottom: Int
  }

  private func words(_ bytes: [UInt8]?) throws -> [Word] {
    let box = /xMin="([0-9]+)[^"]*" yMin="[^"]*" xMax="([0-9]+)[^"]*" yMax="([0-9]+)[^"]*">([^<]*)</
    return try read(try #require(bytes), "-bbox").matches(of: box).map { match in
      let numbers = [match.output.1, match.output.2, match.output.3].map { Int($0) ?? .max }
      return Word(
        text: String(match.output.4), width: numbers[1] - numbers[0], right: numbers[1],
        bottom: numbers[2])
    }
  }

  private func read(_ bytes: [UInt8], _ mode: String) throws -> String {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("statement-\(UUID().uuidString).pdf")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data(bytes).write(to: path)
    let reader = Process()
    reader.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    reader.arguments = ["pdftotext", mode, path.path, "-"]
    let pipe = Pipe()
    reader.standardOutput = pipe
    try reader.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    reader.waitUntilExit()
    #expect(reader.terminationStatus == 0)
    return text
  }

  /// A line of documents: its cells stand two spaces apart at least.
  private func cells(_ line: String) -> [String] {
    line.split(separator: /\s{2,}/).map(String.init)
  }

  private func documents(_ pages: [[String]]) -> [[String]] {
    pages.flatMap(\.self).map(cells).filter { $0.count >= 5 && $0[0] != "Document" }
  }

  /// What the paper has to say of each document, from the CSV.
  private func expected(_ statement: StatementOfAccount) -> [[String]] {
    let lines = String(decoding: statement.csv, as: UTF8.self).split(whereSeparator: \.isNewline)
    return lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      // customer_id, document_number, type, date, due, days_late, currency, original, open
      let type = DocumentType(rawValue: cells[2]).map(ReportWords.name(of:)) ?? ""
      return [cells[1], type, cells[3], cells[4]] + (cells[5] == "0" ? [] : [cells[5]])
        + ["\(cells[8]) \(cells[6])"]
    }
  }

  private func plain(_ line: [String]) -> [String] { line.map { $0.replacing(",", with: "") } }

  @Test func `the paper says of each document what the CSV says`() throws {
    let statement = try statement([
      item("RE-1", 123_456), item("RE-2", 5, due: "2026-03-11"),
      item("RE-3", 100, due: "2026-09-01"),
      item("GS-4", -10_050), item("INV-5", 99_999_999, .usd, due: "2024-01-01"),
      item("INV-6", 4_711, Currency("JPY") ?? .eur),
    ])

    let pages = try pages(statement)

    #expect(pages.count == 1)
    #expect(documents(pages).map(plain) == expected(statement))
    #expect(pages[0].contains { $0.hasPrefix("Ottersand GmbH") && $0.hasSuffix("2026-03-11") })
    #expect(pages[0].contains("Pumpenfabrik Süd (C1)"))
    #expect(
      pages[0].filter { $0.hasPrefix("Sum") }.map(cells) == [
        ["Sum", "1,135.11 EUR"], ["Sum", "4,711 JPY"], ["Sum", "999,999.99 USD"],
      ])
  }

  @Test func `every document of the samples is on its customer's paper`() async throws {
    let console = try TemporaryConsole()
    let index = try console.office.followed()
    for customer in try index.customers(limit: 500).lines {
      let statement = try StatementOfAccount(customer.id, index, on: Self.day)
      let pages = try pages(statement)
      #expect(documents(pages).map(plain) == expected(statement), "\(customer.id)")
      #expect(
        pages.flatMap(\.self).filter { $0.hasPrefix("Sum") }.map { cells($0)[1] }
          == statement.sums.map { Grouped.amount($0) })
    }
  }

  @Test func `a paper that is cut says of how many documents it has how many`() throws {
    let console = try TemporaryConsole()
    let index = try console.office.followed()
    let all = try index.items(of: "C2001").lines.count

    let statement = try StatementOfAccount("C2001", index, on: Self.day, itemsMax: 2)

    let lines = try pages(statement).flatMap(\.self)
    #expect(lines.contains("Cut: 2 of \(all) open documents are here."))
    #expect(lines.filter { $0.hasPrefix("Sum") }.count == statement.sums.count)
  }

  @Test(arguments: [0, 1, 41, 42, 43, 44, 45, 46, 47, 90, 1000])
  func `however many documents there are, each is there once, under the columns of its page`(
    count: Int
  ) throws {
    let statement = try statement(
      (0..<count).map { try item("RE-\($0)", Int64($0) * 100 + 1) })

    let pages = try pages(statement)

    #expect(documents(pages).map { $0[0] } == (0..<count).map { "RE-\($0)" })
    for (place, page) in pages.enumerated() {
      #expect(page.last == "C1, page \(place + 1)")
      let hasDocuments = !documents([page]).isEmpty
      #expect(!hasDocuments || page.contains { $0.hasPrefix("Document ") })
    }
    let last = try #require(pages.last)
    #expect(last.contains { $0.hasPrefix(count == 0 ? "Nothing is open." : "Sum") })
  }

  @Test(arguments: [1, 10, 25, 28, 31, 34, 36, 37])
  func `a sum in every currency is there, on as many pages as they need`(count: Int) throws {
    let codes = [
      "AED", "AUD", "BGN", "BRL", "CAD", "CHF", "CLP", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD",
      "HUF", "IDR", "ILS", "INR", "ISK", "JPY", "KRW", "KWD", "MXN", "MYR", "NOK", "NZD", "PHP",
      "PLN", "RON", "SEK", "SGD", "THB", "TND", "TRY", "TWD", "USD", "VND", "ZAR",
    ]
    let statement = try statement(
      codes.prefix(count).map { try item("RE-\($0)", 123_456, try #require(Currency($0))) })

    let pages = try pages(statement)

    let sums = pages.flatMap(\.self).filter { $0.hasPrefix("Sum") }.map { cells($0)[1] }
    #expect(sums == statement.sums.map { Grouped.amount($0) })
  }

  @Test func `no amount is cut, however large it is`() throws {
    let statement = try statement([
      item("RE-1", .max - 10), item("RE-2", .min + 10, .usd),
      item("RE-3", .min + 10, Currency("KWD") ?? .eur),
    ])

    let words = try words(StatementPaper(statement, from: "x").bytes())

    // The text behind an ellipsis is still in the file, but has no room of its own.
    for currency in ["EUR", "USD", "KWD"] {
      let own = words.filter { $0.text == currency }
      #expect(own.count == 2)
      #expect(own.allSatisfy { $0.width >= 8 && $0.right <= 548 }, "\(own)")
    }
    for amount in statement.items.map({
      Grouped.decimal(Int128($0.open.minorUnits), $0.open.currency)
    }) {
      #expect(words.filter { $0.text == amount }.count == 2, "\(amount)")
    }
  }

  @Test func `a number that is too long for its column leaves the others in place`() throws {
    let long = String(repeating: "1234567890", count: 10)
    let statement = try statement([item(long, 100)], name: String(repeating: "Süd ", count: 200))

    let pages = try pages(statement)

    #expect(pages.count == 1)
    let line = try #require(documents(pages).first)
    #expect(line[0].hasPrefix("1234567890"))
    #expect(line.suffix(2) == ["10", "1.00 EUR"])
    let words = try words(StatementPaper(statement, from: "x").bytes())
    #expect(words.allSatisfy { $0.right <= 548 })
  }

  @Test(arguments: [
    "<b>bold</b> & <span foreground='red'>red</span>", "%s%n%d", "Ünïcödé żółć Ωμέγα Привет",
    "a\u{0}b", "line\nbreak\r\n", "\u{202E}gnp.exe", "שלום", "a\u{FFFE}b", "\u{1F4B6} paid",
    "(Tj) ET Q endstream endobj \\) <<>>", String(repeating: "W", count: 10_000),
  ])
  func `whatever somebody is called, the documents stay as they are`(name: String) throws {
    let statement = try statement([item("RE-1", 100), item("RE-2", -200)], name: name)

    let pages = try pages(statement)

    #expect(pages.count == 1)
    #expect(documents(pages).map(plain) == expected(statement), "\(pages)")
    // Text is text: nothing of it is taken for markup.
    if name.hasPrefix("<b>") { #expect(pages[0].contains { $0.hasPrefix(name) }) }
  }

  @Test func `two papers of the same day are the same bytes`() throws {
    let statement = try statement([item("RE-1", 100)])
    let (one, other) = (
      StatementPaper(statement, from: "x").bytes(), StatementPaper(statement, from: "x").bytes()
    )
    #expect(one != nil && one == other)
  }
}
