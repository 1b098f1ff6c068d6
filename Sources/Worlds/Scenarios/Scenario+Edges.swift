import Money

/// Amounts and dates at the very limits of the rules (step 5, fine print 1, 2, 4 and 19).
extension Scenario {
  static let edges: [Scenario] = [
    Scenario(
      "tolerance_percent_limit", Shares(1, 3, 5), on: .statements,
      decision: "Fine print 2: for a small item half a percent is the lower limit, inclusive: "
        + "written off"
    ) { stage in
      let place = stage.smallInvoice()
      stage.paySmallShort(place, stage.open(place) / 200, isWrittenOff: true)
    },
    Scenario(
      "tolerance_percent_exceeded", Shares(0, 3, 5), on: .statements,
      decision: "Fine print 2: a few cents more than half a percent of a small item are no "
        + "tolerance: deduction and dispute"
    ) { stage in
      let place = stage.smallInvoice()
      // What is received ends in 3, so that it is no other item.
      var short = stage.open(place) / 200 + 1
      while (stage.open(place) - short) % 10 != 3 { short += 1 }
      stage.paySmallShort(place, short, isWrittenOff: false)
    },
    Scenario(
      "quarter_short_exactly", Shares(0, 3, 5), on: .statements,
      decision: "5: short by exactly partial_from: a partial payment, short_payment"
    ) { stage in
      let place = stage.invoice(Int64(stage.random.within(300...9_000)) * 400 + 64)
      let short = stage.open(place) / 4
      var payment = stage.namingPayment([place], stage.open(place) - short)
      payment.truth.pay(stage.item(place), payment.amount)
      payment.truth.raise("short_payment")
      stage.send(payment)
    },
    Scenario(
      "nearly_quarter_short", Shares(0, 3, 5), on: .statements,
      decision: "5: one cent less than partial_from: deduction and dispute"
    ) { stage in
      let place = stage.invoice(Int64(stage.random.within(300...9_000)) * 400 + 64)
      let short = stage.open(place) / 4 - 1
      var payment = stage.namingPayment([place], stage.open(place) - short)
      payment.truth.pay(stage.item(place), payment.amount)
      payment.truth.deduct(stage.item(place), short)
      stage.send(payment)
    },
    Scenario(
      "discount_by_value_date", Shares(1, 3, 4), on: [.camt],
      decision: "Fine print 1: the earlier of booking and value date counts for the discount"
    ) { stage in
      stage.payDiscounted(daysLeft: -5)
      stage.household.payments[stage.household.payments.count - 1].valueDaysBack = 3
    },
    Scenario(
      "discount_and_tolerance", Shares(0, 3, 4), on: .statements,
      decision: "5, 19: the full discount due, and the rest within tolerance is written off"
    ) { stage in
      let (place, discount) = stage.discounted(daysLeft: stage.random.within(0...7))
      let rest = Int64(stage.random.within(5...60))
      var payment = stage.namingPayment([place], stage.open(place) - discount - rest)
      payment.truth.pay(stage.item(place), payment.amount)
      payment.truth.add("discount", stage.item(place), discount)
      payment.truth.add("write_off", stage.item(place), rest)
      stage.send(payment)
    },
    Scenario(
      "discount_and_credit", Shares(0, 2, 4), on: .camts,
      decision:
        "5: the full discount due, and the one open credit that is the rest of the shortfall"
    ) { stage in
      let (place, discount) = stage.discounted(daysLeft: stage.random.within(0...7))
      let credit = stage.credit(Int64(stage.random.within(600...4_000)) * 10 + 7)
      let used = -stage.open(credit)
      var payment = stage.namingPayment([place], stage.open(place) - discount - used)
      payment.truth.pay(stage.item(place), payment.amount)
      payment.truth.add("discount", stage.item(place), discount)
      payment.truth.net(stage.item(credit), against: stage.item(place), used)
      stage.send(payment)
    },
    Scenario(
      "tolerance_over_list", Shares(1, 2, 3), on: .statements,
      decision: "19: an excess within tolerance over several documents lies on the last"
    ) { stage in
      let places = [stage.invoice(due: -9), stage.invoice(due: 4)]
      let over = Int64(stage.random.within(1...95))
      var payment = stage.namingPayment(places, stage.sum(places) + over)
      payment.truth.pay(stage.item(places[0]), stage.open(places[0]))
      payment.truth.pay(stage.item(places[1]), stage.open(places[1]) + over)
      payment.truth.add("write_off", stage.item(places[1]), -over)
      stage.send(payment)
    },
    Scenario(
      "two_equal_credits", Shares(0, 2, 4), on: .statements,
      decision: "5: two open credits are each the shortfall, so that it is not the one: deduction "
        + "and dispute"
    ) { stage in
      let place = stage.shortenable()
      let units = stage.open(place) * Int64(stage.random.within(50...200)) / 10_000 * 10 + 7
      _ = stage.credit(units)
      _ = stage.credit(units)
      var payment = stage.namingPayment([place], stage.open(place) - units)
      payment.truth.pay(stage.item(place), payment.amount)
      payment.truth.deduct(stage.item(place), units)
      stage.send(payment)
    },
    Scenario(
      "promise_cancelled", Shares(0, 2, 3), on: .statements,
      decision: "5: a promise that was cancelled explains nothing: deduction and dispute"
    ) { stage in
      stage.payUnexplained { stage, place, short in
        stage.household.expectations.append(
          Household.Expectation(
            customer: stage.main.id, kind: "promise", amount: stage.open(place) - short,
            on: stage.date, document: stage.number(place), status: "cancelled"))
      }
    },
  ]
}

extension Stage {
  /// An item of 20.00 to 150.00 of which half a percent is a whole number of cents.
  mutating func smallInvoice() -> Int { invoice(Int64(random.within(10...75)) * 200 + 0) }

  mutating func paySmallShort(_ place: Int, _ short: Int64, isWrittenOff: Bool) {
    var payment = namingPayment([place], open(place) - short)
    payment.truth.pay(item(place), payment.amount)
    if isWrittenOff {
      payment.truth.add("write_off", item(place), short)
    } else {
      payment.truth.deduct(item(place), short)
    }
    send(payment)
  }
}
