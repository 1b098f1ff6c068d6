/// What somebody may do in the console: each role all that the one before may, except the last.
public enum Role: String, Hashable, Sendable, CaseIterable, Codable {
  /// Sees everything, changes nothing.
  case viewer
  /// Decides what waits, within their limit.
  case clerk
  /// Also approves what others proposed, and undoes files.
  case supervisor
  /// People, passwords and tokens; never money.
  case admin
}
