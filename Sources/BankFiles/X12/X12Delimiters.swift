/// The separators of one interchange, as its header states them.
///
/// - Source: ASC X12.5 and X12.6. `ISA` has a fixed length, so that character 4 is the separator of
///   elements, 105 that of components and 106 the terminator of segments.
struct X12Delimiters: Hashable {
  /// The characters of `ISA`, its terminator included.
  static let headerLength = 106
  /// Where the separators of elements stand in the header, from 0.
  private static let separators = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103]

  let element: UInt8
  let component: UInt8
  let terminator: UInt8

  /// Separators that no header states.
  init?(element: UInt8, terminator: UInt8) {
    guard element != terminator else { return nil }
    self.element = element
    self.terminator = terminator
    component = 0
  }

  /// - Returns: nil where the bytes are no header of the fixed length, or the separators are letters,
  ///   digits or blanks, or not three.
  init?(header: [UInt8]) {
    guard header.count == Self.headerLength, header.starts(with: "ISA".utf8) else { return nil }
    element = header[3]
    component = header[104]
    terminator = header[105]
    guard element != component, element != terminator, component != terminator else { return nil }
    let (separator, end) = (element, terminator)
    guard Self.separators.allSatisfy({ header[$0] == separator }),
      header.count(where: { $0 == separator }) == Self.separators.count,
      header.count(where: { $0 == end }) == 1
    else { return nil }
    guard !Self.isText(element), !Self.isText(terminator) else { return nil }
  }

  private static func isText(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), 0x20, 0x00:
      true
    default: byte >= 0x80
    }
  }
}
