/// One sheet: a table below a header that stays in sight, with a filter on every column.
public struct WorkbookSheet: Sendable {
  /// A column by its title, as wide as so many characters.
  public struct Column: Hashable, Sendable {
    public var title: String
    public var width: Int

    public init(_ title: String, width: Int) {
      self.title = title
      self.width = width
    }
  }

  /// At most 31 characters, none of `[]:*?/\`.
  public var name: String
  public var columns: [Column]
  /// Rows below the header.
  public var count: Int
  /// The cells of a row, one per column; rows are made while they are written.
  public var row: @Sendable (Int) -> [WorkbookCell]

  public init(
    name: String, columns: [Column], count: Int, row: @escaping @Sendable (Int) -> [WorkbookCell]
  ) {
    self.name = name
    self.columns = columns
    self.count = count
    self.row = row
  }

  /// The sheet, or as many as its rows need: the format ends at 1,048,576 rows a sheet.
  ///
  /// - Parameter rowsMax: below the header.
  func parts(rowsMax: Int = 1_048_575) -> [WorkbookSheet] {
    guard count > rowsMax else { return [self] }
    return stride(from: 0, to: count, by: rowsMax).enumerated().map { place, start in
      let row = row
      return WorkbookSheet(
        name: place == 0 ? name : "\(name) \(place + 1)", columns: columns,
        count: min(rowsMax, count - start)
      ) { row(start + $0) }
    }
  }
}
