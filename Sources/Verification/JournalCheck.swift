import Money

/// `journal.ledger`, read as plain text.
struct JournalCheck {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Every entry sums to zero, per currency.
  func check() -> VerifiedCheck {
    var check = VerifiedCheck("every entry of journal.ledger sums to zero, per currency")
    var sums: [Substring: Int128] = [:]
    var heading: Substring = ""
    func close() {
      guard !heading.isEmpty else { return }
      check.require(sums.values.allSatisfy { $0 == 0 }, "'\(heading)' does not sum to zero")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
      if line.first?.isNumber == true {
        close()
        heading = line
        sums = [:]
      } else if line.hasPrefix("    "), !heading.isEmpty {
        let words = line.split(separator: " ")
        guard words.count >= 3, let currency = words.last,
          let amount = minorUnits(String(words[words.count - 2]), String(currency))
        else {
          check.require(false, "'\(line)' is no posting")
          continue
        }
        sums[currency, default: 0] += Int128(amount)
      }
    }
    close()
    return check
  }
}
