/// A good file, and small edits of it: how the malformed ones are made.
///
/// Lines count from 1. An edit that finds nothing to change is a mistake of the test, and traps.
struct EditedFile: Sendable {
  private(set) var lines: [[UInt8]]
  var lineEnd: [UInt8] = [0x0A]

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf8) }
  }

  var bytes: [UInt8] { Array(lines.joined(separator: lineEnd)) }

  func replacing(_ old: String, with new: String, on line: Int) -> EditedFile {
    replacing(old, with: Array(new.utf8), on: line)
  }

  func replacing(_ old: String, with new: [UInt8], on line: Int) -> EditedFile {
    var edited = self
    edited.lines[line - 1].replaceSubrange(place(of: old, on: line), with: new)
    return edited
  }

  /// Columns count from 1; what is written over must be there.
  func overwriting(_ new: String, at column: Int, on line: Int) -> EditedFile {
    var edited = self
    let bytes = Array(new.utf8)
    let range = (column - 1)..<(column - 1 + bytes.count)
    precondition(range.upperBound <= lines[line - 1].count, "beyond line \(line)")
    edited.lines[line - 1].replaceSubrange(range, with: bytes)
    return edited
  }

  func replacing(line: Int, with new: String) -> EditedFile {
    replacing(lines: line...line, with: new)
  }

  func replacing(lines range: ClosedRange<Int>, with new: String) -> EditedFile {
    var edited = self
    edited.lines.replaceSubrange(
      (range.lowerBound - 1)..<range.upperBound, with: EditedFile(new).lines)
    return edited
  }

  func removing(_ old: String, on line: Int) -> EditedFile { replacing(old, with: "", on: line) }

  func removing(line: Int) -> EditedFile { removing(lines: line...line) }

  func removing(lines range: ClosedRange<Int>) -> EditedFile {
    var edited = self
    edited.lines.removeSubrange((range.lowerBound - 1)..<range.upperBound)
    return edited
  }

  func inserting(_ new: String, before line: Int) -> EditedFile {
    var edited = self
    edited.lines.insert(contentsOf: EditedFile(new).lines, at: line - 1)
    return edited
  }

  func doubling(lines range: ClosedRange<Int>) -> EditedFile {
    var edited = self
    let copy = lines[(range.lowerBound - 1)..<range.upperBound]
    edited.lines.insert(contentsOf: copy, at: range.upperBound)
    return edited
  }

  /// The file up to and with this line.
  func prefix(lines count: Int) -> EditedFile {
    var edited = self
    edited.lines.removeSubrange(count...)
    return edited
  }

  /// The file up to the end of this text.
  func cut(behind text: String, on line: Int) -> EditedFile {
    var edited = prefix(lines: line)
    edited.lines[line - 1].removeSubrange(place(of: text, on: line).upperBound...)
    return edited
  }

  func appending(_ new: String) -> EditedFile { appending(Array(new.utf8)) }

  func appending(_ new: [UInt8]) -> EditedFile {
    var edited = self
    edited.lines[lines.count - 1] += new
    return edited
  }

  /// What stands before the first line without ending it.
  func prepending(_ new: [UInt8]) -> EditedFile {
    var edited = self
    edited.lines[0] = new + edited.lines[0]
    return edited
  }

  /// The same text with another end of its lines.
  func ending(lines end: String) -> EditedFile {
    var edited = self
    edited.lineEnd = Array(end.utf8)
    return edited
  }

  private func place(of text: String, on line: Int) -> Range<Int> {
    let pattern = Array(text.utf8)
    let bytes = lines[line - 1]
    let starts = bytes.indices.filter { bytes[$0...].starts(with: pattern) }
    precondition(starts.count == 1, "'\(text)' stands \(starts.count) times on line \(line)")
    return starts[0]..<(starts[0] + pattern.count)
  }
}
