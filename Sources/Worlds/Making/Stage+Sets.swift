extension Stage {
  /// A few items whose dates all differ.
  mutating func problem(_ count: Int) -> SetProblem {
    var due = -35 + random.below(4)
    var entries: [SetProblem.Entry] = []
    for _ in 0..<count {
      due += random.within(3...9)
      entries.append(SetProblem.Entry(amount: amount(), due: due, dated: due - 40))
    }
    return SetProblem(entries: entries)
  }

  /// The items of a problem, as open invoices in its order; - Returns: their places.
  mutating func invoices(_ problem: SetProblem) -> [Int] {
    var places: [Int] = []
    for entry in problem.entries {
      places.append(invoice(entry.amount, due: entry.due, dated: entry.dated))
    }
    return places
  }

  /// Problems until one is as wanted; the last one where none is, which hardly happens.
  mutating func problem(
    _ count: ClosedRange<Int>, where isWanted: (SetProblem) -> Bool
  ) -> SetProblem {
    var last = problem(random.within(count))
    for _ in 0..<200 where !isWanted(last) { last = problem(random.within(count)) }
    return last
  }

  /// A problem in which this set of items, and no other, makes its sum, and whose natural sets that
  /// do are so many; a payment of that sum without a reference, for which the truth pays the set.
  mutating func payUnnamed(
    _ count: ClosedRange<Int>, natural: Int, by payer: (inout Stage) -> WorldPayment,
    _ choose: (SetProblem) -> UInt
  ) {
    let problem = problem(count) { problem in
      let amount = problem.sum(choose(problem))
      return problem.sets(making: amount).count == 1
        && problem.naturalSets(making: amount).count == natural
    }
    let set = choose(problem)
    let places = invoices(problem)
    var payment = payer(&self)
    payment.amount = problem.sum(set)
    for place in places.indices where set & (1 << UInt(place)) != 0 {
      payment.truth.pay(item(places[place]), open(places[place]))
    }
    send(payment)
  }

  /// A payment by known account and name that says nothing.
  static func silent(_ stage: inout Stage) -> WorldPayment {
    var payment = stage.payment(0)
    payment.text = stage.emptyText()
    return payment
  }
}
