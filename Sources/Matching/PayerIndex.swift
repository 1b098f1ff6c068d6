import Receivables

/// Finds customers by bank account, number and name. A key that leads to several customers leads to
/// none: that is part of the answer.
struct PayerIndex: Sendable {
  private var accounts: [String: [Int]] = [:]
  private var routed: [String: [Int]] = [:]
  private var numbers: [UInt64: [Int]] = [:]
  private var names: [UInt64: [Int]] = [:]
  /// The legal forms in front of names that have no other, by customer.
  private var formsInFront: [Int: [[UInt8]]] = [:]
  /// Names with one letter left out: two names a slip apart share one of these.
  private var slips: [UInt64: [Int]] = [:]
  /// Names without blanks, sorted, for names that a bank has cut, and where their words end.
  private var runs: [(run: [UInt8], ends: [Int], customer: Int)] = []

  init(_ ledger: Ledger, _ working: WorkingLedger) {
    for account in ledger.accounts {
      guard let customer = working.customerIndex(account.customer) else { continue }
      if let key = Self.ibanKey(account.iban) {
        Self.add(customer, to: &accounts[key, default: []])
      }
      if let key = Self.routedKey(account.routingNumber, account.accountNumber) {
        Self.add(customer, to: &routed[key, default: []])
      }
      if account.routingNumber.isEmpty, let key = Self.ibanKey(account.accountNumber) {
        Self.add(customer, to: &accounts[key, default: []])
      }
    }
    for (index, customer) in working.customers.enumerated() {
      let number = NormalForm.alphanumeric(customer.id.text)
      Self.add(index, to: &numbers[KeyHash.of(number), default: []])
      addName(customer.name, of: index)
    }
    for alias in ledger.aliases {
      if let customer = working.customerIndex(alias.customer) {
        addName(alias.alias, of: customer)
      }
    }
    runs.sort {
      ($0.run.lexicographicallyPrecedes($1.run)) || ($0.run == $1.run && $0.customer < $1.customer)
    }
  }

  func customers(account: String) -> [Int] {
    Self.ibanKey(account).flatMap { accounts[$0] } ?? []
  }

  func customers(routing: String, account: String) -> [Int] {
    Self.routedKey(routing, account).flatMap { routed[$0] } ?? []
  }

  func customers(number: ArraySlice<UInt8>) -> [Int] { numbers[KeyHash.of(number)] ?? [] }

  /// The customers with this name, word order and legal form aside.
  func customers(name: [[UInt8]]) -> [Int] {
    names[KeyHash.of(NameNormalForm.key(name))] ?? []
  }

  func hasFormInFront(_ customer: Int) -> Bool { formsInFront[customer] != nil }

  /// Another legal form stands in front of the customer's name: `AS Logistik`, `AB Logistik`.
  func isGainsaid(_ customer: Int, byFormInFront form: [UInt8]) -> Bool {
    formsInFront[customer].map { !$0.contains(form) } ?? false
  }

  /// The customers whose name begins with this one, which a bank may have cut.
  func customers(cutName: [[UInt8]], _ cut: NameNormalForm.Cut) -> [Int] {
    let prefix = NameNormalForm.run(cutName)
    guard prefix.count >= 12, cut != .no else { return [] }
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].run.lexicographicallyPrecedes(prefix) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    var found: [Int] = []
    while low < runs.count, runs[low].run.starts(with: prefix), found.count < 3 {
      let named = runs[low]
      if cut == .anywhere || !named.ends.contains(prefix.count),
        !Self.isNumeral(in: named, at: prefix.count)
      {
        Self.add(named.customer, to: &found)
      }
      low += 1
    }
    return found
  }

  /// What the cut would part, or leave away, is the number of a sister: `Windpark Nord 1` is no
  /// `Windpark Nord 12`.
  private static func isNumeral(
    in named: (run: [UInt8], ends: [Int], customer: Int), at cut: Int
  ) -> Bool {
    guard let end = named.ends.first(where: { $0 > cut }) else { return false }
    let start = named.ends.last { $0 <= cut } ?? 0
    return NameNormalForm.isNumeral(named.run[start..<end])
  }

  /// The customers whose name is one letter away: one left out, added, changed, or two swapped.
  func customers(nameWithSlip name: [[UInt8]]) -> [Int] {
    let key = NameNormalForm.key(name)
    guard Self.slipLengths.contains(key.count) else { return [] }
    var found: [Int] = []
    for variant in Self.withoutOneLetter(key) {
      for customer in slips[variant] ?? [] { Self.add(customer, to: &found) }
    }
    return found.sorted()
  }

  /// Shorter names are too alike, longer ones are no names.
  private static let slipLengths = 6...140

  private mutating func addName(_ name: String, of customer: Int) {
    let words = NameNormalForm.words(name)
    if words.isEmpty { return }
    if let form = NameNormalForm.formInFront(of: name) {
      formsInFront[customer, default: []].append(form)
    }
    let key = NameNormalForm.key(words)
    Self.add(customer, to: &names[KeyHash.of(key), default: []])
    if Self.slipLengths.contains(key.count) {
      for variant in Self.withoutOneLetter(key) {
        Self.add(customer, to: &slips[variant, default: []])
      }
    }
    var ends: [Int] = []
    for word in words { ends.append((ends.last ?? 0) + word.count) }
    runs.append((NameNormalForm.run(words), ends, customer))
  }

  /// Static: a method would hold the tables while one of them is changed, and so copy it.
  private static func add(_ customer: Int, to list: inout [Int]) {
    // Customers come in order, but for their aliases: looking at a few keeps lists of the many
    // customers of one name from being walked for each.
    if !list.suffix(8).contains(customer) { list.append(customer) }
  }

  /// The key itself, and the key without each of the letters that may be a slip, or without a blank
  /// between two words of them. A word of three letters is no shorter one with a slip.
  private static func withoutOneLetter(_ key: [UInt8]) -> [UInt64] {
    var variants = [KeyHash.of(key)]
    let words = key.split(separator: 0x20)
    for (place, word) in words.enumerated() where NameNormalForm.mayHaveSlip(word) {
      for index in word.indices where index == word.startIndex || key[index] != key[index - 1] {
        variants.append(hash(key, without: index, isMarked: word.count == 3))
      }
      if place + 1 < words.count, NameNormalForm.mayHaveSlip(words[place + 1]) {
        variants.append(hash(key, without: word.endIndex, isMarked: false))
      }
    }
    return variants
  }

  private static func hash(_ key: [UInt8], without index: Int, isMarked: Bool) -> UInt64 {
    var shorter = KeyHash()
    for (other, byte) in key.enumerated() where other != index { shorter.combine(byte) }
    if isMarked { shorter.combine(0) }
    return shorter.value
  }

  /// IBANs and account numbers: letters and digits, leading zeros dropped.
  private static func ibanKey(_ text: String) -> String? {
    let bytes = NormalForm.alphanumeric(text)
    let digits = NormalForm.withoutLeadingZeros(bytes[...])
    return bytes.isEmpty || digits.elementsEqual([0x30])
      ? nil : String(decoding: digits, as: UTF8.self)
  }

  /// Routing and account number, both without leading zeros; the routing number's check digit is
  /// left away, since some formats do.
  private static func routedKey(_ routing: String, _ account: String) -> String? {
    let bank = NormalForm.alphanumeric(routing)
    let number = NormalForm.withoutLeadingZeros(NormalForm.alphanumeric(account)[...])
    guard !bank.isEmpty, !number.isEmpty, !number.elementsEqual([0x30]) else { return nil }
    let eight = NormalForm.withoutLeadingZeros(bank.prefix(8))
    return String(decoding: eight, as: UTF8.self) + "/" + String(decoding: number, as: UTF8.self)
  }
}
