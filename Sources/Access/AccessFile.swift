import GRDB

/// Who may do what: people, sessions, tokens and what was refused, in one SQLite file of its own
/// beside a pipeline's store.
///
/// Apart from the store, so that people can be managed while a pipeline is at work, and so that a
/// copy of the store carries no passwords. Several processes may have it open (`user` while `serve`
/// runs): a rollback journal and not a write-ahead log, since Debian's SQLite can lose a commit when
/// two connections write and checkpoint a log at once (plan, finding 1). A commit that was
/// acknowledged is on the disk.
///
/// Every call blocks its thread for as long as the disk takes, some milliseconds where it writes.
/// Those that hash a password (`signIn`, `confirm`, `addPerson`, `setPassword`) block for some
/// 0.3 s, and longer where others wait: never call them on an event loop.
///
/// Times are seconds since 1970 UTC, and always the caller's.
public final class AccessFile: Sendable {
  /// Where it lies.
  public let path: String
  let queue: DatabaseQueue
  let cost: PasswordCost
  let turn: HashingTurn
  /// What a name that nobody has is compared with: it costs what a wrong password costs.
  let nobodysHash: PasswordHash

  /// Where the access file of a pipeline's store lies.
  public static func path(besideStore store: String) -> String { store + ".access.sqlite" }

  /// Opens the file, which only its owner can read (mode 0600, set again where it was wider).
  ///
  /// - Parameter making: whether it is made where there is none; else that is `missing`.
  /// - Throws: `AccessError`.
  public convenience init(_ path: String, making: Bool = true) throws(AccessError) {
    try self.init(path, making: making, cost: .today, turn: .shared)
  }

  init(
    _ path: String, making: Bool, cost: PasswordCost, turn: HashingTurn
  ) throws(AccessError) {
    self.path = path
    self.cost = cost
    self.turn = turn
    nobodysHash = PasswordHash(ofNobody: cost)
    try Self.secureFile(path, making: making)
    queue = try Self.open(path)
  }

  /// Closes the file; nothing can be done with it any more.
  public func close() throws(AccessError) {
    try Self.accessErrors(path) { try queue.close() }
  }

  // MARK: For the operations

  func read<Answer>(_ body: (Database) throws -> Answer) throws(AccessError) -> Answer {
    try Self.accessErrors(path) { try queue.read(body) }
  }

  /// All of it, or nothing.
  func write<Answer>(_ body: (Database) throws -> Answer) throws(AccessError) -> Answer {
    try Self.accessErrors(path) { try queue.write(body) }
  }

  func hash(_ password: String) throws(AccessError) -> PasswordHash {
    try Self.accessErrors(path) { try turn.take { try PasswordHash(of: password, cost) } }
  }

  func damaged(_ problem: String) -> AccessError { Self.damaged(path, problem) }

  static func damaged(_ path: String, _ problem: String) -> AccessError {
    AccessError(
      code: .damaged, problem: "\(path): \(problem)",
      expected: "a whole access file; restore a copy of it")
  }
}
