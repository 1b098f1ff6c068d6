public import Durable

/// Standard output, written in large pieces.
public struct StandardOutput {
  /// What its errors call it.
  public static let name = "standard output"

  private var buffer: [UInt8] = []

  public init() {}

  private static let pieceMin = 1 << 16

  /// Lets `fill` append, and writes when enough has come together.
  public mutating func append(_ fill: (inout [UInt8]) -> Void) throws(FileSystemError) {
    fill(&buffer)
    if buffer.count >= Self.pieceMin { try flush() }
  }

  public mutating func line(_ text: String) throws(FileSystemError) {
    try append { buffer in
      buffer += text.utf8
      buffer.append(UInt8(ascii: "\n"))
    }
  }

  public mutating func flush() throws(FileSystemError) {
    try writeAll(buffer, to: 1)
    buffer.removeAll(keepingCapacity: true)
  }
}
