/// The known value that somebody most likely meant, if one is near enough to say so.
///
/// - Returns: the value within two changed, added or lost letters, the first one of equals.
public func nearestValue(to text: String, among values: [String]) -> String? {
  guard text.utf8.count <= 64 else { return nil }
  var best: (value: String, distance: Int)?
  for value in values {
    let distance = editDistance(Array(text.lowercased().utf8), Array(value.utf8))
    if distance <= 2, distance < best?.distance ?? .max { best = (value, distance) }
  }
  return best?.value
}

/// Levenshtein's distance, one row at a time.
private func editDistance(_ one: [UInt8], _ other: [UInt8]) -> Int {
  var row = Array(0...other.count)
  for (line, letter) in one.enumerated() {
    var diagonal = row[0]
    row[0] = line + 1
    for (column, otherLetter) in other.enumerated() {
      let substituted = diagonal + (letter == otherLetter ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(substituted, diagonal + 1, row[column] + 1)
    }
  }
  return row[other.count]
}
