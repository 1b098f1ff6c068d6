import Money
import Receivables

/// What an account's statements say about each other: does an equal movement in a later one repeat
/// the earlier one, or is it its twin? (Invariant I7.)
struct StatementChain {
  struct Link {
    var file: TakenFile
    var fileIndex: Int
    var taken: TakenStatement
    /// Set where an earlier run took it: its movements are then known by their receipts alone.
    var earlier: EarlierStatement?
    /// An earlier statement decided what equal movements in this one are.
    var isCertain = true
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
    var references: MovementReferences

    /// Surely the same movement, surely another, or nobody knows.
    func isSame(as transaction: BankTransaction) -> Bool? {
      if references.unique.isEmpty || transaction.uniqueReferences.isEmpty { return nil }
      return references.isSame(as: MovementReferences(of: transaction))
    }
  }

  private enum Relation { case continues, repeats, unknown }

  /// All transactions of the files, each with its identity; those of one statement in its order.
  ///
  /// - Parameters:
  ///   - earlier: statements that earlier runs took of these accounts, as far as they are known.
  ///   - history: the receipts of those runs.
  ///   - knowledge: what is known of them besides.
  static func identify(
    _ files: [TakenFile], after earlier: [EarlierStatement], history: ReceiptHistory,
    _ knowledge: EarlierKnowledge
  ) throws -> [TakenTransaction] {
    var byAccount: [String: [Link]] = [:]
    for (index, file) in files.enumerated() {
      for taken in file.statements {
        byAccount[taken.statement.account, default: []]
          .append(Link(file: file, fileIndex: index, taken: taken))
      }
    }
    for link in Self.links(of: earlier) where byAccount[link.taken.statement.account] != nil {
      byAccount[link.taken.statement.account]?.append(link)
    }
    var all: [TakenTransaction] = []
    for account in byAccount.keys.sorted(by: isOrderedByBytes) {
      all += try identify((byAccount[account] ?? []).sorted(by: isEarlier), history, knowledge)
    }
    return all
  }

  private static func identify(
    _ links: [Link], _ history: ReceiptHistory, _ knowledge: EarlierKnowledge
  ) throws -> [TakenTransaction] {
    let links = chained(links)
    let known = KnownMovements(links, history)
    var references = KnownReferences(history: history, knowledge: knowledge)
    var seen: [String: [Seen]] = [:]
    /// The highest ordinal of each fingerprint, by the statement that reached it.
    var reached: [String: [(link: Int, ordinal: Int)]] = [:]
    var all: [TakenTransaction] = []
    for index in links.indices {
      let (base, isCertain) = (links[index].base, links[index].isCertain)
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
        var place =
          isUnique ? try references.place(of: transaction, fingerprint, besides: own) : nil
        if case .after(let others)? = place {
          switch KnownReferences.standing(others, fingerprint, known, index) {
          case .toldAgain: place = nil
          case .unclear: twin = KnownReferences.doubt
          case .another: break
          }
        }
        if isUnique,
          let same = elsewhere.first(where: {
            $0.isSame(as: transaction) == true && !own.contains($0.ordinal)
          })
        {
          // What the bank's own reference says overrides the count.
          ordinal = same.ordinal
          twin = nil
        } else if isUnique, case .same(let known)? = place {
          ordinal = known
        } else {
          ordinal = (counts[fingerprint] ?? count(reached[fingerprint], from: base, links)) + 1
          if case .after(let others)? = place { ordinal = max(ordinal, others + 1) }
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
        var payment = PaymentIdentity.id(fingerprint: fingerprint, ordinal: ordinal)
        if !isUnique, let known {
          // Receipts of earlier runs that are other movements keep their numbers.
          while own.contains(ordinal) || known.verdict(on: payment, in: index) == .another {
            ordinal += 1
            payment = PaymentIdentity.id(fingerprint: fingerprint, ordinal: ordinal)
          }
          if case .unclear(let file) = known.verdict(on: payment, in: index) {
            while own.contains(ordinal) || known.has(payment) {
              ordinal += 1
              payment = PaymentIdentity.id(fingerprint: fingerprint, ordinal: ordinal)
            }
            twin = KnownMovements.doubt(file)
          }
        }
        counts[fingerprint] = max(
          counts[fingerprint] ?? count(reached[fingerprint], from: base, links), ordinal)
        taken[fingerprint, default: []].insert(ordinal)
        seen[fingerprint, default: []].append(
          Seen(
            ordinal: ordinal, link: index, references: MovementReferences(of: transaction)))
        all.append(
          TakenTransaction(
            transaction: transaction,
            payment: payment,
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

  /// The statements, each with the one that it goes on from.
  private static func chained(_ links: [Link]) -> [Link] {
    var links = links
    for index in links.indices {
      let (base, isCertain) = base(of: index, links)
      links[index].isCertain = isCertain
      goOn(index, from: base, &links)
    }
    return links
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
  static func isOnTheWay(to statement: Int, _ other: Int, _ links: [Link]) -> Bool {
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
    if a.taken == b.taken || a.isToldAgain(by: b) { return .repeats }
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
    // A statement of an earlier run under a higher number is none that this one goes on from.
    if areNumbered, a.earlier != nil || b.earlier != nil,
      let one = Int(first.sequence), let other = Int(second.sequence), other < one
    {
      return .unknown
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
}
