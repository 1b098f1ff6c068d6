import LedgerFiles
import Money

/// What a value of a request or an answer looks like. The description of the API is written from it,
/// and requests are held against it, so that the two never differ.
indirect enum Schema: Sendable {
  /// What stands in texts of requests, and in ours.
  enum Text: Sendable {
    /// Whatever it is.
    case free
    /// What somebody looks for or names: not blank, no control characters, `namedMax` at most.
    case named
    /// What somebody writes down: `noteMax` characters at most, with line ends.
    case note
    case date
    /// A decimal: no program rounds it by accident.
    case amount
    case currency
    /// Digits.
    case number
    /// The `next` of a page.
    case place
    /// Bytes, in base64.
    case bytes
    /// `mine`, `nobody`, or `@` and a name.
    case owner
  }

  case text(Text)
  case choice([String])
  case whole(ClosedRange<Int>?)
  case boolean
  /// Or `null`.
  case optional(Schema)
  /// - Parameter max: more are refused; nil where a body's size is all that bounds it.
  case list(Schema, max: Int? = nil)
  /// - Parameter optional: members that may be absent.
  case members([(key: String, value: Schema)], optional: Set<String>)
  /// Objects told apart by the value of one member, which each has.
  case alternatives(by: String, [(value: String, schema: Schema)])

  static let namedMax = 200
  static let noteMax = 500
  static let amountMax = 40
  static let placeMax = 4000

  static let string = Schema.text(.free)
  static let optionalString = Schema.optional(.string)
  static let whole = Schema.whole(nil)
  static let date = Schema.text(.date)
  static let amount = Schema.text(.amount)

  static func object(
    _ members: [(key: String, value: Schema)], optional: Set<String> = []
  ) -> Schema { .members(members, optional: optional) }

  /// Some lines, and where the next begin.
  static func page(_ line: Schema) -> Schema {
    .object([("lines", .list(line)), ("next", .optionalString)])
  }
}
