/// What people look things up in: made from the store, and made anew whenever it is missing.
public final class DeskIndex: Sendable {
  public static func path(besideStore store: String) -> String { store + ".desk.sqlite" }
  public init(_ path: String, store: String) throws {}
  @discardableResult public func follow() throws -> Int64 { 0 }
}
