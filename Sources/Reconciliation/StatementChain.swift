import Money
import Receivables

/// A transaction with the identity that the account's statements together give it.
struct TakenTransaction {
  var transaction: BankTransaction
  var payment: PaymentID
  var sourceFile: String
  var format: String
  /// The statement's number where it has one, else its id: the order of receipts of one day.
  var statementOrder: StatementOrder
  /// Why the movement may have been taken before, where nothing proves it.
  var doubt: String?
  /// The earlier receipt that holds its money and waits for a person, where that is proved.
  var held: EarlierSum?
}

/// An earlier receipt that is known to hold the money of others, as one sum.
struct EarlierSum {
  var payment: PaymentID
  /// What is said of those others.
  var words: String
}

/// Statements with a number by it, then those without one; by id among equals.
struct StatementOrder: Comparable {
  var number: Int?
  var id: String

  init(_ statement: BankStatement) {
    number = Int(statement.sequence)
    id = statement.id
  }

  static func < (a: StatementOrder, b: StatementOrder) -> Bool {
    if a.number != b.number { return a.number ?? .max < b.number ?? .max }
    return isOrderedByBytes(a.id, b.id)
  }
}

/// What an account's statements say about each other: does an equal movement in a later one repeat
/// the earlier one, or is it its twin? (Invariant I7.)
struct StatementChain {
  private struct Link {
    var file: TakenFile
    var fileIndex: Int
    var taken: TakenStatement
    /// The statement whose count of equals this one's goes on from; nil where it begins anew.
    var base: Int?
    /// How many statements lie before it on that way, and one far back on it: ancestors are found
    /// in few steps however many there are.
    var depth = 0
    var jump: Int?
  }

  /// One movement that an account's statements have told of.
  private struct Seen {
    var ordinal: Int
    var link: Int
    var uniqueReferences: [String]

    /// Surely the same movement, surely another, or nobody knows.
    func isSame(as transaction: BankTransaction) -> Bool? {
      if uniqueReferences.isEmpty || transaction.uniqueReferences.isEmpty { return nil }
      return uniqueReferences.contains { transaction.uniqueReferences.contains($0) }
    }
  }

  private enum Relation { case continues, repeats, unknown }

  /// All transactions of the files, each with its identity; those of one statement in its order.
  static func identify(_ files: [TakenFile]) -> [TakenTransaction] {
    var byAccount: [String: [Link]] = [:]
    for (index, file) in files.enumerated() {
      for taken in file.statements {
        byAccount[taken.statement.account, default: []]
          .append(Link(file: file, fileIndex: index, taken: taken))
      }
    }
    var all: [TakenTransaction] = []
    for account in byAccount.keys.sorted(by: isOrderedByBytes) {
      all += identify((byAccount[account] ?? []).sorted(by: isEarlier))
    }
    return all
  }

  private static func identify(_ links: [Link]) -> [TakenTransaction] {
    var links = links
    var seen: [String: [Seen]] = [:]
    /// The highest ordinal of each fingerprint, by the statement that reached it.
    var reached: [String: [(link: Int, ordinal: Int)]] = [:]
    var all: [TakenTransaction] = []
    for index in links.indices {
      let (base, isCertain) = base(of: index, links)
      goOn(index, from: base, &links)
      var counts: [String: Int] = [:]
      var taken: [String: Set<Int>] = [:]
      for transaction in links[index].taken.transactions {
        let fingerprint = PaymentIdentity.fingerprint(of: transaction)
        // Statements come one after the other, so that its own movements stand last.
        let own = taken[fingerprint] ?? []
        let equals = seen[fingerprint] ?? []
        let elsewhere = equals[..<(equals.count - own.count)]
        var twin: String?
        var ordinal: Int
        let isUnique = !transaction.uniqueReferences.isEmpty
        if isUnique,
          let same = elsewhere.first(where: {
            $0.isSame(as: transaction) == true && !own.contains($0.ordinal)
          })
        {
          // What the bank's own reference says overrides the count.
          ordinal = same.ordinal
        } else {
          ordinal = (counts[fingerprint] ?? count(reached[fingerprint], from: base, links)) + 1
          while own.contains(ordinal)
            || (isUnique
              && elsewhere.contains {
                $0.ordinal == ordinal && $0.isSame(as: transaction) == false
              })
          {
            ordinal += 1
          }
          if !isCertain, !links[index].taken.statement.account.isEmpty {
            // Where nothing tells, an equal movement in another file makes this one a question.
            let unclear = elsewhere.filter { $0.isSame(as: transaction) == nil }
            if let other = unclear.last, links[other.link].fileIndex != links[index].fileIndex {
              ordinal = max(ordinal, (elsewhere.map(\.ordinal).max() ?? 0) + 1)
              while own.contains(ordinal) { ordinal += 1 }
              let place = links[other.link]
              twin =
                "the same movement stands in \(place.file.name), statement "
                + "\(place.taken.statement.id), and neither balances nor numbers of the statements "
                + "tell whether it is another one"
            }
          }
        }
        counts[fingerprint] = max(
          counts[fingerprint] ?? count(reached[fingerprint], from: base, links), ordinal)
        taken[fingerprint, default: []].insert(ordinal)
        seen[fingerprint, default: []].append(
          Seen(
            ordinal: ordinal, link: index, uniqueReferences: transaction.uniqueReferences))
        all.append(
          TakenTransaction(
            transaction: transaction,
            payment: PaymentIdentity.id(fingerprint: fingerprint, ordinal: ordinal),
            sourceFile: links[index].file.name, format: links[index].file.format,
            statementOrder: StatementOrder(links[index].taken.statement),
            doubt: twin))
      }
      for (fingerprint, ordinal) in counts {
        reached[fingerprint, default: []].append((index, ordinal))
      }
    }
    return all
  }

  /// The statement from which the count of equals goes on: the nearest earlier one that says
  /// something decides; what repeats it goes on from where it did itself. Whether one did.
  private static func base(of index: Int, _ links: [Link]) -> (base: Int?, isCertain: Bool) {
    for earlier in links.indices[..<index].reversed() {
      switch relation(links[earlier], links[index]) {
      case .continues: return (earlier, true)
      case .repeats: return (links[earlier].base, true)
      case .unknown: continue
      }
    }
    return (nil, index == 0)
  }

  /// How many equals of a movement a statement and those that it goes on from have told of.
  private static func count(
    _ reached: [(link: Int, ordinal: Int)]?, from base: Int?, _ links: [Link]
  ) -> Int {
    guard let base, let reached else { return 0 }
    return reached.last { isOnTheWay(to: base, $0.link, links) }?.ordinal ?? 0
  }

  private static func goOn(_ index: Int, from base: Int?, _ links: inout [Link]) {
    links[index].base = base
    guard let base else { return }
    links[index].depth = links[base].depth + 1
    // A jump of a jump, where both are of one length; else to the nearest: steps then grow.
    if let jump = links[base].jump, let far = links[jump].jump,
      links[base].depth - links[jump].depth == links[jump].depth - links[far].depth
    {
      links[index].jump = far
    } else {
      links[index].jump = base
    }
  }

  /// The statement goes on from the other one, or is it.
  private static func isOnTheWay(to statement: Int, _ other: Int, _ links: [Link]) -> Bool {
    var place = statement
    while links[place].depth > links[other].depth {
      if let jump = links[place].jump, links[jump].depth >= links[other].depth {
        place = jump
      } else if let base = links[place].base {
        place = base
      } else {
        return false
      }
    }
    return place == other
  }

  private static func relation(_ a: Link, _ b: Link) -> Relation {
    let (first, second) = (a.taken.statement, b.taken.statement)
    if a.file.format != b.file.format { return .repeats }  // the same money told twice
    if a.taken == b.taken { return .repeats }
    // Batch and item are unique by themselves.
    if TakenFile.lockboxFormats.contains(a.file.format) { return .repeats }
    // Some banks report since the last report, others since the morning, and none says which.
    if a.file.format == "mt942" { return first.id == second.id ? .repeats : .unknown }
    if let opening = second.opening, let closing = first.closing,
      opening.amount == closing.amount, opening.amount != first.opening?.amount
    {
      return .continues
    }
    // Pages of one statement go on from each other. An earlier page after a later one is of a copy:
    // what it repeats is the same page, further back.
    let isSame =
      first.sequence == second.sequence
      && (!first.sequence.isEmpty || (!first.id.isEmpty && first.id == second.id))
    if isSame, let page = first.page, let other = second.page, page != other {
      return other > page ? .continues : .unknown
    }
    if let follows = follows(first, second) { return follows ? .continues : .repeats }
    let areNumbered = !first.sequence.isEmpty && !second.sequence.isEmpty
    if areNumbered, first.sequence == second.sequence { return .repeats }
    if let one = first.opening, let other = second.opening,
      one.amount == other.amount, one.date == other.date
    {
      return .repeats  // it extends the first one
    }
    if areNumbered { return .continues }
    if a.fileIndex == b.fileIndex { return .continues }  // one message does not repeat itself
    if let end = first.periodTo, let start = second.periodFrom {
      return start > end ? .continues : .repeats
    }
    if let day = first.closing?.date, let other = second.closing?.date {
      return day == other ? .repeats : .continues
    }
    if a.file.format == "bai2" { return .repeats }  // the as-of date is part of the fingerprint
    if !first.id.isEmpty, first.id == second.id { return .repeats }
    return .unknown
  }

  /// The second period begins where the first one ends, or later; false where they overlap, nil
  /// where the statements do not say it to the minute.
  private static func follows(_ first: BankStatement, _ second: BankStatement) -> Bool? {
    let (one, other) = (first.periodText, second.periodText)
    let texts = [one.from, one.to, other.from, other.to]
    guard texts.allSatisfy({ $0.utf8.count >= 16 }),
      Set(texts.map { $0.utf8.dropFirst(19).map { $0 } }).count == 1  // one time zone
    else { return nil }
    return !isOrderedByBytes(other.from, one.to)
  }

  /// By what the statements say of their place in time, then by content: never by the order in
  /// which the files were named.
  private static func isEarlier(_ a: Link, _ b: Link) -> Bool {
    let (first, second) = (a.taken.statement, b.taken.statement)
    let one = day(of: a.taken)
    let other = day(of: b.taken)
    if one != other { return one < other }
    // A statement is the authority on its account; a notification details it.
    if a.file.format != b.file.format { return rank(a.file.format) < rank(b.file.format) }
    let (left, right) = (StatementOrder(first), StatementOrder(second))
    if left < right { return true }
    if right < left { return false }
    if first.createdAt != second.createdAt {
      return isOrderedByBytes(first.createdAt, second.createdAt)
    }
    if first.page != second.page { return first.page ?? 0 < second.page ?? 0 }
    if first.line != second.line { return first.line < second.line }
    // The content decides before the name does.
    let prints = zip(a.taken.transactions, b.taken.transactions).lazy.map {
      (PaymentIdentity.fingerprint(of: $0), PaymentIdentity.fingerprint(of: $1))
    }
    if let (one, other) = prints.first(where: { $0 != $1 }) { return isOrderedByBytes(one, other) }
    if a.taken.transactions.count != b.taken.transactions.count {
      return a.taken.transactions.count < b.taken.transactions.count
    }
    return TakenFile.isOrdered(a.file, b.file)
  }

  private static func rank(_ format: String) -> Int {
    [
      "camt.053", "mt940", "bai2", "lockbox", "x12.823", "camt.052", "mt942", "camt.054",
    ].firstIndex(of: format) ?? 9
  }

  private static func day(of taken: TakenStatement) -> Int32 {
    let dates =
      [taken.statement.periodTo, taken.statement.closing?.date].compactMap { $0 }
      + taken.transactions.compactMap(\.bookingDate)
    return dates.max()?.dayNumber ?? 0
  }
}
