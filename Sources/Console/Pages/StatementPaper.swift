import CPango
import Enquiry
import LedgerFiles
import Money
import Receivables

/// A statement of account on paper: A4, as PDF, with all that a customer needs to find each document.
struct StatementPaper: Sendable {
  private let statement: StatementOfAccount
  /// Who sends it.
  private let sender: String

  init(_ statement: StatementOfAccount, from sender: String) {
    self.statement = statement
    self.sender = sender
  }

  // Points of 1/72 inch: A4 is 595 by 842.
  private static let (width, height, margin) = (595, 842, 48)
  private static let lineHeight = 15

  /// A column: where it begins, how wide it is, and how its text stands.
  private struct Column {
    var name: String
    var x: Int
    var width: Int
    var isNumber = false
  }

  private static let columns = [
    Column(name: "Document", x: 48, width: 130), Column(name: "Type", x: 182, width: 70),
    Column(name: "Date", x: 256, width: 62), Column(name: "Due", x: 322, width: 62),
    Column(name: "Days late", x: 386, width: 46, isNumber: true),
    Column(name: "Open", x: 436, width: 111, isNumber: true),
  ]

  /// The document's bytes; nil where there is no memory for them.
  func bytes() -> [UInt8]? {
    let title = "Statement of account \(statement.customer.id) \(statement.day)"
    guard
      let pdf = quittance_pdf_begin(
        Int32(Self.width), Int32(Self.height), title, "\(statement.day)T00:00:00Z")
    else { return nil }
    var y = head(pdf)
    var page = 1
    for item in statement.items {
      if y > Self.height - 3 * Self.margin / 2 { y = columnNames(pdf, at: turn(pdf, &page)) }
      line(pdf, item, at: y)
      y += Self.lineHeight
    }
    if let rest = statement.rest {
      if y > Self.height - 3 * Self.margin / 2 { y = turn(pdf, &page) }
      text(pdf, rest, x: Self.margin, y: y, font: "DejaVu Sans Bold 9")
      y += Self.lineHeight
    }
    if y > Self.height - 3 * Self.margin { y = turn(pdf, &page) }
    quittance_pdf_rule(
      pdf, Int32(Self.margin), Int32(y + 2), Int32(Self.width - Self.margin))
    y += 8
    if statement.sums.isEmpty { text(pdf, "Nothing is open.", x: Self.margin, y: y) }
    for sum in statement.sums {
      if y > Self.height - 3 * Self.margin / 2 { y = turn(pdf, &page) }
      line(pdf, sum, at: y)
      y += Self.lineHeight
    }
    foot(pdf, page)
    quittance_pdf_page(pdf)
    var bytes: [UInt8] = []
    let isWhole = withUnsafeMutablePointer(to: &bytes) { bytes in
      quittance_pdf_end(
        pdf,
        { to, data, count in
          guard let to, let data else { return }
          to.assumingMemoryBound(to: [UInt8].self).pointee = Array(
            UnsafeBufferPointer(start: data, count: count))
        }, bytes)
    }
    return isWhole == 1 ? bytes : nil
  }

  private func text(
    _ pdf: UnsafeMutablePointer<quittance_pdf>, _ text: String, x: Int, y: Int, width: Int = 0,
    isNumber: Bool = false, font: String = "DejaVu Sans 9"
  ) {
    let shown = String(
      String.UnicodeScalarView(text.unicodeScalars.map { Self.isPrintable($0) ? $0 : " " }))
    // A name may end in dots; an amount that did would be another one.
    _ = quittance_pdf_text(
      pdf, Int32(x), Int32(y), Int32(width), isNumber ? 1 : 0, font,
      width == 0 ? 0 : isNumber ? 2 : 1, shown)
  }

  /// What is no character would only be a box on paper, and what turns others around would mislead.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .unassigned, .privateUse: false
    default: !MisleadingCharacters.contain(scalar)
    }
  }

  private func head(_ pdf: UnsafeMutablePointer<quittance_pdf>) -> Int {
    let margin = Self.margin
    text(pdf, sender, x: margin, y: margin, width: 300)
    text(
      pdf, statement.day.description, x: Self.width - margin - 150, y: margin, width: 150,
      isNumber: true)
    text(pdf, "Statement of account", x: margin, y: margin + 34, font: "DejaVu Sans Bold 18")
    text(
      pdf, "\(statement.customer.name) (\(statement.customer.id))", x: margin, y: margin + 60,
      width: 480, font: "DejaVu Sans 11")
    text(
      pdf, "Everything that is open on this day. What is in dispute is included.", x: margin,
      y: margin + 80)
    return columnNames(pdf, at: margin + 108)
  }

  private func columnNames(_ pdf: UnsafeMutablePointer<quittance_pdf>, at y: Int) -> Int {
    for column in Self.columns {
      text(
        pdf, column.name, x: column.x, y: y, width: column.width, isNumber: column.isNumber,
        font: "DejaVu Sans Bold 9")
    }
    quittance_pdf_rule(
      pdf, Int32(Self.margin), Int32(y + 13), Int32(Self.width - Self.margin))
    return y + 18
  }

  private func line(_ pdf: UnsafeMutablePointer<quittance_pdf>, _ item: ItemLine, at y: Int) {
    let late = statement.daysLate(item)
    let cells = [
      item.number.text, ReportWords.name(of: item.type), item.documentDate.description,
      item.dueDate.description, late > 0 ? Grouped.number(late) : "", Grouped.amount(item.open),
    ]
    for (column, cell) in zip(Self.columns, cells) {
      text(pdf, cell, x: column.x, y: y, width: column.width, isNumber: column.isNumber)
    }
  }

  private func line(_ pdf: UnsafeMutablePointer<quittance_pdf>, _ sum: Money, at y: Int) {
    text(pdf, "Sum", x: Self.margin, y: y, font: "DejaVu Sans Bold 9")
    text(
      pdf, Grouped.amount(sum), x: 386, y: y, width: 161, isNumber: true,
      font: "DejaVu Sans Bold 9")
  }

  /// Ends a page.
  ///
  /// - Returns: where the next one begins.
  private func turn(_ pdf: UnsafeMutablePointer<quittance_pdf>, _ page: inout Int) -> Int {
    foot(pdf, page)
    quittance_pdf_page(pdf)
    page += 1
    return Self.margin
  }

  private func foot(_ pdf: UnsafeMutablePointer<quittance_pdf>, _ page: Int) {
    text(
      pdf, "\(statement.customer.id), page \(page)", x: Self.width - Self.margin - 150,
      y: Self.height - Self.margin, width: 150, isNumber: true)
  }
}
