import Foundation
import GRDB

extension AccessFile {
  /// So long an answer is kept for a request that is sent again.
  public static let answerMemory: Int64 = 24 * 3600
  /// The longest answer that is kept.
  public static let answerBytesMax = 256 << 10
  /// The longest key, in bytes.
  public static let keyBytesMax = 255
  /// Keys of a person that are kept; the oldest go.
  public static let keysMax = 1000

  /// What was answered to a request with this key, if it was.
  ///
  /// - Parameter digest: of the request: method, path and body.
  /// - Throws: `AccessError`: `keyReused` where the key stands for another request, `keyInHand` while
  ///   that request is being answered, or of the file.
  public func remembered(
    key: String, person: String, digest: [UInt8], at moment: Int64
  ) throws(AccessError) -> [UInt8]? {
    try read { try self.answer(key, person, digest, moment, $0) }
  }

  /// As `remembered`, and where there is no answer the key is the caller's: another request with it
  /// is `keyInHand` until `remember` or `forget`. Of two equal requests one is carried out. Where the
  /// process died in between nobody knows whether it was: the key is never carried out again.
  ///
  /// - Returns: the answer; nil where the caller has to make it.
  public func reserve(
    key: String, person: String, digest: [UInt8], at moment: Int64
  ) throws(AccessError) -> [UInt8]? {
    try refuseKey(key)
    return try write { db in
      if let answer = try self.answer(key, person, digest, moment, db) { return answer }
      try self.put(key, person, digest, nil, moment, db)
      return nil
    }
  }

  /// Keeps the answer to a request for a day.
  ///
  /// - Throws: `AccessError`: `keyReused` where the key stands for another request, `keyUnusable`
  ///   for a response that is too long, or of the file.
  public func remember(
    key: String, person: String, digest: [UInt8], response: [UInt8], at moment: Int64
  ) throws(AccessError) {
    try refuseKey(key)
    guard response.count <= Self.answerBytesMax else {
      throw AccessError(
        code: .keyUnusable, problem: "the answer has \(response.count) bytes",
        expected: "\(Self.answerBytesMax) bytes at most")
    }
    try write { db in
      let row = try self.row(key, person, moment, db)
      if let row { try self.refuseOther(digest, than: row) }
      let earlier: Data? = row?["response"]
      // The first answer stays: that is what the key promised.
      guard earlier == nil else { return }
      try self.put(key, person, digest, response, moment, db)
    }
  }

  /// Frees a key whose request did nothing, so that it can be sent again.
  public func forget(key: String, person: String) throws(AccessError) {
    try write { db in
      try db.execute(
        sql: "DELETE FROM answers WHERE person = ? AND key = ? AND response IS NULL",
        arguments: [person, key])
    }
  }

  // MARK: Rows

  private func answer(
    _ key: String, _ person: String, _ digest: [UInt8], _ moment: Int64, _ db: Database
  ) throws -> [UInt8]? {
    guard let row = try row(key, person, moment, db) else { return nil }
    try refuseOther(digest, than: row)
    let response: Data? = row["response"]
    if let response { return Self.bytes(response) }
    throw AccessError(
      code: .keyInHand,
      problem: "the request of this key is being answered, or what came of it is not known",
      expected: "the same request again in a moment; later, a look at what was booked and a new key"
    )
  }

  /// The row of a key that is still worth something.
  private func row(
    _ key: String, _ person: String, _ moment: Int64, _ db: Database
  ) throws -> Row? {
    try Row.fetchOne(
      db,
      sql: """
        SELECT digest, response FROM answers
        WHERE person = ? AND key = ? AND at > ?
        """, arguments: [person, key, moment - Self.answerMemory])
  }

  private func refuseOther(_ digest: [UInt8], than row: Row) throws {
    guard Secret.areEqual(Self.bytes(row["digest"]), digest) else {
      throw AccessError(
        code: .keyReused, problem: "the key stands for another request",
        expected: "a new key for a new request")
    }
  }

  private func put(
    _ key: String, _ person: String, _ digest: [UInt8], _ response: [UInt8]?, _ moment: Int64,
    _ db: Database
  ) throws {
    try db.execute(
      sql: "DELETE FROM answers WHERE at <= ?", arguments: [moment - Self.answerMemory])
    try db.execute(
      sql: "INSERT OR REPLACE INTO answers(person, key, digest, response, at) "
        + "VALUES (?, ?, ?, ?, ?)",
      arguments: [person, key, Self.blob(digest), response.map(Self.blob), moment])
    try db.execute(
      sql: """
        DELETE FROM answers WHERE person = ? AND key IN (
          SELECT key FROM answers WHERE person = ? ORDER BY at DESC, key LIMIT -1 OFFSET ?)
        """, arguments: [person, person, Self.keysMax])
  }

  private func refuseKey(_ key: String) throws(AccessError) {
    guard (1...Self.keyBytesMax).contains(key.utf8.count),
      key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else {
      throw AccessError(
        code: .keyUnusable, problem: "the idempotency key is no key",
        expected: "1 to \(Self.keyBytesMax) printable ASCII characters without spaces")
    }
  }
}
