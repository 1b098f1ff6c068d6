import Foundation
import GRDB

extension AccessFile {
  /// So many refusals are kept.
  public static let denialsMax = 10_000
  private static let textMax = 256

  /// Writes down that somebody was refused something. Each is a write to the disk: limit the rate
  /// of strangers before.
  public func note(denial: Denial) throws(AccessError) {
    try write { db in
      try db.execute(
        sql: "INSERT INTO denials(at, who, address, method, path, why) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: StatementArguments(
          [denial.at]
            + [denial.who, denial.address, denial.method, denial.path, denial.why]
            .map { ShortText.cut($0, to: Self.textMax) } as [any DatabaseValueConvertible]))
      try db.execute(
        sql: "DELETE FROM denials WHERE denial_id <= ?",
        arguments: [db.lastInsertedRowID - Int64(Self.denialsMax)])
    }
  }

  /// The latest refusals, the latest first.
  public func denials(last count: Int) throws(AccessError) -> [Denial] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM denials ORDER BY denial_id DESC LIMIT ?",
        arguments: [max(count, 0)]
      ).map {
        Denial(
          at: $0["at"], who: $0["who"], address: $0["address"], method: $0["method"],
          path: $0["path"], why: $0["why"])
      }
    }
  }

  /// The latest changes of people and tokens, the latest first. They are never cut.
  public func changes(last count: Int) throws(AccessError) -> [AccessChange] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM changes ORDER BY change_id DESC LIMIT ?",
        arguments: [max(count, 0)]
      ).map { row in
        guard let kind = AccessChange.Kind(rawValue: row["kind"]) else {
          throw self.damaged("a change of no kind")
        }
        return AccessChange(
          at: row["at"], by: row["actor"], kind: kind, person: row["person"],
          detail: row["detail"])
      }
    }
  }

  func write(
    _ kind: AccessChange.Kind, of person: String, _ detail: String, by actor: String,
    at moment: Int64, in db: Database
  ) throws {
    try db.execute(
      sql: "INSERT INTO changes(at, actor, kind, person, detail) VALUES (?, ?, ?, ?, ?)",
      arguments: [moment, ShortText.cut(actor, to: Self.textMax), kind.rawValue, person, detail])
  }

  // MARK: Bytes

  static func blob(_ bytes: [UInt8]) -> Data { Data(bytes) }
  static func bytes(_ blob: Data) -> [UInt8] { Array(blob) }
}
