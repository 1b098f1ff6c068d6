/// Numbers that a world hands out once each.
struct Counters: Sendable {
  var serial: Int
  var customer = 0
  var payment = 0
  var allowance = 0
  var dispute = 0
  var expectation = 0
  var reference = 0

  /// A reference of letters alone, which no document's number looks like.
  mutating func nextReference(_ random: inout SplitMix) -> String {
    reference += 1
    let letters = Array("BCDFGHJKLMNPQRSTVWXZ")
    var rest = reference
    var text = ""
    for _ in 0..<6 {
      text.append(letters[rest % letters.count])
      rest /= letters.count
    }
    return "\(random.pick(["ZLG", "PAY", "TRX", "EREF"]))-\(text)"
  }
}
