import Receivables

/// Finds documents by the numbers that payers quote, however they write them.
///
/// Every document is filed under several keys of its number: as written without punctuation, with
/// the leading zeros of each group of digits dropped, without its letters (`RE-4711` as `4711`), and
/// by its serial (`2026-0004711` and `4711/2026` as `4711`).
struct ReferenceIndex: Sendable {
  /// Which writing of a number a key stands for, the surest first.
  enum Writing: Int, Comparable {
    case whole, withoutLetters, serial

    static func < (a: Writing, b: Writing) -> Bool { a.rawValue < b.rawValue }
  }

  private var tables: [KeyTable]
  private var purchaseOrders: KeyTable
  private var paymentReferences: KeyTable
  /// The letters that series of numbers begin with: `RE`, `INV`.
  private(set) var prefixes: Set<[UInt8]> = []
  /// How many documents have a number of these looks.
  private var shapes: [Shape: Int] = [:]
  /// How many documents have letters and figures in this order, of those with letters behind figures.
  private var patterns: [UInt64: Int] = [:]
  /// Some documents have serials of one or two figures: `A-77`, `15/2026`.
  private(set) var hasShortSerials = false

  /// How many figures, and the first three of them (two of five), or the year that stands behind the serial.
  private struct Shape: Hashable {
    var length: Int
    var telling: UInt32
    var isYear = false

    /// nil for a number that is too short to be told from others by its looks, and for a month.
    init?(_ bytes: some Collection<UInt8>) {
      let bytes = Array(bytes)
      let groups = bytes.split { !NormalForm.isDigit($0) }
      length = groups.reduce(0) { $0 + $1.count }
      guard length >= 5, let first = groups.first, let last = groups.last else { return nil }
      let isSlashed = last.startIndex > 0 && bytes[last.startIndex - 1] == UInt8(ascii: "/")
      if groups.count > 1, YearBehind.isYear(last, isSlashed: isSlashed) {
        if groups.count == 2, (1...12).contains(NormalForm.figure(first)) { return nil }
        (telling, isYear) = (UInt32(NormalForm.figure(last)), true)
      } else {
        telling = groups.joined().prefix(length == 5 ? 2 : 3).reduce(0) { $0 << 8 | UInt32($1) }
      }
    }
  }

  /// So many documents of one shape make a series.
  private static let seriesMin = 3

  /// A number of nothing but figures looks as those of our documents do.
  ///
  /// - Parameter number: as it is written, with the marks between its groups.
  func isLikeOurs(_ number: ArraySlice<UInt8>) -> Bool {
    guard !number.contains(where: NormalForm.isLetter), let shape = Shape(number) else {
      return false
    }
    return shapes[shape, default: 0] >= Self.seriesMin
  }

  /// Letters stand behind the first figures of a number as they do in those of our documents:
  /// `2026-K117-02`, `10151C`.
  func isLikeOurs(mixed number: ArraySlice<UInt8>) -> Bool {
    Self.pattern(number).map { patterns[$0, default: 0] >= Self.seriesMin } ?? false
  }

  private static func pattern(of number: String) -> UInt64? {
    // Most have no letter behind figures, as is seen at once.
    let isPlain = number.utf8.drop { !NormalForm.isDigit($0) }.allSatisfy {
      $0 < 0x41 || $0 == UInt8(ascii: "_")
    }
    return isPlain ? nil : pattern(NormalForm.asciiUpper(number))
  }

  /// The letters of a number and how many figures stand between them; nil where no letter stands
  /// behind figures, or the figures are too few to be told from others by their looks.
  private static func pattern(_ number: some Collection<UInt8>) -> UInt64? {
    var hash = KeyHash()
    var digits = 0
    var isMixed = false
    for byte in number where NormalForm.isAlphanumeric(byte) {
      let isDigit = NormalForm.isDigit(byte)
      hash.combine(isDigit ? 0x30 : byte)
      if isDigit { digits += 1 } else if digits > 0 { isMixed = true }
    }
    return isMixed && digits >= 4 ? hash.value : nil
  }

  init(_ items: [OpenItem]) {
    tables = [
      KeyTable(capacity: items.count), KeyTable(capacity: items.count / 2),
      KeyTable(capacity: items.count / 2),
    ]
    purchaseOrders = KeyTable(capacity: items.count / 2)
    paymentReferences = KeyTable(capacity: items.count / 2)
    for (index, item) in items.enumerated() {
      _ = add(item, DocumentKeys(item.number.text), orders(of: item), at: index)
    }
  }

  /// The keys of an item's purchase order; nil where it has none.
  func orders(of item: OpenItem) -> DocumentKeys? {
    item.purchaseOrder.isEmpty ? nil : DocumentKeys(item.purchaseOrder)
  }

  /// Files an item under its keys.
  ///
  /// - Returns: whether numbers look like ours now that did not before.
  mutating func add(
    _ item: OpenItem, _ number: DocumentKeys, _ orders: DocumentKeys?, at index: Int
  ) -> Bool {
    var areLooksNew = false
    for key in number.whole { tables[0].insert(index, under: key) }
    // A credit on account is numbered by its payment: `P5847…` begins no series of ours, and its
    // last figures name nothing.
    if item.type != .onAccount {
      for key in number.withoutLetters { tables[1].insert(index, under: key) }
      if let key = number.serial { tables[2].insert(index, under: key) }
    }
    if !number.prefix.isEmpty, item.type != .onAccount {
      areLooksNew = prefixes.insert(number.prefix).inserted
    }
    // `98739/2026-D1` is a part of a document that was counted.
    if item.type != .onAccount, item.type != .deduction {
      if let shape = Shape(item.number.text.utf8) {
        shapes[shape, default: 0] += 1
        if shapes[shape] == Self.seriesMin { areLooksNew = true }
      }
      if let pattern = Self.pattern(of: item.number.text) {
        patterns[pattern, default: 0] += 1
        if patterns[pattern] == Self.seriesMin { areLooksNew = true }
      }
      if !hasShortSerials, Self.isSerialShort(item.number.text.utf8) {
        hasShortSerials = true
        areLooksNew = true
      }
    }
    if let orders {
      for key in orders.whole { purchaseOrders.insert(index, under: key) }
      for key in orders.withoutLetters { purchaseOrders.insert(index, under: key) }
    }
    if let key = Self.paymentReferenceKey(item.paymentReference) {
      paymentReferences.insert(index, under: key)
    }
    return areLooksNew
  }

  private static func isSerialShort(_ number: String.UTF8View) -> Bool {
    let last = number.reversed().drop { !NormalForm.isDigit($0) }.prefix(while: NormalForm.isDigit)
    if last.count != 4 { return last.count <= 2 }
    // `15/2026`: the year is no serial.
    let groups = Array(number).split { !NormalForm.isDigit($0) }
    guard groups.count > 1, let year = groups.last, YearBehind.isYear(year) else { return false }
    return groups[groups.count - 2].count <= 2
  }

  /// The items whose number has this key, in the order of their rows.
  func items(under key: UInt64, _ writing: Writing, in ledger: WorkingLedger) -> [Int] {
    ledger.inRowOrder(tables[writing.rawValue].values(under: key))
  }

  func items(underPurchaseOrder key: UInt64, in ledger: WorkingLedger) -> [Int] {
    ledger.inRowOrder(purchaseOrders.values(under: key))
  }

  func items(underPaymentReference reference: String, in ledger: WorkingLedger) -> [Int] {
    guard let key = Self.paymentReferenceKey(reference) else { return [] }
    return ledger.inRowOrder(paymentReferences.values(under: key))
  }

  /// A structured remittance's number: the whole writing first, then the looser ones.
  func items(forNumber text: String, in ledger: WorkingLedger) -> [Int] {
    let number = DocumentKeys(text)
    let bytes = NormalForm.asciiUpper(text)[...]
    for key in number.whole {
      let found = Mentions.alike(items(under: key, .whole, in: ledger), bytes, ledger)
      if !found.isEmpty { return found }
    }
    // Without its letters only if they are no other series' letters.
    guard number.prefix.isEmpty || ReferenceWords.isInvoiceWord(number.prefixText) else {
      return []
    }
    for key in number.digitsOnly {
      let found = Mentions.alike(items(under: key, .withoutLetters, in: ledger), bytes, ledger)
      if !found.isEmpty { return found }
    }
    return []
  }

  func items(forPurchaseOrder text: String, in ledger: WorkingLedger) -> [Int] {
    let number = DocumentKeys(text)
    for key in Array(number.whole) + Array(number.digitsOnly) {
      let found = items(underPurchaseOrder: key, in: ledger)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Letters and digits without leading zeros; nil for an empty reference.
  static func paymentReferenceKey(_ text: String) -> UInt64? {
    let bytes = NormalForm.alphanumeric(text)
    if bytes.isEmpty { return nil }
    return KeyHash.of(NormalForm.withoutLeadingZeros(bytes[...]))
  }
}
