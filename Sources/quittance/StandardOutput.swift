import Durable

/// Standard output, written in large pieces.
struct StandardOutput {
  /// What its errors call it.
  static let name = "standard output"

  private var buffer: [UInt8] = []
  private static let pieceMin = 1 << 16

  /// Lets `fill` append, and writes when enough has come together.
  mutating func append(_ fill: (inout [UInt8]) -> Void) throws(FileSystemError) {
    fill(&buffer)
    if buffer.count >= Self.pieceMin { try flush() }
  }

  mutating func line(_ text: String) throws(FileSystemError) {
    try append { buffer in
      buffer += text.utf8
      buffer.append(UInt8(ascii: "\n"))
    }
  }

  mutating func flush() throws(FileSystemError) {
    try writeAll(buffer, to: 1)
    buffer.removeAll(keepingCapacity: true)
  }
}
