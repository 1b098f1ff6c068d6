import Money

/// A document is named, and the amount is not its own (step 5).
extension Scenario {
  static let differences: [Scenario] = [
    Scenario(
      "discount_in_time", Shares(20, 25, 20), on: .statements,
      decision: "5: the discount inside its date explains the shortfall"
    ) { stage in stage.payDiscounted(daysLeft: stage.random.within(0...9)) },
    Scenario(
      "discount_in_grace", Shares(5, 10, 10), on: .statements,
      decision: "Fine print 1: up to three days after its date a discount is still granted"
    ) { stage in stage.payDiscounted(daysLeft: -stage.random.within(1...3)) },
    Scenario(
      "discount_partly_taken", Shares(2, 6, 8), on: .statements,
      decision: "Fine print 1: less than the full discount is still a discount"
    ) { stage in
      let (place, discount) = stage.discounted(daysLeft: stage.random.within(0...9))
      let amount = stage.open(place)
      var taken = discount * Int64(stage.random.within(300...800)) / 1000 + 110
      while taken % 10 == 7 { taken += 1 }
      var payment = stage.namingPayment([place], amount - taken)
      payment.truth.pay(stage.item(place), amount - taken)
      payment.truth.add("discount", stage.item(place), taken)
      stage.send(payment)
    },
    Scenario(
      "discount_too_late", Shares(2, 10, 12), on: .statements,
      decision: "5: the discount's grace is over: an unexplained deduction, and a dispute"
    ) { stage in
      let place = stage.shortenable()
      let amount = stage.open(place)
      let late = stage.shortfall(of: amount, 20...30)
      stage.household.items[place].discountDate = stage.date.advanced(
        byDays: -stage.random.within(4...20))
      stage.household.items[place].discount = late
      stage.household.items[place].documentDate = stage.date.advanced(byDays: -40)
      var payment = stage.namingPayment([place], amount - late)
      payment.truth.pay(stage.item(place), amount - late)
      payment.truth.deduct(stage.item(place), late)
      stage.send(payment)
    },
    Scenario(
      "discount_and_charge", Shares(1, 4, 6), on: .camts,
      decision: "5: the full discount together with a bank charge in evidence"
    ) { stage in
      let (place, discount) = stage.discounted(daysLeft: stage.random.within(0...9))
      let amount = stage.open(place)
      var charge = Int64(stage.random.within(300...2500))
      while [7, 0].contains(charge % 10) || (charge + discount) % 10 == 7 { charge += 1 }
      var payment = stage.namingPayment([place], amount - discount - charge)
      payment.charge = charge
      payment.truth.pay(stage.item(place), amount - discount - charge)
      payment.truth.add("discount", stage.item(place), discount)
      payment.truth.add("bank_charge", stage.item(place), charge)
      stage.send(payment)
    },
    Scenario(
      "tolerance_short", Shares(8, 15, 15), on: .statements,
      decision: "5: short within tolerance: written off"
    ) { stage in
      let place = stage.invoice()
      let short = Int64(stage.random.within(1...100))
      var payment = stage.namingPayment([place], stage.open(place) - short)
      payment.truth.pay(stage.item(place), stage.open(place) - short)
      payment.truth.add("write_off", stage.item(place), short)
      stage.send(payment)
    },
    Scenario(
      "tolerance_over", Shares(5, 10, 10), on: .statements,
      decision: "5: over within tolerance: the whole receipt is payment, the excess a negative "
        + "write_off"
    ) { stage in
      let place = stage.invoice()
      let over = Int64(stage.random.within(1...100))
      var payment = stage.namingPayment([place], stage.open(place) + over)
      payment.truth.pay(stage.item(place), stage.open(place) + over)
      payment.truth.add("write_off", stage.item(place), -over)
      stage.send(payment)
    },
    Scenario(
      "bank_charge", Shares(6, 12, 12), on: .camts,
      decision: "5: the charge that the bank states explains the shortfall"
    ) { stage in stage.payCharged { payment, charge, _ in payment.charge = charge } },
    Scenario(
      "bank_charge_instructed", Shares(3, 6, 8), on: .camts,
      decision: "5: what was instructed less what was booked is the charge"
    ) { stage in stage.payCharged { payment, _, amount in payment.instructed = amount } },
    Scenario(
      "withholding_tax", Shares(3, 6, 8), on: [.camt], alone: true,
      decision: "Fine print 3: the customer's rate times the open amount, half away from zero"
    ) { stage in
      _ = stage.addCustomer()
      let percent = stage.random.pick([5, 10, 15])
      stage.household.customers[0].withholdingPercent = String(percent)
      let place = stage.invoice()
      let amount = stage.open(place)
      let tax = (amount * Int64(percent) * 2 + 100) / 200
      var payment = stage.namingPayment([place], amount - tax)
      payment.truth.pay(stage.item(place), amount - tax)
      payment.truth.add("withholding_tax", stage.item(place), tax)
      stage.send(payment)
    },
    Scenario(
      "one_credit_is_shortfall", Shares(5, 10, 12), on: .statements,
      decision: "5: the one open credit of the payer that is exactly the shortfall is netted"
    ) { stage in stage.payNetted(isNamed: false) },
    Scenario(
      "named_credit", Shares(5, 10, 12), on: .camts,
      decision: "5: the credit memo that the text names is netted against the invoice"
    ) { stage in stage.payNetted(isNamed: true) },
    Scenario(
      "overpaid", Shares(4, 10, 12), on: .statements,
      decision: "5: the excess is on account: overpayment"
    ) { stage in
      let place = stage.invoice()
      let rest = stage.excess(over: stage.open(place))
      var payment = stage.namingPayment([place], stage.open(place) + rest)
      payment.truth.pay(stage.item(place), stage.open(place))
      payment.truth.putOnAccount(of: stage.main.id, rest)
      payment.truth.raise("overpayment")
      stage.send(payment)
    },
    Scenario(
      "other_item_fits_exactly", Shares(1, 4, 10), on: .statements,
      decision: "12: the document named disagrees, and exactly one other item is the receipt: "
        + "low_confidence"
    ) { stage in
      let named = stage.shortenable()
      let amount = stage.open(named) - stage.shortfall(of: stage.open(named), 30...200)
      // An amount of its own kind: it ends in 3, so that no other item is it.
      _ = stage.invoice(amount)
      var payment = stage.namingPayment([named], amount)
      payment.truth.raise("low_confidence")
      stage.send(payment)
    },
    Scenario(
      "foreign_currency", Shares(1, 4, 6), on: .camts,
      decision: "The document named is in another currency than the receipt: currency_mismatch"
    ) { stage in
      let place = stage.invoice(currency: .usd)
      let payment = stage.namingPayment([place], stage.open(place))
      stage.send(payment, as: "currency_mismatch")
    },
  ]
}

extension Stage {
  mutating func payDiscounted(daysLeft: Int) {
    let (place, discount) = discounted(daysLeft: daysLeft)
    let amount = open(place)
    var payment = namingPayment([place], amount - discount)
    payment.truth.pay(item(place), amount - discount)
    payment.truth.add("discount", item(place), discount)
    send(payment)
  }

  mutating func payCharged(_ prove: (inout WorldPayment, Int64, Int64) -> Void) {
    let place = shortenable()
    let amount = open(place)
    var charge = Int64(random.within(250...4500))
    while [3, 7].contains(charge % 10) { charge += 1 }
    var payment = namingPayment([place], amount - charge)
    prove(&payment, charge, amount)
    payment.truth.pay(item(place), amount - charge)
    payment.truth.add("bank_charge", item(place), charge)
    send(payment)
  }

  mutating func payNetted(isNamed: Bool) {
    let place = shortenable()
    let amount = open(place)
    let credit = credit(amount * Int64(random.within(50...600)) / 10_000 * 10 + 7)
    let used = -open(credit)
    var payment = namingPayment([place], amount - used)
    if isNamed {
      let language = main.language
      payment.text = [
        "\(named([place])[0]) \(language.lessWord) \(language.creditWord) \(number(credit))"
      ]
    }
    payment.truth.pay(item(place), amount - used)
    payment.truth.net(item(credit), against: item(place), used)
    send(payment)
  }
}
