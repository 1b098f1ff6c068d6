/// What lists show of a line of `decisions.jsonl`.
///
/// Read straight from the bytes, and no further than needed: `RecordedDecision`, which reads all of
/// it, takes a hundred times as long, and an index is made of a million lines. The tests hold the
/// two against each other.
struct DecidedLine: Hashable {
  var account = ""
  var payerName = ""
  var payerAccount = ""
  /// The customer that the run took for the payer; empty for a stranger.
  var payer = ""
  /// What the payer says that it is for: the reference, then the text.
  var remittance = ""
  var rule = ""
  var confidence = ""
  /// An exception was raised with it.
  var wasRaised: Bool

  /// - Parameter line: one JSON object; what follows a line end is not looked at.
  /// - Returns: nil where it is no such line.
  init?(_ line: [UInt8]) {
    var reader = JSONScan(line)
    wasRaised = false
    var isWhole = false
    let isRead = reader.members { key, reader in
      switch key {
      case "receipt": return readReceipt(&reader)
      case "payer": return reader.text(into: &payer)
      case "rule": return reader.text(into: &rule)
      case "confidence":
        isWhole = reader.text(into: &confidence)
        // The rest is how it was decided.
        return false
      default: return reader.skip()
      }
    }
    guard isRead || isWhole else { return nil }
    // The exceptions stand last; a line without any ends like this.
    let end = line.firstIndex(of: UInt8(ascii: "\n")) ?? line.count
    wasRaised = !line[..<end].suffix(Self.noneRaised.count).elementsEqual(Self.noneRaised)
  }

  private static let noneRaised = Array("\"exceptions\":[]}".utf8)
  /// No page shows more of a remittance in a list, in bytes.
  private static let remittanceMax = 300

  private mutating func readReceipt(_ reader: inout JSONScan) -> Bool {
    var reference = ""
    var texts: [String] = []
    let isRead = reader.members { key, reader in
      switch key {
      case "account": return reader.text(into: &account)
      case "payer_name": return reader.text(into: &payerName)
      case "payer_account": return reader.text(into: &payerAccount)
      case "payment_reference": return reader.text(into: &reference)
      case "text":
        return reader.elements { reader in
          var text = ""
          guard reader.text(into: &text) else { return false }
          texts.append(text)
          return true
        }
      default: return reader.skip()
      }
    }
    remittance = ([reference] + texts).filter { !$0.isEmpty }.joined(separator: " ")
    if remittance.utf8.count > Self.remittanceMax {
      remittance = String(
        decoding: remittance.utf8.prefix(Self.remittanceMax), as: UTF8.self)
    }
    return isRead
  }
}
