/// An edit of a good file, and everything that comes of it.
struct TextEdit: Sendable {
  var old: String
  var new: String
  /// Problems, the failure if one ends the reading, and the money that is told.
  var outcome: String

  init(_ old: String, _ new: String, _ outcome: String) {
    self.old = old
    self.new = new
    self.outcome = outcome
  }
}
