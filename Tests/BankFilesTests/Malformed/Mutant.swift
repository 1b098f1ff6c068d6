/// A good file after one small accident.
struct Mutant {
  /// The line of the good file on which it happened.
  let line: Int
  let bytes: [UInt8]

  /// Every bit of every byte, turned.
  static func bits(of file: EditedFile) -> [Mutant] {
    let bytes = file.bytes
    return bytes.indices.flatMap { index in
      (0..<8).map { bit in
        var mutant = bytes
        mutant[index] ^= 1 << UInt8(bit)
        return Mutant(line: line(of: index, in: bytes), bytes: mutant)
      }
    }
  }

  /// Every run of digits: removed, blank, nought, one more than it was, and one less.
  static func numbers(of file: EditedFile) -> [Mutant] {
    let bytes = file.bytes
    var mutants: [Mutant] = []
    var start = 0
    while start < bytes.count {
      let run = bytes[start...].prefix { (0x30...0x39).contains($0) }
      defer { start += run.count + 1 }
      guard let last = run.last else { continue }
      let replacements: [[UInt8]] = [
        [], run.map { _ in 0x20 }, run.map { _ in 0x30 },
        run.dropLast() + [(last - 0x2F) % 10 + 0x30], run.dropLast() + [(last - 0x27) % 10 + 0x30],
      ]
      for replacement in replacements {
        var mutant = bytes
        mutant.replaceSubrange(run.indices, with: replacement)
        mutants.append(Mutant(line: line(of: start, in: bytes), bytes: mutant))
      }
    }
    return mutants
  }

  /// Every line: left out, twice, and after the one behind it.
  static func lines(of file: EditedFile) -> [Mutant] {
    (1...file.lines.count).flatMap { line in
      var mutants = [file.removing(line: line), file.doubling(lines: line...line)]
      if line < file.lines.count {
        let text = String(decoding: file.lines[line - 1], as: UTF8.self)
        mutants.append(file.removing(line: line).inserting(text, before: line + 1))
      }
      return mutants.map { Mutant(line: line, bytes: $0.bytes) }
    }
  }

  /// Every element of an XML document: left out, twice, and after the one behind it.
  static func elements(of file: EditedFile) -> [Mutant] {
    let bytes = file.bytes
    return elementRanges(in: bytes).flatMap { element, next in
      let (before, text) = (bytes[..<element.lowerBound], bytes[element])
      let after = bytes[element.upperBound...]
      var mutants = [before + after, before + text + text + after]
      if let next {
        mutants.append(
          before + bytes[next] + bytes[element.upperBound..<next.lowerBound] + text
            + bytes[next.upperBound...])
      }
      return mutants.map {
        Mutant(line: line(of: element.lowerBound, in: bytes), bytes: Array($0))
      }
    }
  }

  /// Each element from its tag to its end, with the next one of the same parent.
  private static func elementRanges(in bytes: [UInt8]) -> [(Range<Int>, next: Range<Int>?)] {
    var open: [(start: Int, children: [Range<Int>])] = [(0, [])]
    var ranges: [(Range<Int>, next: Range<Int>?)] = []
    var index = 0
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")),
      let end = bytes[start...].firstIndex(of: UInt8(ascii: ">"))
    {
      index = end + 1
      switch bytes[start + 1] {
      case UInt8(ascii: "?"): break
      case UInt8(ascii: "/"):
        let closed = open.removeLast()
        open[open.count - 1].children.append(closed.start..<index)
        let nexts = closed.children.dropFirst().map(Optional.some) + [nil]
        ranges += zip(closed.children, nexts).map { ($0, next: $1) }
      default: open.append((start, []))
      }
    }
    return ranges
  }

  private static func line(of index: Int, in bytes: [UInt8]) -> Int {
    1 + bytes[..<index].count { $0 == UInt8(ascii: "\n") }
  }
}
