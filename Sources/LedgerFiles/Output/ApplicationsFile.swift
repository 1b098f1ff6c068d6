import Money
public import Receivables

/// `applications.csv`: this run's, or, in the ledger folder, those of all runs.
public enum ApplicationsFile {
  /// The file of the output folder, rows in the order given.
  public static func bytes(_ applications: [Application]) -> [UInt8] {
    table(applications, columns: [], spellings: Spellings()).bytes
  }

  static func table(
    _ applications: [Application], columns: [String], spellings: Spellings
  ) -> TableFile {
    TableFile(
      .applications, unknown: columns,
      rows: applications.enumerated().lazy.map { index, application in
        (cells(application, spellings, row: String(index)), application.carried)
      })
  }

  static func cells(
    _ application: Application, _ spellings: Spellings = Spellings(), row: String = ""
  ) -> [String] {
    [
      application.payment.text, application.bankReference, application.sourceFile,
      application.bookingDate.description, application.customer.text,
      application.payer?.text ?? "", application.document.text, application.kind.rawValue,
      application.amount.decimal, application.amount.currency.code, application.reasonCode,
      application.rule,
      spellings.text(
        application.confidence?.description ?? "", column: "confidence", row: row),
      application.reverses?.text ?? "",
    ]
  }
}
