import LedgerFiles
import Money
import Receivables
import Store

extension ReceiptException {
  /// The exception of a row of the state; nil where it is none.
  init?(_ row: StateRow) {
    let cells = row.cells
    guard cells.count >= ExceptionsFile.columns.count, let type = ExceptionType(rawValue: cells[6]),
      let day = CalendarDate(iso: cells[4]), let currency = Currency(cells[8]),
      let amount = try? Money(parsing: cells[7], in: currency)
    else { return nil }
    self.init(
      id: cells[0], payment: PaymentID(cells[1]), bankReference: cells[2], sourceFile: cells[3],
      bookingDate: day, customer: cells[5].isEmpty ? nil : CustomerID(cells[5]), type: type,
      amount: amount, message: cells[9],
      candidates: cells[10].split(separator: "|").map { DocumentNumber(String($0)) })
  }
}
