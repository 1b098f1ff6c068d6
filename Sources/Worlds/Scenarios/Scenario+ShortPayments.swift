import Money

/// Known and unknown reasons for paying less (step 5, fine print 7, 8 and 20).
extension Scenario {
  static let shortPayments: [Scenario] = [
    Scenario(
      "unexplained_deduction", Shares(4, 20, 25), on: .statements,
      decision: "5: short by less than partial_from, and nothing explains it: payment, deduction "
        + "and dispute"
    ) { stage in
      let place = stage.shortenable()
      let amount = stage.open(place)
      let short = stage.shortfall(of: amount, 15...230)
      var payment = stage.namingPayment([place], amount - short)
      payment.truth.pay(stage.item(place), amount - short)
      payment.truth.deduct(stage.item(place), short)
      stage.send(payment)
    },
    Scenario(
      "unexplained_over_list", Shares(1, 6, 10), on: .statements,
      decision: "5: several items are paid oldest due date first: the shortfall is the last one's"
    ) { stage in
      let places = [
        stage.invoice(due: -30), stage.invoice(due: -12), stage.invoice(600_048, due: 9),
      ]
      let sum = stage.sum(places)
      let short = stage.shortfall(of: sum, 4...20)
      guard short < 200_000, short % 10 != 7 else {
        return stage.payInText(places, stage.named(places))
      }
      var payment = stage.namingPayment(places.reversed(), sum - short)
      payment.truth.pay(stage.item(places[0]), stage.open(places[0]))
      payment.truth.pay(stage.item(places[1]), stage.open(places[1]))
      payment.truth.pay(stage.item(places[2]), stage.open(places[2]) - short)
      payment.truth.deduct(stage.item(places[2]), short)
      stage.send(payment)
    },
    Scenario(
      "large_shortfall", Shares(3, 10, 15), on: .statements,
      decision: "5, 8: short by partial_from or more: a partial payment, the rest stays open; "
        + "short_payment"
    ) { stage in
      let place = stage.shortenable()
      let amount = stage.open(place)
      let short = stage.shortfall(of: amount, 280...800)
      var payment = stage.namingPayment([place], amount - short)
      payment.truth.pay(stage.item(place), amount - short)
      payment.truth.raise("short_payment")
      stage.send(payment)
    },
    Scenario(
      "part_payment_words", Shares(3, 8, 12), on: .camts,
      decision: "5: words for a part payment explain the shortfall: partial, without an exception"
    ) { stage in
      let place = stage.shortenable()
      let amount = stage.open(place)
      let short = stage.shortfall(of: amount, 50...800)
      var payment = stage.namingPayment([place], amount - short)
      payment.text = ["\(stage.random.pick(stage.main.language.partWords)) \(payment.text[0])"]
      payment.truth.pay(stage.item(place), amount - short)
      stage.send(payment)
    },
    Scenario(
      "instalment", Shares(3, 8, 8), on: .statements,
      decision: "5: an instalment or promise of the amount received: partial, without an exception"
    ) { stage in
      let place = stage.shortenable()
      let amount = stage.open(place)
      let short = stage.shortfall(of: amount, 100...800)
      stage.household.expectations.append(
        Household.Expectation(
          customer: stage.main.id, kind: stage.random.pick(["instalment", "promise"]),
          amount: amount - short, on: stage.date, document: stage.number(place)))
      var payment = stage.namingPayment([place], amount - short)
      payment.truth.pay(stage.item(place), amount - short)
      stage.send(payment)
    },
    Scenario(
      "allowance_of_the_amount", Shares(2, 6, 8), on: .statements,
      decision: "5, 7: an allowance for exactly this shortfall: the deduction books to its reason"
    ) { stage in
      let place = stage.shortenable()
      let amount = stage.open(place)
      let part = stage.plainPart(of: amount, permille: stage.random.within(15...200))
      stage.allow(part, on: place, reason: "57")
      var payment = stage.namingPayment([place], amount - part)
      payment.truth.pay(stage.item(place), amount - part)
      payment.truth.add("deduction", stage.item(place), part, reason: "57")
      stage.send(payment)
    },
    Scenario(
      "reported_dispute", Shares(2, 8, 8), on: .statements,
      decision: "7: a dispute that the customer reported covers the shortfall: deduction, bound to "
        + "it, and no second dispute"
    ) { stage in stage.payDisputed(status: "open") },
    Scenario(
      "explained_dispute", Shares(1, 4, 6), on: .statements,
      decision:
        "7: the reported dispute is explained: the deduction books to its reason and leaves "
        + "nothing"
    ) { stage in stage.payDisputed(status: "explained") },
  ]
}

extension Stage {
  mutating func payDisputed(status: String) {
    let place = shortenable()
    let amount = open(place)
    let part = plainPart(of: amount, permille: random.within(15...200))
    let reason = random.pick(["01", "06", "04"])
    household.disputes.append(
      Household.KnownDispute(
        item: item(place), amount: part, reason: reason, status: status,
        opened: date.advanced(byDays: -random.within(1...20))))
    var payment = namingPayment([place], amount - part)
    payment.truth.pay(item(place), amount - part)
    payment.truth.add("deduction", item(place), part, reason: reason)
    if status == "open" { payment.truth.dispute(item(place), part, reason: reason) }
    send(payment)
  }
}
