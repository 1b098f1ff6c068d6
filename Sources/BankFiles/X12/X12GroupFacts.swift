/// What a functional group says of the sets in it.
struct X12GroupFacts: Hashable {
  /// `GS08`: version, release and industry code.
  var version = ""
  /// `GS02`.
  var sender = ""
  /// `ISA15` of the interchange around it: nothing of a test is booked.
  var isTest = false
  /// When it was made, as `2026-03-10T08:30`.
  var created = ""

  /// Up to release 003040 a positive `ADX01` lowers the payment, from 003050 on a negative one.
  ///
  /// - Source: semantic notes of ADX01 in releases 003030 and 003060; 003050 as the border by
  ///   implementation guides.
  var adjustmentsLowerIfPositive: Bool {
    let release = version.utf8.prefix(6)
    return release.count == 6 && release.allSatisfy { (0x30...0x39).contains($0) }
      && release.lexicographicallyPrecedes("003050".utf8)
  }
}
