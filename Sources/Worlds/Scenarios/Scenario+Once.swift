/// The same money told twice, equal payments, and money that goes back (steps 0 to 2).
extension Scenario {
  static let once: [Scenario] = [
    Scenario(
      "statement_twice", Shares(10, 15, 15), on: [.repeated],
      decision: "1: the statement comes twice; its receipts are applied once"
    ) { stage in
      let place = stage.invoice()
      stage.payInText([place], stage.named([place]))
    },
    Scenario(
      "detailed_by_notification", Shares(12, 15, 15), on: [.camt], movements: 3,
      decision: "1: the statement books one sum, a camt.054 details it: each detail is applied once"
    ) { stage in
      for _ in 0..<3 {
        let place = stage.invoice()
        stage.payInText([place], stage.named([place]))
        stage.household.payments[stage.household.payments.count - 1].isDetailedElsewhere = true
      }
    },
    Scenario(
      "twins", Shares(4, 8, 10), on: [.camt], movements: 2,
      decision: "1, 5: two equal payments of one statement are two: the second pays a document "
        + "that the first has cleared: on account, duplicate_payment"
    ) { stage in
      let place = stage.invoice()
      let amount = stage.open(place)
      var payment = stage.payment(amount)
      payment.endToEnd = stage.counters.nextReference(&stage.random)
      payment.text = stage.named([place])
      var second = payment
      second.ordinal = 2
      payment.truth.pay(stage.item(place), amount)
      stage.send(payment)
      second.truth.putOnAccount(of: stage.main.id, amount)
      second.truth.raise("duplicate_payment")
      stage.send(second)
    },
    Scenario(
      "second_payment", Shares(4, 6, 8), on: .statements, movements: 2,
      decision: "5: a document is paid a second time: on account, duplicate_payment"
    ) { stage in
      let place = stage.invoice()
      let amount = stage.open(place)
      stage.payInText([place], stage.named([place]))
      var second = stage.namingPayment([place], amount)
      second.truth.putOnAccount(of: stage.main.id, amount)
      second.truth.raise("duplicate_payment")
      stage.send(second)
    },
    Scenario(
      "returned_of_history", Shares(2, 5, 6), on: [.camt],
      decision: "2, 16: an earlier run's receipt comes back: its application is reversed, "
        + "returned_payment"
    ) { stage in
      let place = stage.clearedInvoice(days: stage.random.within(2...20))
      let earlier = stage.household.earlier[stage.household.earlier.count - 1]
      var payment = stage.payment(earlier.amount)
      payment.endToEnd = earlier.reference
      stage.goBack(payment, of: place)
    },
    Scenario(
      "returned_same_day", Shares(2, 5, 6), on: .camts, movements: 2,
      decision: "2, 16: a receipt comes back in the same statement: its application is reversed, "
        + "returned_payment"
    ) { stage in
      let place = stage.invoice()
      var payment = stage.payment(stage.open(place))
      payment.endToEnd = stage.counters.nextReference(&stage.random)
      payment.text = stage.named([place])
      var back = payment
      payment.truth.pay(stage.item(place), stage.open(place))
      stage.send(payment)
      back.text = []
      stage.goBack(back, of: place)
    },
    Scenario(
      "returned_unknown", Shares(1, 3, 5), on: [.camt],
      decision: "2, 8: money goes back whose receipt nobody finds: returned_payment, nothing booked"
    ) { stage in
      var payment = stage.strangersPayment(stage.amount())
      payment.movement = .returned("AC04")
      stage.send(payment, as: "returned_payment")
    },
    Scenario(
      "reversed_entry", Shares(1, 3, 4), on: [.camt], movements: 2,
      decision:
        "2: the bank reverses its own booking: the application is reversed, returned_payment"
    ) { stage in
      let place = stage.invoice()
      var payment = stage.payment(stage.open(place))
      payment.endToEnd = stage.counters.nextReference(&stage.random)
      payment.text = stage.named([place])
      var back = payment
      payment.truth.pay(stage.item(place), stage.open(place))
      stage.send(payment)
      stage.goBack(back, of: place)
      stage.household.payments[stage.household.payments.count - 1].movement = .reversal
    },
    Scenario(
      "bank_interest", Shares(1, 2, 3), on: [.camt, .bai2],
      decision: "0: interest is no receipt and leaves no trace"
    ) { stage in stage.payByBank(.interest) },
    Scenario(
      "fee_refunded", Shares(1, 2, 3), on: [.camt],
      decision: "0: a fee that the bank refunds is no receipt and leaves no trace"
    ) { stage in stage.payByBank(.feeRefund) },
  ]
}

extension Stage {
  mutating func goBack(_ payment: WorldPayment, of place: Int) {
    var payment = payment
    payment.movement = .returned(random.pick(["AC04", "AM04", "MD06"]))
    payment.truth.add("reversal", item(place), -payment.amount)
    payment.truth.raise("returned_payment")
    send(payment)
  }

  mutating func payByBank(_ movement: WorldPayment.Movement) {
    var payment = WorldPayment(
      scenario: scenario, movement: movement, amount: Int64(random.within(120...90_000)),
      endToEnd: "")
    payment.truth.isNothing = true
    send(payment)
  }
}
