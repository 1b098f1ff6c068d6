/// What stands between the whole and the fraction of a decimal.
public enum DecimalMark: String, Sendable, CaseIterable {
  case point = "."
  case comma = ","
}
