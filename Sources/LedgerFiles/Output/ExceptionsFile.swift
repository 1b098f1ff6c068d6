import Money
public import Receivables

/// `exceptions.csv`: what people must look at.
public enum ExceptionsFile {
  /// The file, rows in the order given.
  public static func bytes(_ exceptions: [ReceiptException]) -> [UInt8] {
    var csv = CSVWriter()
    csv.row(columns)
    for exception in exceptions {
      csv.row(cells(exception))
    }
    return csv.bytes
  }

  /// The cells of one row.
  public static func cells(_ exception: ReceiptException) -> [String] {
    [
      exception.id, exception.payment.text, exception.bankReference, exception.sourceFile,
      exception.bookingDate.description, exception.customer?.text ?? "",
      exception.type.rawValue, exception.amount.decimal, exception.amount.currency.code,
      exception.message, exception.candidates.map(\.text).joined(separator: "|"),
    ]
  }

  /// The columns, in the order of writing.
  public static let columns = [
    "exception_id", "payment_id", "bank_reference", "source_file", "booking_date", "customer_id",
    "type", "amount", "currency", "message", "candidates",
  ]
}
