/// Who holds a lock, as the lock's file says.
public struct LockHolder: Hashable, Sendable {
  public var processID: Int32
  /// Since when, in the holder's words.
  public var since: String

  public init(processID: Int32, since: String) {
    self.processID = processID
    self.since = since
  }

  /// `4711 2026-03-09T18:00:00Z` and a line end; nil for anything else.
  init?(parsing bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let line = text.split(separator: "\n", omittingEmptySubsequences: false).first,
      text.hasSuffix("\n"), let space = line.firstIndex(of: " "), let number = Int32(line[..<space])
    else { return nil }
    processID = number
    since = String(line[line.index(after: space)...])
  }

  var bytes: [UInt8] { Array("\(processID) \(since)\n".utf8) }
}
