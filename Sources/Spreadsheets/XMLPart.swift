/// A part of a workbook, looked at only as far as tells whether all of it is there.
struct XMLPart {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// It ends with the end of the element that it began with.
  ///
  /// A write that failed leaves a part without its end: what could not be written is the last of
  /// it, since a full disk stays full while a part is packed.
  var isWhole: Bool {
    let text = bytes.split(separator: UInt8(ascii: "<"), maxSplits: 3)
    // The declaration, then the element itself.
    guard let root = text.dropFirst().first else { return false }
    let name = root.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ">") }
    var end = bytes[...]
    while let last = end.last, last == UInt8(ascii: "\n") { end.removeLast() }
    let isAlone = text.count == 2 && end.suffix(2).elementsEqual("/>".utf8)
    return isAlone || end.suffix(name.count + 3).elementsEqual("</".utf8 + name + ">".utf8)
  }

  /// How many rows of a sheet begin in it.
  var rows: Int {
    let mark = Array("<row ".utf8)
    var rows = 0
    var place = 0
    while place + mark.count <= bytes.count {
      if bytes[place] == mark[0], bytes[place..<place + mark.count].elementsEqual(mark) {
        rows += 1
        place += mark.count
      } else {
        place += 1
      }
    }
    return rows
  }
}
