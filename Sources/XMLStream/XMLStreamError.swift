/// Why a document cannot be read on.
public struct XMLStreamError: Error, Hashable, Sendable {
  public enum Code: String, Sendable, CaseIterable {
    case empty, notXML, notWellFormed, doctypeForbidden, limitExceeded, badEncoding, truncated
    case trailingContent
  }

  public var code: Code
  /// From 1; nil where the document as a whole is meant.
  public var line: Int?
  /// From 1, in bytes, where the parser knows it.
  public var column: Int?
  /// What is wrong, with the value found.
  public var problem: String
  /// What would have been right.
  public var expected: String
}

/// Something about a document that is not as it should be, though it can be read.
public struct XMLStreamNote: Hashable, Sendable {
  public var line: Int
  public var text: String
}

/// What a document may cost. No bank's file comes near.
public enum XMLLimits {
  /// How many bytes are read at a time.
  static let blockBytes = 64 * 1024
  /// Attributes are checked for repeats in quadratic time, so that the tag must be short.
  static let tagBytesMax = 16 * 1024
  /// The deepest element of the ISO schemas is 16, envelopes add a few.
  static let depthMax = 64
  /// All camt schemas together have about a thousand.
  static let namesMax = 10_000
  /// Of one element; the longest in the ISO schemas is 20,000 characters.
  static let textBytesMax = 64 * 1024
  /// Of one comment or processing instruction, and of the text of an element that is passed over.
  static let commentBytesMax = 1024 * 1024
}
