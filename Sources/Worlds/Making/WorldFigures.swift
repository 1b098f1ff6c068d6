/// What a generated world has.
public struct WorldFigures: Sendable {
  /// Names that were given out, those of strangers among them.
  public var customers: Int
  public var openItems: Int
  public var movements: Int
  public var bankFiles: Int
  public var scenarios: [(name: String, count: Int)]
}
