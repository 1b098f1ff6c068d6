/// What people look things up in: made from the store, and made anew whenever it is missing.
public final class DeskIndex: Sendable {
}
