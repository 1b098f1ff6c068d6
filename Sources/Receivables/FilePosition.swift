/// A place in an input file. Lines and columns count from 1; a column counts bytes.
public struct FilePosition: Hashable, Sendable {
  public var file: String
  /// nil where the file as a whole is meant.
  public var line: Int?
  public var column: Int?

  public init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension FilePosition: CustomStringConvertible {
  /// `day.bai:41:4`, as editors and terminals understand it.
  public var description: String {
    var text = file
    if let line { text += ":\(line)" }
    if line != nil, let column { text += ":\(column)" }
    return text
  }
}
