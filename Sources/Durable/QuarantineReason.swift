/// Why a file was moved away, for people and for programs. The same reason should always be the same
/// bytes, so that a move that is repeated after a crash finds its own.
public struct QuarantineReason: Hashable, Sendable {
  /// Becomes `NAME.reason.txt`.
  public var text: [UInt8]
  /// Becomes `NAME.reason.json`.
  public var json: [UInt8]

  public init(text: [UInt8], json: [UInt8]) {
    self.text = text
    self.json = json
  }
}
