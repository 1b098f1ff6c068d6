/// Customers that owe much, or much of the same, and several receipts of one customer (step 3d, 3e).
extension Scenario {
  static let largeAccounts: [Scenario] = [
    Scenario(
      "one_of_many", Shares(1, 3, 4), on: .accounts, alone: true,
      decision: "3d: one item among many is the amount, and no other natural set is"
    ) { stage in
      _ = stage.addCustomer()
      let places = stage.manyItems()
      let place = places[places.count / 3]
      var payment = Stage.silent(&stage)
      payment.amount = stage.open(place)
      payment.truth.pay(stage.item(place), payment.amount)
      stage.send(payment)
    },
    Scenario(
      "many_sets_of_many", Shares(0, 1, 3), on: [.camt], alone: true,
      decision: "3d: among many items countless sets make the amount, or the search is cut short: "
        + "ambiguous_match"
    ) { stage in
      _ = stage.addCustomer()
      // Seven of sixty small items: hundreds of millions of sets for some hundred thousand sums.
      var places: [Int] = []
      for index in 0..<60 {
        places.append(
          stage.invoice(
            Int64(stage.random.within(3_000...9_000)) * 10 + 8, due: index - 60,
            dated: index - 110))
      }
      var payment = Stage.silent(&stage)
      payment.amount = stride(from: 1, to: 14, by: 2).reduce(0) { $0 + stage.open(places[$1]) }
      stage.send(payment, as: "ambiguous_match")
    },
    Scenario(
      "two_natural_sets", Shares(0, 3, 6), on: [.camt], alone: true,
      decision: "3d: one item is the amount, and so is everything due by a date: ambiguous_match"
    ) { stage in
      _ = stage.addCustomer()
      var problem = stage.problem(5)
      problem.entries[3].amount = problem.entries[0].amount + problem.entries[1].amount
      _ = stage.invoices(problem)
      var payment = Stage.silent(&stage)
      payment.amount = problem.entries[3].amount
      stage.send(payment, as: "ambiguous_match")
    },
    Scenario(
      "equal_items_due_by_date", Shares(0, 3, 5), on: .accounts, alone: true,
      decision: "3d: of equal items only those due by a date are a natural set of this amount"
    ) { stage in
      _ = stage.addCustomer()
      var problem = stage.problem(stage.random.within(6...8))
      for place in problem.entries.indices {
        problem.entries[place].amount = problem.entries[0].amount
      }
      let places = stage.invoices(problem)
      var payment = Stage.silent(&stage)
      payment.amount = problem.entries[0].amount * 3
      for place in places.prefix(3) { payment.truth.pay(stage.item(place), stage.open(place)) }
      stage.send(payment)
    },
    Scenario(
      "one_then_the_rest", Shares(1, 4, 5), on: .accounts, alone: true, movements: 2,
      decision: "3d: one item is paid, then all that is left open"
    ) { stage in
      _ = stage.addCustomer()
      let problem = stage.problem(3...5) { problem in
        let rest = problem.bits { _ in true } & ~0b10
        return problem.sets(making: problem.entries[1].amount).count == 1
          && problem.sets(making: problem.sum(rest)).count == 1
      }
      let places = stage.invoices(problem)
      var payment = Stage.silent(&stage)
      payment.amount = stage.open(places[1])
      payment.truth.pay(stage.item(places[1]), payment.amount)
      stage.send(payment)
      var second = Stage.silent(&stage)
      second.amount = stage.sum(places) - payment.amount
      for place in places where place != places[1] {
        second.truth.pay(stage.item(place), stage.open(place))
      }
      stage.send(second)
    },
    Scenario(
      "name_begins_another", Shares(1, 3, 4), on: [.camt, .bai2], alone: true,
      decision:
        "4: the name in full, legal form and all, is one customer's; another's merely begins "
        + "with it"
    ) { stage in
      let word = stage.nextWord()
      _ = stage.addCustomer(name: "\(word) Bau GmbH")
      _ = stage.addCustomer(name: "\(word) Bau Immobilien GmbH")
      _ = stage.invoice(of: 1)
      let place = stage.invoice()
      var payment = stage.strangersPayment(stage.open(place))
      payment.payerName = stage.main.name
      payment.truth.pay(stage.item(place), payment.amount)
      stage.send(payment)
    },
    Scenario(
      "structured_loose_number", Shares(2, 5, 8), on: [.camt],
      decision: "3a, 3c: the number stated lacks the ledger's punctuation"
    ) { stage in
      let place = stage.invoice()
      let style = stage.world.invoices
      var payment = stage.payment(stage.open(place))
      payment.documents = stage.stated([place])
      payment.documents[0].number = style.join(
        style.letters, style.year, style.padded(stage.item(place).serial), "")
      payment.truth.pay(stage.item(place), payment.amount)
      stage.send(payment)
    },
    Scenario(
      "structured_failed_one_fits", Shares(0, 3, 5), on: [.camt], alone: true,
      decision: "21: the document stated is none of ours; what 3d then finds is low_confidence"
    ) { stage in
      _ = stage.addCustomer()
      let problem = stage.problem(3...5) { problem in
        problem.sets(making: problem.entries[1].amount).count == 1
      }
      let places = stage.invoices(problem)
      stage.counters.serial += 60
      let missing = stage.world.invoices.number(stage.counters.serial)
      stage.counters.serial += 60
      var payment = stage.payment(stage.open(places[1]))
      payment.documents = [StatedDocument(number: missing, paid: payment.amount)]
      stage.send(payment, as: "low_confidence")
    },
    Scenario(
      "policy_barred", Shares(0, 3, 4), on: [.camt], alone: true,
      decision: "21: a given reference that fails bars the policy: no_match"
    ) { stage in
      _ = stage.addCustomer()
      stage.household.customers[0].policy = "oldest_first"
      let (_, amount) = stage.hopeless()
      var payment = stage.payment(amount)
      payment.text = [stage.missingDocument()]
      stage.send(payment, as: "no_match")
    },
    Scenario(
      "policy_after_ambiguity", Shares(0, 3, 4), on: [.camt], alone: true,
      decision: "10: two equal items leave the sets undecided; the policy takes the oldest first"
    ) { stage in
      _ = stage.addCustomer()
      stage.household.customers[0].policy = "oldest_first"
      let units = stage.amount()
      let places = [stage.invoice(units, due: -20), stage.invoice(units, due: -4)]
      stage.payOldestFirst(places, units)
    },
  ]
}

extension Stage {
  /// 30 to 80 open items, the earliest due first.
  mutating func manyItems() -> [Int] {
    var places: [Int] = []
    let count = random.within(30...80)
    for index in 0..<count { places.append(invoice(due: index - 60, dated: index - 110)) }
    return places
  }
}
