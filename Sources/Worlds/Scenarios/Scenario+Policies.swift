/// What is done for customers who never say what they pay (step 3e, fine print 10 and 17).
extension Scenario {
  static let policies: [Scenario] = [
    Scenario(
      "policy_oldest_first", Shares(4, 8, 8), on: .accounts, alone: true,
      decision: "3e: by due date until the money ends, the last one partially; no dispute, no "
        + "exception"
    ) { stage in
      _ = stage.addCustomer()
      stage.household.customers[0].policy = "oldest_first"
      let (places, amount) = stage.hopeless()
      stage.payOldestFirst(places, amount)
    },
    Scenario(
      "policy_oldest_first_rest", Shares(1, 3, 4), on: [.camt], alone: true,
      decision: "3e, 17: all items are paid, the rest is on account without an exception"
    ) { stage in
      _ = stage.addCustomer()
      stage.household.customers[0].policy = "oldest_first"
      let places = stage.invoices(stage.problem(3))
      stage.payOldestFirst(places, stage.sum(places) + stage.excess(over: stage.sum(places)))
    },
    Scenario(
      "policy_clear_account", Shares(2, 4, 5), on: .accounts, alone: true,
      decision: "3e: the balance within tolerance clears the account"
    ) { stage in
      _ = stage.addCustomer()
      stage.household.customers[0].policy = "clear_account"
      stage.payNearly(stage.invoices(stage.problem(stage.random.within(2...5))))
    },
    Scenario(
      "policy_past_due", Shares(2, 4, 5), on: [.camt], alone: true,
      decision: "3e: what is past due within tolerance clears what is past due"
    ) { stage in
      _ = stage.addCustomer()
      stage.household.customers[0].policy = "past_due"
      let late = [stage.invoice(due: -30), stage.invoice(due: -14), stage.invoice(due: -3)]
      _ = stage.invoice(due: 12)
      stage.payNearly(late)
    },
    Scenario(
      "policy_on_account", Shares(2, 4, 5), on: .accounts, alone: true,
      decision: "3e: the whole receipt is on account"
    ) { stage in
      _ = stage.addCustomer()
      stage.household.customers[0].policy = "on_account"
      let (_, amount) = stage.hopeless()
      var payment = Stage.silent(&stage)
      payment.amount = amount
      payment.truth.putOnAccount(of: stage.main.id, amount)
      stage.send(payment)
    },
  ]
}

extension Stage {
  /// Items in the order of their due dates take the amount as far as it goes.
  mutating func payOldestFirst(_ places: [Int], _ amount: Int64) {
    var payment = Stage.silent(&self)
    payment.amount = amount
    var rest = amount
    for place in places where rest > 0 {
      let part = min(rest, open(place))
      payment.truth.pay(item(place), part)
      rest -= part
    }
    if rest > 0 { payment.truth.putOnAccount(of: main.id, rest) }
    send(payment)
  }

  /// The items, but for some cents, which are the last one's.
  mutating func payNearly(_ places: [Int]) {
    let short = Int64(random.within(10...90))
    var payment = Stage.silent(&self)
    payment.amount = sum(places) - short
    for place in places {
      let isLast = place == places[places.count - 1]
      payment.truth.pay(item(place), open(place) - (isLast ? short : 0))
      if isLast { payment.truth.add("write_off", item(place), short) }
    }
    send(payment)
  }
}
