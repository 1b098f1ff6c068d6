import CXlsx

/// The parts of a zip archive: as much of the format (PKWARE APPNOTE) as a workbook has.
struct ZipArchive {
  private struct Entry {
    var name: String
    var isPacked: Bool
    var packedSize: Int
    var size: Int
    var place: Int
  }

  private let bytes: [UInt8]
  private let entries: [Entry]

  /// - Throws: `WorkbookError` for bytes that are no archive.
  init(_ bytes: [UInt8]) throws(WorkbookError) {
    self.bytes = bytes
    // The end record has no comment here: it is the archive's last 22 bytes.
    let end = bytes.count - 22
    guard end >= 0, Self.number(bytes, end, 4) == 0x0605_4B50 else { throw Self.damaged }
    var place = Self.number(bytes, end + 16, 4)
    var entries: [Entry] = []
    for _ in 0..<Self.number(bytes, end + 10, 2) {
      guard place + 46 <= end, Self.number(bytes, place, 4) == 0x0201_4B50 else {
        throw Self.damaged
      }
      let nameEnd = place + 46 + Self.number(bytes, place + 28, 2)
      guard nameEnd <= end else { throw Self.damaged }
      entries.append(
        Entry(
          name: String(decoding: bytes[place + 46..<nameEnd], as: UTF8.self),
          isPacked: Self.number(bytes, place + 10, 2) == 8,
          packedSize: Self.number(bytes, place + 20, 4), size: Self.number(bytes, place + 24, 4),
          place: Self.number(bytes, place + 42, 4)))
      place = nameEnd + Self.number(bytes, place + 30, 2) + Self.number(bytes, place + 32, 2)
    }
    self.entries = entries
  }

  /// In the archive's order.
  var names: [String] { entries.map(\.name) }

  /// A part, unpacked.
  ///
  /// - Throws: `WorkbookError` where it is missing or damaged.
  func contents(of name: String) throws(WorkbookError) -> [UInt8] {
    guard let entry = entries.first(where: { $0.name == name }), entry.place + 30 <= bytes.count,
      Self.number(bytes, entry.place, 4) == 0x0403_4B50
    else { throw Self.damaged }
    let start =
      entry.place + 30 + Self.number(bytes, entry.place + 26, 2)
      + Self.number(bytes, entry.place + 28, 2)
    guard start + entry.packedSize <= bytes.count else { throw Self.damaged }
    let packed = bytes[start..<start + entry.packedSize]
    guard entry.isPacked else { return Array(packed) }
    var result: Int32 = -1
    let contents = [UInt8](unsafeUninitializedCapacity: entry.size) { room, count in
      result = packed.withUnsafeBufferPointer { packed in
        quittance_inflate(
          packed.baseAddress, UInt32(clamping: packed.count), room.baseAddress,
          UInt32(clamping: room.count))
      }
      count = result == 0 ? entry.size : 0
    }
    guard result == 0 else { throw Self.damaged }
    return contents
  }

  private static let damaged = WorkbookError(
    call: "workbook_close", problem: "what was packed is no whole archive")

  /// A little-endian number of so many bytes.
  private static func number(_ bytes: [UInt8], _ place: Int, _ width: Int) -> Int {
    (0..<width).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }
}
