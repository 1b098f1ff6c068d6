public import Money

/// A path with places for what a batch brings: `archive/{year}/{month}`.
///
/// What is put in never is a path: anything but `A–Z a–z 0–9 . _ -` becomes `_`, a point at the
/// beginning too, and it is cut at 128 bytes. What the operator wrote around it stays as it is.
public struct PathTemplate: Hashable, Sendable {
  /// What may stand between braces.
  public enum Field: String, Sendable, CaseIterable {
    /// The batch: unique for the pipeline.
    case batch
    /// The batch's day as `2026-03-10`, and its parts as `2026`, `03` and `10`.
    case date, year, month, day
    case pipeline
    /// The format of a bank file, or of an export.
    case format
  }

  /// What a template is filled in with.
  public struct Values: Hashable, Sendable {
    public var batch: String
    public var date: CalendarDate
    public var pipeline: String
    public var format: String

    public init(batch: String, date: CalendarDate, pipeline: String, format: String) {
      self.batch = batch
      self.date = date
      self.pipeline = pipeline
      self.format = format
    }
  }

  /// Why a text is no template.
  public enum Problem: Error, Hashable, Sendable {
    case empty
    case unknownField(String)
    /// A brace that has no partner, or braces in braces.
    case strayBrace
    /// A control character.
    case control
  }

  private enum Part: Hashable, Sendable {
    case literal(String)
    case field(Field)
  }

  /// No part of a path that is filled in is longer than what every file system takes.
  public static let bytesMax = 128

  /// The template as it was written.
  public let text: String
  private let parts: [Part]

  public init(_ text: String) throws(Problem) {
    guard !text.isEmpty else { throw .empty }
    guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
      throw .control
    }
    var parts: [Part] = []
    var rest = text[...]
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      if open > rest.startIndex { parts.append(.literal(String(rest[..<open]))) }
      let inside = rest[rest.index(after: open)...]
      guard rest[open] == "{", let close = inside.firstIndex(where: { $0 == "{" || $0 == "}" }),
        inside[close] == "}"
      else { throw .strayBrace }
      let name = String(inside[..<close])
      guard let field = Field(rawValue: name) else { throw .unknownField(name) }
      parts.append(.field(field))
      rest = inside[inside.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.literal(String(rest))) }
    self.text = text
    self.parts = parts
  }

  /// The template has a place for this.
  public func has(_ field: Field) -> Bool { parts.contains(.field(field)) }

  /// The path, filled in.
  public func path(_ values: Values) -> String {
    var path = ""
    for part in parts {
      switch part {
      case .literal(let text): path += text
      case .field(let field): path += Self.sanitised(Self.text(of: field, values))
      }
    }
    return path
  }

  /// A text as it may stand in a file's name; never empty, never with a point first.
  public static func sanitised(_ text: String) -> String {
    var name: [UInt8] = []
    for scalar in text.unicodeScalars {
      guard name.count < bytesMax else { break }
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "_", "-": name.append(UInt8(scalar.value))
      case "." where !name.isEmpty: name.append(UInt8(ascii: "."))
      default: name.append(UInt8(ascii: "_"))
      }
    }
    return name.isEmpty ? "_" : String(decoding: name, as: UTF8.self)
  }

  private static func text(of field: Field, _ values: Values) -> String {
    let date = values.date.description
    switch field {
    case .batch: return values.batch
    case .date: return date
    case .year: return String(date.prefix(4))
    case .month: return String(date.dropFirst(5).prefix(2))
    case .day: return String(date.suffix(2))
    case .pipeline: return values.pipeline
    case .format: return values.format
    }
  }
}
