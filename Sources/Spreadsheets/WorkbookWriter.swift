import CXlsx
import Money

/// Writes sheets into a workbook of libxlsxwriter, row after row.
struct WorkbookWriter {
  private let book: UnsafeMutablePointer<lxw_workbook>
  private let header: UnsafeMutablePointer<lxw_format>?
  private let date: UnsafeMutablePointer<lxw_format>?
  private let count: UnsafeMutablePointer<lxw_format>?
  /// By the decimals of the currency, 0 to 4.
  private let amounts: [UnsafeMutablePointer<lxw_format>?]

  /// - Parameter book: open; it stays the caller's to close.
  init(_ book: UnsafeMutablePointer<lxw_workbook>) {
    self.book = book
    header = workbook_add_format(book)
    format_set_bold(header)
    format_set_bg_color(header, 0xE9EEF3)
    format_set_bottom(header, UInt8(LXW_BORDER_THIN.rawValue))
    date = workbook_add_format(book)
    format_set_num_format(date, "yyyy-mm-dd")
    count = workbook_add_format(book)
    format_set_num_format(count, "#,##0")
    amounts = ["#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000"].map { pattern in
      let format = workbook_add_format(book)
      format_set_num_format(format, pattern)
      return format
    }
  }

  func write(_ workbook: Workbook, _ parts: [WorkbookSheet]) throws(WorkbookError) {
    try setProperties(workbook)
    for part in parts { try write(part) }
  }

  static func require(_ result: lxw_error, _ call: String) throws(WorkbookError) {
    guard result != LXW_NO_ERROR else { return }
    throw WorkbookError(call: call, problem: String(cString: lxw_strerror(result)))
  }

  private func setProperties(_ workbook: Workbook) throws(WorkbookError) {
    var properties = lxw_doc_properties()
    properties.created = Int(workbook.day.dayNumber) * 86_400
    let result = workbook.title.withCString { title in
      properties.title = UnsafeMutablePointer(mutating: title)
      return workbook_set_properties(book, &properties)
    }
    try Self.require(result, "workbook_set_properties")
  }

  private func write(_ part: WorkbookSheet) throws(WorkbookError) {
    guard let sheet = workbook_add_worksheet(book, part.name) else {
      throw WorkbookError(call: "workbook_add_worksheet", problem: "no sheet '\(part.name)'")
    }
    let last = UInt16(clamping: part.columns.count - 1)
    for (index, column) in part.columns.enumerated() {
      try Self.require(
        quittance_set_width(sheet, UInt16(clamping: index), Int32(clamping: column.width)),
        "worksheet_set_column")
    }
    worksheet_freeze_panes(sheet, 1, 0)
    try Self.require(
      worksheet_autofilter(sheet, 0, 0, UInt32(clamping: part.count), last),
      "worksheet_autofilter")
    // Document numbers are texts that look like numbers, and right so.
    try Self.require(
      worksheet_ignore_errors(
        sheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), "A1:XFD1048576"),
      "worksheet_ignore_errors")
    // On paper: as wide as the page, on it the header again, on whatever paper the printer has.
    worksheet_set_landscape(sheet)
    worksheet_fit_to_pages(sheet, 1, 0)
    try Self.require(worksheet_repeat_rows(sheet, 0, 0), "worksheet_repeat_rows")

    for (index, column) in part.columns.enumerated() {
      try write(.text(column.title), sheet, row: 0, column: index, header)
    }
    for index in 0..<part.count {
      let row = UInt32(clamping: index + 1)
      for (column, cell) in part.row(index).enumerated() {
        try write(cell, sheet, row: row, column: column, nil)
      }
    }
  }

  private func write(
    _ cell: WorkbookCell, _ sheet: UnsafeMutablePointer<lxw_worksheet>, row: UInt32, column: Int,
    _ format: UnsafeMutablePointer<lxw_format>?
  ) throws(WorkbookError) {
    let column = UInt16(clamping: column)
    let result: lxw_error
    switch cell {
    case .empty: return
    case .text(let text):
      result = worksheet_write_string(sheet, row, column, CellText.shown(text), format)
    case .count(let number):
      let number = Int64(number)
      result =
        Self.isExact(number)
        ? quittance_write_amount(sheet, row, column, number, 0, count)
        : worksheet_write_string(sheet, row, column, String(number), format)
    case .date(let day):
      var value = lxw_datetime()
      value.year = Int32(clamping: day.year)
      value.month = Int32(clamping: day.month)
      value.day = Int32(clamping: day.day)
      result = worksheet_write_datetime(sheet, row, column, &value, date)
    case .amount(let money):
      let digits = money.currency.minorDigits
      if Self.isExact(money.minorUnits), amounts.indices.contains(digits) {
        result = quittance_write_amount(
          sheet, row, column, money.minorUnits, Int32(clamping: digits), amounts[digits])
      } else {
        result = worksheet_write_string(sheet, row, column, money.decimal, format)
      }
    }
    try Self.require(result, "worksheet_write")
  }

  /// A spreadsheet keeps 15 digits of a number.
  private static func isExact(_ value: Int64) -> Bool { value.magnitude < 1_000_000_000_000_000 }
}
