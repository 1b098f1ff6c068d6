import Money

/// No reference, a known payer: which of its items make the amount? (Step 3d.)
extension Scenario {
  static let sets: [Scenario] = [
    Scenario(
      "account_one_item", Shares(15, 25, 25), on: .accounts, alone: true,
      decision: "3d: the payer is known by its account, and exactly one item is the amount"
    ) { stage in
      _ = stage.addCustomer()
      stage.payUnnamed(1...6, natural: 1, by: Stage.silent) { problem in
        1 << UInt(problem.entries.count / 2)
      }
    },
    Scenario(
      "whole_account", Shares(5, 10, 12), on: .accounts, alone: true,
      decision: "3d: all open items of the payer make the amount"
    ) { stage in
      _ = stage.addCustomer()
      stage.payUnnamed(2...8, natural: 1, by: Stage.silent) { $0.bits { _ in true } }
    },
    Scenario(
      "due_by_date", Shares(3, 8, 10), on: .accounts, alone: true,
      decision: "3d: everything due up to some date makes the amount, and no other natural set does"
    ) { stage in
      _ = stage.addCustomer()
      stage.payUnnamed(4...8, natural: 1, by: Stage.silent) { problem in
        let last = problem.entries[problem.entries.count / 2].due
        return problem.bits { $0.due <= last }
      }
    },
    Scenario(
      "one_document_date", Shares(2, 5, 8), on: [.camt], alone: true,
      decision: "3d: everything of one document date makes the amount"
    ) { stage in
      _ = stage.addCustomer()
      var problem = stage.problem(6)
      // Dates of one day with dues between which others fall due: only the day joins them.
      for place in [1, 3, 5] { problem.entries[place].dated = problem.entries[1].dated }
      let day = problem.entries[1].dated
      let set = problem.bits { $0.dated == day }
      let amount = problem.sum(set)
      let places = stage.invoices(problem)
      var payment = Stage.silent(&stage)
      payment.amount = amount
      for place in [1, 3, 5] {
        payment.truth.pay(stage.item(places[place]), problem.entries[place].amount)
      }
      stage.send(payment)
    },
    Scenario(
      "whole_account_discounts", Shares(2, 4, 5), on: [.camt], alone: true,
      decision: "3d and fine print 5: the whole account with all discounts then due"
    ) { stage in
      _ = stage.addCustomer()
      var places: [Int] = []
      var payment = Stage.silent(&stage)
      payment.amount = 0
      for _ in 0..<stage.random.within(2...4) {
        let (place, discount) = stage.discounted(daysLeft: stage.random.within(1...8))
        places.append(place)
        payment.amount += stage.open(place) - discount
        payment.truth.pay(stage.item(place), stage.open(place) - discount)
        payment.truth.add("discount", stage.item(place), discount)
      }
      stage.send(payment)
    },
    Scenario(
      "arbitrary_set", Shares(2, 6, 12), on: .accounts, alone: true,
      decision: "3d: no natural set fits, and exactly one arbitrary set does, proved by search"
    ) { stage in
      _ = stage.addCustomer()
      stage.payUnnamed(5...9, natural: 0, by: Stage.silent) { problem in
        // The second, the fourth and the last: neither everything due by a date nor all.
        0b1010 | 1 << UInt(problem.entries.count - 1)
      }
    },
    Scenario(
      "equal_invoices", Shares(2, 8, 15), on: .accounts, alone: true,
      decision: "3d: two items are the amount, and nothing tells them apart: ambiguous_match"
    ) { stage in
      _ = stage.addCustomer()
      var problem = stage.problem(stage.random.within(3...5))
      problem.entries[2].amount = problem.entries[1].amount
      _ = stage.invoices(problem)
      var payment = Stage.silent(&stage)
      payment.amount = problem.entries[1].amount
      stage.send(payment, as: "ambiguous_match")
    },
    Scenario(
      "two_sets", Shares(1, 4, 10), on: [.camt], alone: true,
      decision: "3d: two arbitrary sets make the amount: ambiguous_match"
    ) { stage in
      _ = stage.addCustomer()
      // The first and the last make what the second and the fourth make.
      let problem = stage.problem(5...7) { problem in
        let made = Stage.doubled(problem)
        let amount = made.entries[1].amount + made.entries[3].amount
        return made.entries[made.entries.count - 1].amount > 20_000
          && made.naturalSets(making: amount).isEmpty && made.sets(making: amount).count == 2
      }
      let made = Stage.doubled(problem)
      _ = stage.invoices(made)
      var payment = Stage.silent(&stage)
      payment.amount = made.entries[1].amount + made.entries[3].amount
      stage.send(payment, as: "ambiguous_match")
    },
    Scenario(
      "nothing_fits", Shares(3, 8, 12), on: .accounts, alone: true,
      decision: "7: the payer is known, and no set of its items makes the amount: no_match"
    ) { stage in
      _ = stage.addCustomer()
      let (_, amount) = stage.hopeless()
      var payment = Stage.silent(&stage)
      payment.amount = amount
      stage.send(payment, as: "no_match")
    },
    Scenario(
      "only_item_within_tolerance", Shares(1, 3, 5), on: [.camt], alone: true,
      decision: "Fine print 2: the payer's only item is within tolerance, nothing exact: "
        + "low_confidence"
    ) { stage in
      _ = stage.addCustomer()
      let place = stage.shortenable()
      var payment = Stage.silent(&stage)
      payment.amount = stage.open(place) - Int64(stage.random.within(5...80))
      stage.send(payment, as: "low_confidence")
    },
    Scenario(
      "distractors_only", Shares(2, 6, 10), on: [.camt], alone: true,
      decision: "3c, 3d: dates, telephones and accounts are no reference; the one item that is the "
        + "amount is paid"
    ) { stage in
      _ = stage.addCustomer()
      stage.payUnnamed(
        3...5, natural: 1,
        by: { stage in
          var payment = stage.payment(0)
          let day = stage.date.advanced(byDays: -2)
          payment.text = stage.random.pick([
            ["\(stage.main.language.emptyPhrases[0]) \(day)"],
            ["TEL +49 89 \(stage.random.digits(6))"],
            ["IBAN \(stage.world.account(.camt).number)"],
          ])
          return payment
        }
      ) { _ in 0b10 }
    },
  ]
}

extension Stage {
  /// The problem with a last entry such that it and the first make what the second and fourth make.
  static func doubled(_ problem: SetProblem) -> SetProblem {
    var made = problem
    made.entries[made.entries.count - 1].amount =
      made.entries[1].amount + made.entries[3].amount - made.entries[0].amount
    return made
  }
}
