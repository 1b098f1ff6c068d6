import Enquiry
import Money
import Receivables

/// Lines to which somebody adds a document that they chose: with amounts that make the whole balance.
///
/// Credits are used against what is open of the documents before cash is, as in a suggestion. A credit
/// memo that finds nothing open of them takes the place of cash, which then goes on account; where
/// there is less to reduce than it has, that much of it is used.
struct LineProposal {
  private(set) var lines: [WrittenLine]
  /// The first line that came, or the one that has the document already.
  private(set) var fresh: Int?
  private let available: Money
  /// What the undoing of what is booked gives back to documents, with its sign.
  private let freed: [DocumentKey: Int128]
  /// Money can go on account of somebody.
  private let hasPayer: Bool
  /// The documents that lines name, in the order of the lines.
  private var items: [ItemLine] = []
  private var byDocument: [String: DocumentKey] = [:]

  /// - Parameters:
  ///   - available: what there is to give out of the receipt.
  ///   - freed: what becomes open again of documents in the same step.
  ///   - find: the document that a line names; nil where it names none.
  init(
    _ lines: [WrittenLine], of available: Money, freeing freed: [DocumentKey: Int128] = [:],
    hasPayer: Bool, find: (String) -> ItemLine?
  ) {
    self.lines = lines.filter { !$0.isEmpty }
    self.available = available
    self.freed = freed
    self.hasPayer = hasPayer
    for line in self.lines where byDocument[line.document] == nil {
      guard let item = find(line.document.trimmed) else { continue }
      byDocument[line.document] = item.key
      if !items.contains(where: { $0.key == item.key }) { items.append(item) }
    }
  }

  /// Adds a document, where something can be taken from it.
  mutating func choose(_ item: ItemLine) {
    if !items.contains(where: { $0.key == item.key }) { items.append(item) }
    byDocument[ItemList.written(item)] = item.key
    let left = room(on: item)
    if left == 0 || (left > 0) != isOwed(item) {
      fresh = lines.firstIndex { byDocument[$0.document] == item.key }
    } else if left > 0 {
      pay(item, left)
    } else {
      use(item, Int64(clamping: -Int128(left)))
    }
  }

  // MARK: A document that is owed

  private mutating func pay(_ item: ItemLine, _ due: Int64) {
    let balance = LineBalance(lines, of: available)
    let netted = Int64(clamping: min(Int128(due), max(0, -balance.netted)))
    let (rest, wanted) = (Int64(clamping: max(0, balance.rest)), due - netted)
    var paid = min(rest, wanted)
    if paid < wanted { paid += takeFromAccount(wanted - paid) }
    // With nothing left to pay it, the whole of it shows by how much the receipt falls short.
    if paid == 0, netted == 0 { paid = due }
    add(item, .payment, paid)
    add(item, .credit, netted)
  }

  /// What lines put on account is there for a document that somebody chooses.
  ///
  /// - Returns: how much was taken.
  private mutating func takeFromAccount(_ wanted: Int64) -> Int64 {
    var taken: Int64 = 0
    for place in lines.indices.reversed()
    where lines[place].kind == ApplicationKind.onAccount.rawValue {
      taken += cut(place, by: wanted - taken)
    }
    lines.removeAll(where: \.isEmpty)
    return taken
  }

  // MARK: A credit

  private mutating func use(_ memo: ItemLine, _ credit: Int64) {
    let netted = LineBalance(lines, of: available).netted
    var used = Int64(clamping: min(Int128(credit), max(0, netted)))
    for item in items where isOwed(item) {
      let part = min(max(0, room(on: item)), credit - used)
      net(item, part)
      used += part
    }
    var freed: Int64 = 0
    // The last that was chosen gives way first.
    for place in lines.indices.reversed()
    where lines[place].kind == ApplicationKind.payment.rawValue {
      guard let key = byDocument[lines[place].document],
        let item = items.first(where: { $0.key == key }), isOwed(item)
      else { continue }
      let part = cut(place, by: credit - used)
      net(item, part)
      used += part
      freed += part
    }
    lines.removeAll(where: \.isEmpty)
    add(memo, .credit, used > 0 ? -used : -credit)
    if freed > 0, hasPayer {
      lines.append(
        WrittenLine(kind: ApplicationKind.onAccount.rawValue, amount: text(freed)))
    }
  }

  /// Lets a credit reduce a document: by more than it does already, where it does.
  private mutating func net(_ item: ItemLine, _ amount: Int64) {
    guard amount > 0 else { return }
    for place in lines.indices
    where lines[place].kind == ApplicationKind.credit.rawValue
      && byDocument[lines[place].document] == item.key
    {
      let held = lines[place].money(in: available.currency)?.minorUnits ?? 0
      lines[place].amount = text(Int64(clamping: Int128(held) + Int128(amount)))
      return
    }
    lines.append(line(of: item, .credit, amount))
  }

  // MARK: Amounts

  /// What is open of a document once all that is undone in the same step is, with its sign.
  private func whole(of item: ItemLine) -> Int128 {
    Int128(item.open.minorUnits) + (freed[item.key] ?? 0)
  }

  /// Nothing can be taken from it, whatever the lines say.
  func isCleared(_ item: ItemLine) -> Bool { whole(of: item) == 0 }

  private func isOwed(_ item: ItemLine) -> Bool { whole(of: item) > 0 }

  /// What is open of a document beyond what the lines take of it, with its sign.
  private func room(on item: ItemLine) -> Int64 {
    let taken = lines.filter { byDocument[$0.document] == item.key }
      .reduce(Int128(0)) { $0 + Int128($1.money(in: available.currency)?.minorUnits ?? 0) }
    return Int64(clamping: whole(of: item) - taken)
  }

  private mutating func add(_ item: ItemLine, _ kind: ApplicationKind, _ amount: Int64) {
    if amount == 0 { return }
    if fresh == nil { fresh = lines.count }
    lines.append(line(of: item, kind, amount))
  }

  private func line(of item: ItemLine, _ kind: ApplicationKind, _ amount: Int64) -> WrittenLine {
    WrittenLine(document: ItemList.written(item), kind: kind.rawValue, amount: text(amount))
  }

  /// Takes something off a line; one of which nothing remains is empty then.
  ///
  /// - Returns: how much was taken off.
  private mutating func cut(_ place: Int, by most: Int64) -> Int64 {
    let held = lines[place].money(in: available.currency)?.minorUnits ?? 0
    let part = min(held, most)
    guard part > 0 else { return 0 }
    if part == held {
      lines[place] = WrittenLine(kind: lines[place].kind)
    } else {
      lines[place].amount = text(held - part)
    }
    return part
  }

  private func text(_ minorUnits: Int64) -> String {
    Money(minorUnits: minorUnits, available.currency).decimal
  }
}
