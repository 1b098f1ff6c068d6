/// Reads the amounts of SWIFT messages: figures with a decimal comma, and how banks write them
/// otherwise.
struct MT940Amount {
  /// Not negative.
  var units: Int64
  /// Why the writing is unusual; nil where it is as the standard has it.
  var remark: String?

  static let zero = MT940Amount()

  private init() { units = 0 }

  /// Why bytes are no amount that is surely what it looks like.
  struct Refusal: Error { var reason: String }

  /// So many characters beside leading zeros, the comma included.
  private static let charactersMax = 15

  /// - Parameters:
  ///   - bytes: figures, commas and points alone.
  ///   - digits: how many decimals the currency has.
  init(_ bytes: Span<UInt8>, digits: Int) throws(Refusal) {
    var comma: Int?
    var points = 0
    var figures = 0
    var start = 0
    while start < bytes.count, bytes[start] == 0x30 { start += 1 }
    for index in 0..<bytes.count {
      switch bytes[index] {
      case UInt8(ascii: ","):
        guard comma == nil else { throw Refusal(reason: "it has two commas") }
        comma = index
      case UInt8(ascii: "."): points += 1
      default: figures += 1
      }
    }
    guard figures > 0 else { throw Refusal(reason: "it has no figures") }
    guard bytes.count - start <= Self.charactersMax else {
      throw Refusal(reason: "it is longer than \(Self.charactersMax) characters")
    }
    var border = comma ?? bytes.count
    if comma == nil, points == 1 {
      border = try Self.decimalPoint(in: bytes, digits: digits)
      remark = "a decimal point stands where a comma should"
    } else if points > 0 {
      try Self.checkGroups(bytes, upTo: border)
      remark = "points part its thousands"
    } else if comma == nil {
      remark = "it has no comma"
    }
    units = try Self.units(bytes, border: border, digits: digits)
  }

  /// Where the only point is one of decimals: not before three figures, which may be thousands.
  private static func decimalPoint(
    in bytes: Span<UInt8>, digits: Int
  ) throws(Refusal) -> Int {
    for index in 0..<bytes.count where bytes[index] == UInt8(ascii: ".") {
      if bytes.count - index - 1 < 3, bytes.count - index - 1 <= digits { return index }
    }
    throw Refusal(reason: "its point may part decimals or thousands")
  }

  /// `1.234.567`: every point has three figures behind it.
  private static func checkGroups(_ bytes: Span<UInt8>, upTo border: Int) throws(Refusal) {
    var last: Int?
    for index in 0..<bytes.count where bytes[index] == UInt8(ascii: ".") {
      let isThree = last.map { index - $0 == 4 } ?? true
      guard index < border, isThree else { throw Refusal(reason: "its points part no thousands") }
      last = index
    }
    if let last, border - last != 4 { throw Refusal(reason: "its points part no thousands") }
  }

  private static func units(
    _ bytes: Span<UInt8>, border: Int, digits: Int
  ) throws(Refusal) -> Int64 {
    var units: Int64 = 0
    func append(_ figure: UInt8) throws(Refusal) {
      let (tenfold, isBeyond) = units.multipliedReportingOverflow(by: 10)
      let (sum, isOver) = tenfold.addingReportingOverflow(Int64(figure))
      if isBeyond || isOver { throw Refusal(reason: "it is beyond what can be counted") }
      units = sum
    }
    for index in 0..<border where bytes[index] != UInt8(ascii: ".") {
      try append(bytes[index] - 0x30)
    }
    var decimals = 0
    var index = border + 1
    while index < bytes.count {
      let figure = bytes[index] - 0x30
      index += 1
      decimals += 1
      if decimals <= digits {
        try append(figure)
      } else if figure != 0 {
        throw Refusal(reason: "it has more than \(digits) decimals")
      }
    }
    while decimals < digits {
      try append(0)
      decimals += 1
    }
    return units
  }

  /// A figure, a comma or a point.
  static func isPart(_ byte: UInt8) -> Bool {
    MT940Tag.isFigure(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".")
  }
}
