/// A pattern of file names: `*` is any characters, also none, `?` one, `[a-z]` one of these and
/// `[!a-z]` one of the others. Upper and lower case differ. A name matches as a whole.
public struct Glob: Hashable, Sendable {
  public let pattern: String
  private let pieces: [Piece]

  private enum Piece: Hashable {
    case any
    case one
    case exactly(UInt32)
    case among([ClosedRange<UInt32>], negated: Bool)
  }

  /// Every text is a pattern: a `[` that nothing closes is an ordinary character.
  public init(_ pattern: String) {
    self.pattern = pattern
    let scalars = pattern.unicodeScalars.map(\.value)
    var pieces: [Piece] = []
    var position = 0
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      switch scalar {
      case 0x2A:
        if pieces.last != .any { pieces.append(.any) }
      case 0x3F: pieces.append(.one)
      case 0x5B:
        if let (piece, end) = Self.set(in: scalars, from: position) {
          pieces.append(piece)
          position = end
        } else {
          pieces.append(.exactly(scalar))
        }
      default: pieces.append(.exactly(scalar))
      }
    }
    self.pieces = pieces
  }

  /// - Complexity: O(*n*·*m*) at worst, whatever the pattern.
  public func matches(_ name: FileName) -> Bool {
    let units = EscapedBytes.parts(of: name.bytes).map { part in
      switch part {
      case .scalar(let scalar): scalar.value
      // Beyond all characters, so that `*`, `?` and negated sets alone match it.
      case .byte(let byte): 0x11_0000 + UInt32(byte)
      }
    }
    var (piece, unit) = (0, 0)
    // Where the last `*` stands, and up to where it has eaten.
    var star: (piece: Int, unit: Int)?
    while unit < units.count {
      if piece < pieces.count, pieces[piece] == .any {
        star = (piece, unit)
        piece += 1
      } else if piece < pieces.count, Self.matches(pieces[piece], units[unit]) {
        piece += 1
        unit += 1
      } else if let last = star {
        star = (last.piece, last.unit + 1)
        (piece, unit) = (last.piece + 1, last.unit + 1)
      } else {
        return false
      }
    }
    return pieces[piece...].allSatisfy { $0 == .any }
  }

  private static func matches(_ piece: Piece, _ unit: UInt32) -> Bool {
    switch piece {
    case .any: false
    case .one: true
    case .exactly(let value): unit == value
    case .among(let ranges, let negated): ranges.contains { $0.contains(unit) } != negated
    }
  }

  /// The set whose `[` stands just before `start`, and where the pattern goes on.
  private static func set(
    in scalars: [UInt32], from start: Int
  ) -> (piece: Piece, end: Int)? {
    var position = start
    let negated =
      position < scalars.count && (scalars[position] == 0x21 || scalars[position] == 0x5E)
    if negated { position += 1 }
    let first = position
    var ranges: [ClosedRange<UInt32>] = []
    // A `]` that comes first is one of the set.
    while position < scalars.count, scalars[position] != 0x5D || position == first {
      let low = scalars[position]
      if position + 2 < scalars.count, scalars[position + 1] == 0x2D, scalars[position + 2] != 0x5D
      {
        let high = scalars[position + 2]
        // A range that runs backwards has no members.
        if low <= high { ranges.append(low...high) }
        position += 3
      } else {
        ranges.append(low...low)
        position += 1
      }
    }
    guard position < scalars.count else { return nil }
    return (.among(ranges, negated: negated), position + 1)
  }
}
