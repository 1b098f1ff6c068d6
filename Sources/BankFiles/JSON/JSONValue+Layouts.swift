import Receivables

/// What layouts of the user's own have in common: keys that are known, and errors at their place.
extension JSONValue {
  func expectKeys(_ known: [String], in file: String) throws(BankFileError) {
    guard let members else { throw error("no object stands here", "{…}", in: file) }
    for (key, member) in members where !known.contains(key) {
      throw member.error(
        "the key '\(key)' is unknown", "one of \(known.sorted().joined(separator: ", "))", in: file)
    }
  }

  func error(_ problem: String, _ expected: String, in file: String) -> BankFileError {
    BankFileError(
      code: .badRecord, position: FilePosition(file: file, line: line, column: column),
      problem: problem, expected: expected)
  }
}
