import Receivables

/// Finds the layouts that the beginning of a file fits.
struct CSVLayoutChoice {
  /// How surely: every named column stands in the header, or the first line reads well.
  enum Fit: Int {
    case likely = 3
    case certain = 5
  }

  private let layouts: [CSVStatementLayout]

  init(_ layouts: [CSVStatementLayout]) {
    self.layouts = layouts
  }

  /// The layouts that fit best, and how.
  func best(for sample: ArraySlice<UInt8>) -> (layouts: [CSVStatementLayout], fit: Fit)? {
    let fitting = layouts.compactMap { layout in
      Self.fit(layout, sample).map { (layout: layout, fit: $0) }
    }
    guard let best = fitting.map(\.fit.rawValue).max().flatMap(Fit.init(rawValue:)) else {
      return nil
    }
    return (fitting.filter { $0.fit == best }.map(\.layout), best)
  }

  /// The one layout that fits, or the only one that is given.
  ///
  /// - Throws: `unknownFormat` where none fits, `ambiguousFormat` where several do.
  func only(for sample: ArraySlice<UInt8>, file: String) throws(BankFileError) -> CSVStatementLayout
  {
    guard let first = layouts.first else {
      throw error(
        .unknownFormat, file, "the file is said to be CSV, and no layout says what its columns are",
        "a layout with --csv-layout")
    }
    if layouts.count == 1 { return first }
    guard let found = best(for: sample)?.layouts, let only = found.first else {
      throw error(
        .unknownFormat, file,
        "the file fits none of the CSV layouts \(Self.names(layouts))",
        "a header with the columns of one of them")
    }
    guard found.count == 1 else {
      throw error(
        .ambiguousFormat, file, "the CSV layouts \(Self.names(found)) all fit",
        "one of them alone with --csv-layout")
    }
    return only
  }

  private static func names(_ layouts: [CSVStatementLayout]) -> String {
    layouts.prefix(10).map(\.id).joined(separator: ", ")
  }

  private func error(
    _ code: BankFileError.Code, _ file: String, _ problem: String, _ expected: String
  ) -> BankFileError {
    BankFileError(
      code: code, position: FilePosition(file: file), problem: problem, expected: expected)
  }

  /// Why a file fits none, for the message that it does not.
  func refusal(for sample: ArraySlice<UInt8>) -> String {
    guard layouts.count == 1, let only = layouts.first else {
      return "it fits none of the CSV layouts \(Self.names(layouts))"
    }
    do throws(Refusal) {
      _ = try Self.fitting(only, sample)
      return ""
    } catch {
      return "it does not fit the CSV layout \(only.id): \(error.reason)"
    }
  }

  private struct Refusal: Error { var reason: String }

  private static func fit(_ layout: CSVStatementLayout, _ sample: ArraySlice<UInt8>) -> Fit? {
    try? fitting(layout, sample)
  }

  private static func fitting(
    _ layout: CSVStatementLayout, _ sample: ArraySlice<UInt8>
  ) throws(Refusal) -> Fit {
    let records: [CSVRecord]
    do throws(BankFileError) {
      records = try firstRecords(layout, sample)
    } catch {
      throw Refusal(reason: error.problem)
    }
    guard let first = records.first else { throw Refusal(reason: "it has no line") }
    if let flaw = first.flaw { throw Refusal(reason: flaw.words.problem) }
    let header = layout.hasHeader ? layout.names(in: first) : nil
    let columns: CSVColumns
    do throws(CSVColumns.Refusal) {
      columns = try CSVColumns(layout, header: header, width: first.cells.count)
    } catch {
      throw Refusal(reason: error.error(of: layout, at: FilePosition(file: "")).problem)
    }
    let hasNames = layout.allColumns.contains { column in
      if case .name = column { true } else { false }
    }
    if hasNames { return .certain }
    // Nothing but numbers of columns: what they hold must be what they are said to hold.
    guard let line = layout.hasHeader ? records.dropFirst().first : first else {
      throw Refusal(reason: "no line tells whether it does")
    }
    var row = CSVRow(line, layout, columns, file: "")
    guard row.read() != nil else {
      throw Refusal(reason: row.findings.first?.problem ?? "its first line does not read well")
    }
    return .likely
  }

  private static func firstRecords(
    _ layout: CSVStatementLayout, _ sample: ArraySlice<UInt8>
  ) throws(BankFileError) -> [CSVRecord] {
    var scanner = CSVRecordScanner(layout: layout, file: "")
    var records: [CSVRecord] = []
    var offset = 0
    let bytes = Array(sample)
    while records.count < 2, try scanner.take(from: bytes.span, at: &offset) {
      if !scanner.record.isBlank { records.append(scanner.record) }
    }
    if records.count < 2, try scanner.takeRest(), !scanner.record.isBlank {
      records.append(scanner.record)
    }
    return records
  }
}

extension CSVStatementLayout {
  /// The names in a header.
  func names(in record: CSVRecord) -> [String] {
    record.cells.indices.map { index in
      encoding == .windows1252
        ? CodePage.windows1252.text(record.bytes(index)) : TextDecoding.text(record.bytes(index))
    }
  }
}
