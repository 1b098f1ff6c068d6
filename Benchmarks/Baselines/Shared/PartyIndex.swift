import Foundation
import Receivables

/// Who a party is by account, number or name; every baseline asks it in its own order.
///
/// Aliases of the ledger count as names: what the products learn by mapping texts, they are given.
struct PartyIndex {
  let customers: [Customer]
  private let known: Set<CustomerID>
  private var byAccount: [String: Set<CustomerID>] = [:]
  private var byName: [String: Set<CustomerID>] = [:]
  /// Names with their words, for those that compare them one by one.
  private(set) var names: [(customer: CustomerID, words: [String])] = []
  private var namesByWord: [String: [Int]] = [:]

  init(_ ledger: Ledger) {
    customers = ledger.customers
    known = Set(ledger.customers.map(\.id))
    for account in ledger.accounts {
      for key in [
        Self.key(account.iban), Self.key(account.routingNumber, account.accountNumber),
      ] where !key.isEmpty {
        byAccount[key, default: []].insert(account.customer)
      }
    }
    let named =
      ledger.customers.map { ($0.id, $0.name) } + ledger.aliases.map { ($0.customer, $0.alias) }
    for (customer, name) in named {
      let words = Self.words(name)
      byName[words.joined(separator: " "), default: []].insert(customer)
      for word in Set(words).sorted() { namesByWord[word, default: []].append(names.count) }
      names.append((customer, words))
    }
  }

  /// The one customer whose bank account the money came from.
  func owner(ofAccountOf party: Party) -> CustomerID? {
    let keys = [
      Self.key(party.account), Self.key(party.routingNumber, party.account),
    ].filter { !$0.isEmpty }
    return only(keys.lazy.compactMap { byAccount[$0] }.first)
  }

  /// The customer whose number the file brings.
  func customer(numbered number: String) -> CustomerID? {
    known.contains(CustomerID(number)) ? CustomerID(number) : nil
  }

  /// The one customer with exactly this name, but for case, accents and punctuation.
  func customer(named name: String) -> CustomerID? {
    let words = Self.words(name)
    return words.isEmpty ? nil : only(byName[words.joined(separator: " ")])
  }

  /// Places in `names` of those that have the word.
  func names(with word: String) -> [Int] { namesByWord[word] ?? [] }

  /// A name's words, upper-cased and without accents.
  static func words(_ text: String) -> [String] {
    text.decomposedStringWithCanonicalMapping.uppercased().unicodeScalars
      .split { !($0.properties.isAlphabetic || $0.properties.numericType != nil || isMark($0)) }
      .map { word in
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: word.filter { !isMark($0) })
        return String(kept)
      }
      .filter { !$0.isEmpty }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .nonspacingMark
  }

  private func only(_ customers: Set<CustomerID>?) -> CustomerID? {
    customers?.count == 1 ? customers?.first : nil
  }

  private static func key(_ iban: String) -> String {
    iban.contains(where: \.isLetter) ? iban.uppercased().filter { $0 != " " } : ""
  }

  private static func key(_ routing: String, _ account: String) -> String {
    let digits = [routing, account].map { $0.drop { $0 == "0" } }
    return digits.contains(where: \.isEmpty) ? "" : digits.joined(separator: "/")
  }
}
