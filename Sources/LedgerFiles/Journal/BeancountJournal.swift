public import Books
public import Money
import Receivables

/// A batch's postings as plain text that `bean-check` accepts.
///
/// Every account is opened and every commodity declared before it is used. Beancount takes each
/// declaration once, so that the journals of several batches, read together, must not repeat them:
/// what an earlier one declared is left out of a later one.
public enum BeancountJournal {
  /// What journals have declared so far.
  public struct Declarations: Hashable, Sendable {
    public var accounts: Set<JournalAccount> = []
    public var currencies: Set<Currency> = []

    public init() {}

    /// Adds what these entries need.
    public mutating func add(_ entries: [JournalEntry]) {
      for posting in entries.lazy.flatMap(\.postings) {
        accounts.insert(posting.account)
        currencies.insert(posting.amount.currency)
      }
    }
  }

  /// The journal, entries and postings in the order given.
  ///
  /// - Parameter declared: what the journals that are read with this one have declared.
  public static func bytes(
    _ entries: [JournalEntry], declared: Declarations = Declarations()
  ) -> [UInt8] {
    var needed = Declarations()
    needed.add(entries)
    var text = Array(";; Postings of one batch; amounts are exact, debits positive.\n".utf8)
    let currencies = needed.currencies.subtracting(declared.currencies).sorted()
    if !currencies.isEmpty { text.append(UInt8(ascii: "\n")) }
    for currency in currencies { text += Array("\(Self.start) commodity \(currency.code)\n".utf8) }
    let names = needed.accounts.subtracting(declared.accounts).map(name)
      .sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    if !names.isEmpty { text.append(UInt8(ascii: "\n")) }
    for name in names { text += Array("\(Self.start) open \(name)\n".utf8) }
    for entry in entries { append(entry, to: &text) }
    return text
  }

  /// The name of an account; different accounts have different names.
  public static func name(_ account: JournalAccount) -> String {
    switch account {
    case .bank(let number): "Assets:Bank:\(part(number))"
    case .receivables(let customer): "Assets:Receivables:\(part(customer.text))"
    case .disputed(let customer): "Assets:Receivables:\(part(customer.text)):Disputed"
    case .withholdingTax: "Assets:Withholding-Tax"
    case .unappliedCash: "Liabilities:Unapplied-Cash"
    case .discounts: "Expenses:Discounts"
    case .writeOffs: "Expenses:Write-Offs"
    case .bankCharges: "Expenses:Bank-Charges"
    case .deductions(let reason): "Expenses:Deductions:\(part(reason))"
    }
  }

  /// Before any booking: a later batch may hold an earlier day.
  private static let start = "1970-01-01"

  private static func append(_ entry: JournalEntry, to text: inout [UInt8]) {
    let payee = JournalText.description(entry.description)
    text += Array("\n\(entry.date) *".utf8)
    if !payee.isEmpty { text += Array(" \(string(payee))".utf8) }
    text += Array(" \(string(JournalText.description(entry.payment.text)))\n".utf8)
    for posting in entry.postings {
      text += Array("  \(name(posting.account))  \(posting.amount)\n".utf8)
    }
  }

  private static func string(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { quoted.append("\\") }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  /// One part of an account's name, different for different texts.
  ///
  /// ASCII letters and figures stay, and a single `-` between them; the UTF-8 bytes of all else are
  /// written as `--` and two hexadecimal digits. A part must begin with a capital or a figure: where
  /// it would not, a `Z` stands before its first byte, which is then written so too, and so is a `Z`
  /// of its own.
  private static func part(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard let first = bytes.first else { return "Z" }
    var part = ""
    for (index, byte) in bytes.enumerated() {
      let isKept: Bool
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        isKept = true
      case UInt8(ascii: "-"):
        isKept = index < bytes.count - 1 && bytes[index - min(index, 1)] != byte
      default: isKept = false
      }
      let mayBegin = byte < UInt8(ascii: "Z") && isKept
      if index == 0, !mayBegin {
        part = "Z" + escaped(first)
      } else if isKept {
        part.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        part += escaped(byte)
      }
    }
    return part
  }

  private static func escaped(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.utf8.count == 1 ? "--0\(digits)" : "--\(digits)"
  }
}
