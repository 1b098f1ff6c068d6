public import GRDB
import GRDBSQLite

/// A prepared statement that is run by the million: texts and bytes are bound where they lie.
public final class BulkStatement {
  private let statement: OpaquePointer
  private let connection: OpaquePointer

  /// - Throws: `DatabaseError` where it is no statement of this database.
  public init(_ sql: String, _ db: Database) throws {
    guard let connection = db.sqliteConnection else {
      throw DatabaseError(resultCode: .SQLITE_MISUSE)
    }
    self.connection = connection
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection, sql, -1, CUnsignedInt(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw Self.error(code, connection) }
    statement = prepared
  }

  deinit { sqlite3_finalize(statement) }

  /// Binds a number; places count from 1.
  public func bind(_ place: Int32, _ number: Int64) throws {
    try check(sqlite3_bind_int64(statement, place, number))
  }

  /// Binds a text.
  public func bind(_ place: Int32, _ text: String) throws {
    var text = text
    try check(
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text64(
            statement, place, $0.baseAddress ?? Self.nothing, UInt64($0.count), Self.copied,
            UInt8(SQLITE_UTF8))
        }
      })
  }

  /// Binds bytes.
  public func bind(_ place: Int32, _ bytes: [UInt8]) throws {
    try check(
      bytes.withUnsafeBytes {
        sqlite3_bind_blob64(
          statement, place, $0.baseAddress ?? UnsafeRawPointer(Self.nothing), UInt64($0.count),
          Self.copied)
      })
  }

  /// Runs it, and makes it ready for the next values.
  ///
  /// - Returns: how many rows changed.
  @discardableResult
  public func run() throws -> Int {
    let code = sqlite3_step(statement)
    guard code == SQLITE_DONE || code == SQLITE_ROW else {
      let error = Self.error(code, connection)
      sqlite3_reset(statement)
      throw error
    }
    sqlite3_reset(statement)
    return Int(sqlite3_changes(connection))
  }

  /// SQLite takes a copy: what is bound may go when the call returns.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  /// Where an empty text lies: a null pointer would bind NULL.
  private nonisolated(unsafe) static let nothing: UnsafePointer<CChar> = {
    let place = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    place.initialize(to: 0)
    return UnsafePointer(place)
  }()

  private func check(_ code: CInt) throws {
    if code != SQLITE_OK { throw Self.error(code, connection) }
  }

  private static func error(_ code: CInt, _ connection: OpaquePointer) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
      message: String(cString: sqlite3_errmsg(connection)))
  }
}
