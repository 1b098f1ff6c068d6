import Money
public import Receivables

extension TableExport {
  /// The file: the rows that this export is of, in the order given.
  ///
  /// CSV has a header, and LF at the ends of lines; what a spreadsheet would run as a formula gets
  /// an apostrophe, amounts never do. JSON lines have an object each: amounts are strings, so that
  /// nobody rounds them, `candidates` is a list, and what is blank is null.
  public func bytes(
    applications: [Application] = [], exceptions: [ReceiptException] = [],
    disputes: [Dispute] = [], receipts: [ReceiptRecord] = []
  ) -> [UInt8] {
    switch records {
    case .applications:
      bytes(applications) { ApplicationsFile.cells($0) }
    case .exceptions: bytes(exceptions, ExceptionsFile.cells)
    case .disputes: bytes(disputes, DisputesFile.cells)
    case .receipts: bytes(receipts, LedgerFolder.receiptCells)
    }
  }

  /// How a column of ours is spelled.
  private enum Spelling {
    case text, amount, day, list
  }

  private func bytes<Row>(_ rows: [Row], _ cells: (Row) -> [String]) -> [UInt8] {
    let ours = records.columns
    let chosen = columns.compactMap { column in
      ours.firstIndex(of: column.ours).map {
        (name: column.name, place: $0, spelling: spelling(of: column.ours))
      }
    }
    switch form {
    case .csv:
      var csv = CSVWriter(delimiter: delimiter)
      csv.row(chosen.map(\.name))
      for row in rows {
        let cells = cells(row)
        for column in chosen {
          let cell = spelled(cells[column.place], column.spelling)
          if column.spelling == .amount { csv.number(cell) } else { csv.cell(cell) }
        }
        csv.endRow()
      }
      return csv.bytes
    case .jsonl:
      var text: [UInt8] = []
      for row in rows {
        let cells = cells(row)
        JSONValue.object(
          chosen.map { column in
            (key: column.name, value: value(cells[column.place], column.spelling))
          }
        ).appendCompact(to: &text)
        text.append(UInt8(ascii: "\n"))
      }
      return text
    }
  }

  private func spelling(of column: String) -> Spelling {
    switch column {
    case "amount": .amount
    case "booking_date", "opened_on": .day
    case "candidates": .list
    default: .text
    }
  }

  private func spelled(_ cell: String, _ spelling: Spelling) -> String {
    switch spelling {
    case .amount where decimalMark == .comma: String(cell.map { $0 == "." ? "," : $0 })
    case .day: CalendarDate(iso: cell).map(date.text) ?? cell
    case .text, .amount, .list: cell
    }
  }

  private func value(_ cell: String, _ spelling: Spelling) -> JSONValue {
    if spelling == .list {
      return .list(cell.split(separator: "|").map { .string(String($0)) })
    }
    return cell.isEmpty ? .null : .string(spelled(cell, spelling))
  }
}
