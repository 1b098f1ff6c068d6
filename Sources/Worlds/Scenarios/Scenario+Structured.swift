import Money

/// Structured remittance: document by document, with the amounts that it states (steps 3a, 5; fine
/// print 6, 18, 20).
extension Scenario {
  static let structured: [Scenario] = [
    Scenario(
      "structured_single", Shares(220, 90, 25), on: .structured,
      decision: "3a: the one document that is stated is paid in full"
    ) { stage in
      let place = stage.invoice()
      var payment = stage.payment(stage.open(place))
      payment.documents = stage.stated([place])
      payment.truth.pay(stage.item(place), stage.open(place))
      stage.send(payment)
    },
    Scenario(
      "structured_several", Shares(130, 70, 25), on: .structured,
      decision: "3a: every document that is stated is paid with the amount stated for it"
    ) { stage in
      let places = (0..<stage.random.within(2...7)).map { _ in stage.invoice() }
      var payment = stage.payment(stage.sum(places))
      payment.documents = stage.stated(places)
      for place in places { payment.truth.pay(stage.item(place), stage.open(place)) }
      stage.send(payment)
    },
    Scenario(
      "structured_without_amounts", Shares(30, 20, 10), on: .camts,
      decision: "3a: the documents that are stated make the receipt together, and are paid in full"
    ) { stage in
      let places = (0..<stage.random.within(1...5)).map { _ in stage.invoice() }
      var payment = stage.payment(stage.sum(places))
      payment.documents = stage.stated(places, withAmounts: false)
      for place in places { payment.truth.pay(stage.item(place), stage.open(place)) }
      stage.send(payment)
    },
    Scenario(
      "structured_credit_note", Shares(15, 15, 10), on: [.camt],
      decision: "3a: the credit memo that is stated is netted against the invoice, the rest is paid"
    ) { stage in
      let place = stage.shortenable()
      let amount = stage.open(place)
      let credit = stage.credit(amount * Int64(stage.random.within(50...600)) / 10_000 * 10 + 7)
      let used = -stage.open(credit)
      var payment = stage.payment(amount - used)
      payment.documents = stage.stated([place])
      payment.documents.append(
        StatedDocument(number: stage.number(credit), isCredit: true, paid: used))
      payment.truth.pay(stage.item(place), amount - used)
      payment.truth.net(stage.item(credit), against: stage.item(place), used)
      stage.send(payment)
    },
    Scenario(
      "stated_discount", Shares(15, 15, 10), on: [.camt],
      decision: "5: the discount that is stated is due: payment and discount clear the document"
    ) { stage in
      let (place, discount) = stage.discounted(daysLeft: stage.random.within(0...9))
      let amount = stage.open(place)
      var payment = stage.payment(amount - discount)
      payment.documents = [
        StatedDocument(
          number: stage.number(place), paid: amount - discount, due: amount, discount: discount)
      ]
      payment.truth.pay(stage.item(place), amount - discount)
      payment.truth.add("discount", stage.item(place), discount)
      stage.send(payment)
    },
    Scenario(
      "stated_unknown_reason", Shares(5, 15, 20), on: [.camt, .lockbox],
      decision: "20: the adjustment is a deduction with its stated reason; a dispute opens on it"
    ) { stage in
      stage.payWithAdjustments(1)
    },
    Scenario(
      "stated_two_reasons", Shares(0, 5, 8), on: [.camt],
      decision: "6: each unexplained adjustment has its own deduction item and dispute; one "
        + "short_payment for the sum"
    ) { stage in
      stage.payWithAdjustments(2)
    },
    Scenario(
      "stated_accepted_reason", Shares(0, 0, 0), on: [.camt, .lockbox],
      decision:
        "7: the stated reason is accepted (54 in rules.yaml; no profile has it): the deduction books "
        + "to it, leaves nothing, and opens no dispute"
    ) { stage in
      let place = stage.shortenable()
      let amount = stage.open(place)
      let part = stage.plainPart(of: amount, permille: stage.random.within(15...150))
      var payment = stage.payment(amount - part)
      payment.documents = [
        stage.adjusted(
          place, by: [StatedDocument.Adjustment(amount: part, reason: "54", text: "FREIGHT")])
      ]
      payment.truth.pay(stage.item(place), amount - part)
      payment.truth.add("deduction", stage.item(place), part, reason: "54")
      stage.send(payment)
    },
    Scenario(
      "stated_allowance", Shares(0, 8, 8), on: [.camt, .lockbox],
      decision: "20: an allowance covers the adjustment, and its reason code is stated: the "
        + "deduction books to it and leaves nothing"
    ) { stage in
      let place = stage.shortenable()
      let amount = stage.open(place)
      let part = stage.plainPart(of: amount, permille: stage.random.within(15...150))
      stage.allow(part + 5000, on: place, reason: "56")
      var payment = stage.payment(amount - part)
      payment.documents = [
        stage.adjusted(
          place, by: [StatedDocument.Adjustment(amount: part, reason: "56", text: "ADVERTISING")])
      ]
      payment.truth.pay(stage.item(place), amount - part)
      payment.truth.add("deduction", stage.item(place), part, reason: "56")
      stage.send(payment)
    },
    Scenario(
      "stated_less_than_received", Shares(0, 6, 8), on: [.camt],
      decision: "6: the lines are booked as stated, the rest is on account: overpayment"
    ) { stage in
      let place = stage.invoice()
      let amount = stage.open(place)
      let rest = stage.excess(over: amount)
      var payment = stage.payment(amount + rest)
      payment.documents = stage.stated([place])
      payment.truth.pay(stage.item(place), amount)
      payment.truth.putOnAccount(of: stage.main.id, rest)
      payment.truth.raise("overpayment")
      stage.send(payment)
    },
    Scenario(
      "stated_more_than_received", Shares(0, 4, 8), on: [.camt],
      decision: "6: the lines add up to more than the receipt: low_confidence, nothing is booked"
    ) { stage in
      let places = [stage.shortenable(), stage.shortenable()]
      let sum = stage.sum(places)
      var payment = stage.payment(sum - stage.shortfall(of: sum, 60...200))
      payment.documents = stage.stated(places)
      stage.send(payment, as: "low_confidence")
    },
    Scenario(
      "stated_short_line", Shares(3, 10, 12), on: [.camt, .lockbox],
      decision: "6: one stated amount is less than its document by less than partial_from: a "
        + "deduction and a dispute on that document"
    ) { stage in
      let places = [stage.invoice(), stage.shortenable()]
      let part = stage.shortfall(of: stage.open(places[1]), 20...200)
      var payment = stage.payment(stage.sum(places) - part)
      payment.documents = stage.stated(places)
      payment.documents[1].paid = stage.open(places[1]) - part
      payment.truth.pay(stage.item(places[0]), stage.open(places[0]))
      payment.truth.pay(stage.item(places[1]), stage.open(places[1]) - part)
      payment.truth.deduct(stage.item(places[1]), part)
      stage.send(payment)
    },
  ]
}

extension Stage {
  /// A document of which structured remittance states what is taken off.
  func adjusted(_ place: Int, by adjustments: [StatedDocument.Adjustment]) -> StatedDocument {
    StatedDocument(
      number: number(place), paid: open(place) - adjustments.reduce(0) { $0 + $1.amount },
      due: open(place), adjustments: adjustments)
  }

  /// An excess that is no tolerance, and makes the receipt no other item.
  mutating func excess(over sum: Int64) -> Int64 {
    var rest = Int64(random.within(600...40_000))
    while (sum + rest) % 10 != 3 { rest += 1 }
    return rest
  }

  /// An invoice with a discount of 2 or 3 percent; days left may be below zero.
  mutating func discounted(daysLeft: Int) -> (place: Int, discount: Int64) {
    let place = shortenable()
    let amount = open(place)
    var discount = amount * Int64(random.within(2...3)) / 100
    while [7, 3].contains(discount % 10) || (amount - discount) % 10 == 3 { discount += 1 }
    household.items[place].discountDate = date.advanced(byDays: daysLeft)
    household.items[place].discount = discount
    household.items[place].documentDate = date.advanced(byDays: min(daysLeft, 0) - 12)
    household.items[place].dueDate = date.advanced(byDays: max(daysLeft, 0) + 18)
    return (place, discount)
  }

  mutating func allow(_ amount: Int64, on place: Int, reason: String) {
    household.allowances.append(
      Household.Allowance(
        customer: item(place).customer, document: number(place), reason: reason, amount: amount,
        from: date.advanced(byDays: -60), to: date.advanced(byDays: 60)))
  }

  mutating func payWithAdjustments(_ count: Int) {
    let place = shortenable()
    let amount = open(place)
    var adjustments: [StatedDocument.Adjustment] = []
    var reasons = [("04", "DAMAGED"), ("06", "QUANTITY CONTESTED"), ("01", "PRICING ERROR")]
    random.shuffle(&reasons)
    for index in 0..<count {
      let part = plainPart(of: amount, permille: random.within(15...90)) + Int64(index * 100)
      adjustments.append(
        StatedDocument.Adjustment(amount: part, reason: reasons[index].0, text: reasons[index].1))
    }
    let taken = adjustments.reduce(0) { $0 + $1.amount }
    var payment = payment(amount - taken)
    payment.documents = [adjusted(place, by: adjustments)]
    payment.truth.pay(item(place), amount - taken)
    for adjustment in adjustments {
      payment.truth.deduct(item(place), adjustment.amount, reason: adjustment.reason)
    }
    send(payment)
  }
}
