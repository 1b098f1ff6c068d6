/// Messages of which a test says only what it is about.
enum MT940Sample {
  /// A statement in euros; its closing balance is the caller's business.
  static func statement(
    _ entries: String..., account: String = "DE89370400440532013000", number: String = "7/1",
    opening: String = ":60F:C260309EUR1000,00", closing: String = ":62F:C260310EUR1000,00",
    end: String = "-"
  ) -> String {
    ([":20:STARTUMSE", ":25:" + account, ":28C:" + number, opening] + entries + [closing, end])
      .filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
  }

  /// An entry of 12.00 that came in, with these details.
  static func credit(_ detail: String, type: String = "NTRF", references: String = "NONREF")
    -> String
  {
    ":61:2603100310C12,00\(type)\(references)\n:86:\(detail)"
  }

  /// An interim report without balances.
  static func interim(
    _ entries: String..., totals: String = "", end: String = "-"
  ) -> String {
    ([
      ":20:INTERIM", ":25:DE89370400440532013000", ":28C:3/1", ":34F:EURD0,", ":34F:EURC0,",
      ":13D:2603101430+0100",
    ] + entries + [totals, end]).filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
  }
}
