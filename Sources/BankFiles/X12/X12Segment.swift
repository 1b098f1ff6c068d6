import Receivables

/// One segment of an interchange: its identifier and its elements, counted from 1.
struct X12Segment {
  /// Without the terminator; line ends that a transport put into it are taken out.
  let bytes: [UInt8]
  let terminator: UInt8
  /// Where it begins; both from 1.
  let line: Int
  let column: Int
  /// The offset of each element, the identifier first.
  private let starts: [Int]

  init(bytes: [UInt8], delimiters: X12Delimiters, line: Int, column: Int) {
    self.bytes = bytes
    terminator = delimiters.terminator
    self.line = line
    self.column = column
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == delimiters.element {
      starts.append(offset + 1)
    }
    self.starts = starts
  }

  var id: String { text(0) }

  /// Two or three capitals and digits, the first a capital: what every identifier looks like.
  var hasIdentifier: Bool {
    let id = element(0)
    let isPlain = id.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    return (2...3).contains(id.count) && isPlain && (id.first ?? 0) >= 0x41
  }

  /// How many elements stand behind the identifier.
  var count: Int { starts.count - 1 }

  /// The element without blanks around it; empty where it is absent.
  func element(_ number: Int) -> ArraySlice<UInt8> {
    guard number >= 0, number < starts.count else { return [] }
    let end = number + 1 < starts.count ? starts[number + 1] - 1 : bytes.count
    return TextDecoding.trimmed(bytes[starts[number]..<end])
  }

  func text(_ number: Int) -> String { TextDecoding.text(element(number)) }

  /// An identifier without its leading zeros; `0` where it is nothing but zeros.
  func identifier(_ number: Int) -> String { X12Value.identifier(element(number)) }

  func place(in file: String) -> FilePosition {
    FilePosition(file: file, line: line, column: column)
  }

  /// The segment as the file has it, with its terminator where that can be printed.
  var raw: [UInt8] { terminator > 0x20 ? bytes + [terminator] : bytes }
}
