import Receivables

/// Finds customers by bank account, number and name. A key that leads to several customers leads to
/// none: that is part of the answer.
struct PayerIndex: Sendable {
  private var accounts: [String: [Int]] = [:]
  private var routed: [String: [Int]] = [:]
  private var numbers: [UInt64: [Int]] = [:]
  private var names: [UInt64: [Int]] = [:]
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
      if cut == .anywhere || !runs[low].ends.contains(prefix.count) {
        Self.add(runs[low].customer, to: &found)
      }
      low += 1
    }
    return found
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

  /// The key itself, and the key without each of its letters.
  private static func withoutOneLetter(_ key: [UInt8]) -> [UInt64] {
    var variants = [KeyHash.of(key)]
    for index in key.indices where index == 0 || key[index] != key[index - 1] {
      var shorter = KeyHash()
      for (other, byte) in key.enumerated() where other != index { shorter.combine(byte) }
      variants.append(shorter.value)
    }
    return variants
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
