/// What the reports of a format are among an account's statements.
public enum StatementFormats {
  /// Their statements follow one another: each opens with what the one before closed with.
  public static let chained: Set = ["camt.053", "mt940", "bai2"]

  /// They report parts of a day, or single entries: no day is covered by one.
  public static let withinDay = ["camt.052", "camt.054", "mt942"]
}
