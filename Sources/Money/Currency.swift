/// An ISO 4217 currency, known by its alphabetic code.
///
/// Only codes of the active list are currencies here: an unknown code has no known number of
/// decimals, and guessing one would move the decimal point of somebody's money.
///
/// - Source: ISO 4217:2015, list one, as amended to 2025, and of list three the currencies of cents
///   that the euro replaced: old statements are kept. Codes without a minor unit (`XXX`, `XAU`,
///   testing codes) are left out: no account can be kept in them.
public struct Currency: Hashable, Sendable {
  /// The three ASCII letters, the first in the highest byte.
  private let packed: UInt32

  /// The currency with this alphabetic code.
  ///
  /// - Parameter code: exactly three upper-case ASCII letters; anything else, and any code that is
  ///   not on the list, gives nil.
  public init?(_ code: some StringProtocol) {
    var packed: UInt32 = 0
    var count = 0
    for byte in code.utf8 {
      guard count < 3, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) else { return nil }
      packed = packed << 8 | UInt32(byte)
      count += 1
    }
    guard count == 3, Self.listed.contains(packed) || Self.replaced.contains(packed) else {
      return nil
    }
    self.packed = packed
  }

  private init(packed: UInt32) { self.packed = packed }

  private init(listed code: StaticString) {
    packed = code.withUTF8Buffer { bytes in
      bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
  }

  /// The alphabetic code, such as `EUR`.
  public var code: String {
    String(
      decoding: [UInt8(packed >> 16 & 0xFF), UInt8(packed >> 8 & 0xFF), UInt8(packed & 0xFF)],
      as: UTF8.self)
  }

  /// How many decimals the currency has: 0, 2, 3 or 4.
  public var minorDigits: Int {
    if Self.withoutDecimals.contains(packed) { return 0 }
    if Self.withThreeDecimals.contains(packed) { return 3 }
    if Self.withFourDecimals.contains(packed) { return 4 }
    return 2
  }

  /// The euro.
  public static let eur = Currency(listed: "EUR")
  /// The United States dollar.
  public static let usd = Currency(listed: "USD")

  /// Every one that there is, by its code.
  public static var all: [Currency] {
    listed.union(replaced).map { Currency(packed: $0) }.sorted()
  }
}

extension Currency: Comparable {
  public static func < (left: Currency, right: Currency) -> Bool { left.packed < right.packed }
}

extension Currency: CustomStringConvertible {
  public var description: String { code }
}

extension Currency {
  private static func pack(_ codes: String) -> Set<UInt32> {
    Set(codes.split(separator: " ").map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } })
  }

  private static let withoutDecimals = pack(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF")
  private static let withThreeDecimals = pack("BHD IQD JOD KWD LYD OMR TND")
  private static let withFourDecimals = pack("CLF UYW")

  private static let listed = pack(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN \
    BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP \
    ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR \
    ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD \
    MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR \
    PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL \
    THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD \
    XAF XCD XCG XOF XPF YER ZAR ZMW ZWG ZWL
    """)

  private static let replaced = pack("ATS CYP DEM EEK FIM FRF IEP LTL LVL MTL NLG SIT SKK")
}

extension Currency: Codable {
  /// Its code as text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let code = try container.decode(String.self)
    guard let currency = Currency(code) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "the currency \(code) is unknown")
    }
    self = currency
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(code)
  }
}
