import Receivables

extension X12Payment {
  /// Numbers that a public register gives, and so are nobody's number with us.
  ///
  /// - Source: element 66; 1 and 9 D-U-N-S, 2 and 4 carriers and banks, 10 to 15 public offices, 24,
  ///   34 and FI taxes, 13 and UL banks and locations, XV and XX health plans.
  private static let publicRegisters: Set<String> = [
    "1", "2", "4", "9", "10", "11", "12", "13", "14", "15", "24", "34", "FI", "UL", "XV", "XX",
  ]

  /// What `N102` holds up to release 003070: `N2` goes on with a name that fills it. (A shorter one
  /// is whole, and `N2` says which department.)
  private static let nameLength = 35

  /// `N1`: `PR` is the payer, `RM` who remits, `PE` the payee.
  mutating func takeParty(_ segment: X12Segment) {
    let role = segment.text(1)
    subject = .party
    if role == "PE", payeeID.isEmpty { payeeID = segment.text(4) }
    guard role == "PR" || role == "RM", payer.name.isEmpty else { return }
    subject = .payer
    payer.name = segment.text(2)
    if !Self.publicRegisters.contains(segment.text(3)) { payer.customerNumber = segment.text(4) }
  }

  mutating func takeMoreOfName(_ segment: X12Segment) {
    guard subject == .payer else { return }
    let length = payer.name.utf8.count
    if length == 0 || length == Self.nameLength { payer.name += segment.text(1) }
  }
}
