import Foundation
import LedgerFiles

/// What the log keeps of something that was arranged about a dispute.
public struct CaseNote: Codable, Sendable {
  /// Whose it became; empty for nobody's.
  public var owner: String?
  public var ownerBefore: String?
  /// As `2026-04-01`; empty where it has no day any more.
  public var dueOn: String?
  public var dueBefore: String?
  /// An attachment that came or went, and what it is called.
  public var attachment: String?
  public var name: String?
  public var bytes: Int?
  public var digest: String?
  public var isRemoved: Bool?
  /// Why, in the person's words.
  public var note = ""

  init() {}

  /// The note of an event's facts; nil where they are none.
  public init?(facts: [UInt8]) {
    guard let note = try? JSONDecoder().decode(CaseNote.self, from: Data(facts)) else {
      return nil
    }
    self = note
  }

  /// One JSON object on one line.
  var facts: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Texts and numbers: they can always be encoded.
    return (try? encoder.encode(self)).map(Array.init) ?? Array("{}".utf8)
  }

  /// What happened, for people: `owner: bob (before: alice)`.
  public var words: String {
    func change(_ name: String, _ now: String, _ before: String?, none: String) -> String {
      let was = before.flatMap { $0.isEmpty ? nil : " (before: \($0))" } ?? ""
      return "\(name): \(now.isEmpty ? none : now)\(was)"
    }
    if let owner { return change("owner", owner, ownerBefore, none: "nobody") }
    if let dueOn { return change("due", dueOn, dueBefore, none: "no day") }
    return (isRemoved == true ? "removed " : "attached ") + (name ?? attachment ?? "")
  }
}
