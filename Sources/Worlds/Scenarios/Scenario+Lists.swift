import Money

/// Several documents at once, with what is taken off them.
extension Scenario {
  static let lists: [Scenario] = [
    Scenario(
      "text_serial_alone", Shares(2, 15, 25), on: .camts,
      decision: "3c: everything before a number's last part and its leading zeros may be missing"
    ) { stage in
      let place = stage.invoice()
      let word = stage.random.pick(stage.main.language.invoiceWords)
      stage.payInText(
        [place], ["\(word) \(stage.world.invoices.bare(stage.item(place).serial))"],
        decoy: true)
    },
    Scenario(
      "list_with_slip", Shares(0, 4, 10), on: .camts,
      decision: "3c: one character of one number of a list is misread, confirmed by the amount"
    ) { stage in
      let first = stage.invoice()
      stage.counters.serial += 120
      let second = stage.invoice()
      stage.counters.serial += 120
      let third = stage.invoice()
      let numbers = [
        stage.number(first), stage.misread(stage.number(second)), stage.number(third),
      ]
      stage.payInText([first, second, third], stage.named(numbers))
    },
    Scenario(
      "list_with_unknown_number", Shares(0, 4, 8), on: .camts,
      decision: "3c: one number of the list is nobody's, and the others make the receipt: they are "
        + "paid"
    ) { stage in
      let places = [stage.invoice(), stage.invoice()]
      stage.counters.serial += 60
      let missing = stage.world.invoices.number(stage.counters.serial)
      stage.counters.serial += 60
      stage.payInText(
        places, stage.named([stage.number(places[0]), missing, stage.number(places[1])]))
    },
    Scenario(
      "list_with_discounts", Shares(3, 8, 10), on: .statements,
      decision: "5: the discounts of all documents of a list are due, and explain the shortfall"
    ) { stage in
      var lines: [(place: Int, discount: Int64)] = []
      for _ in 0..<stage.random.within(2...3) {
        lines.append(stage.discounted(daysLeft: stage.random.within(0...7)))
      }
      stage.payList(lines)
    },
    Scenario(
      "list_one_discount_due", Shares(1, 5, 8), on: .statements,
      decision: "5: one document of the list has a discount that is due, and explains the shortfall"
    ) { stage in
      let plain = stage.invoice()
      stage.payList([(plain, 0), stage.discounted(daysLeft: stage.random.within(0...7))])
    },
    Scenario(
      "list_with_credit", Shares(2, 6, 10), on: .camts,
      decision: "15: a credit memo named with several invoices is used against the oldest"
    ) { stage in
      let places = [
        stage.invoice(200_045, due: -20), stage.invoice(due: -6), stage.invoice(due: 8),
      ]
      let credit = stage.credit(Int64(stage.random.within(1_000...15_000)) * 10 + 7)
      let used = -stage.open(credit)
      var payment = stage.payment(stage.sum(places) - used)
      let language = stage.main.language
      payment.text = [
        "\(stage.named(places)[0]) \(language.lessWord) \(language.creditWord) "
          + stage.number(credit)
      ]
      payment.truth.pay(stage.item(places[0]), stage.open(places[0]) - used)
      payment.truth.net(stage.item(credit), against: stage.item(places[0]), used)
      for place in places[1...] { payment.truth.pay(stage.item(place), stage.open(place)) }
      stage.send(payment)
    },
    Scenario(
      "withholding_over_list", Shares(1, 3, 4), on: [.camt], alone: true,
      decision: "Fine print 3: each document of a list carries its own tax"
    ) { stage in
      _ = stage.addCustomer()
      stage.household.customers[0].withholdingPercent = "5"
      let places = [stage.invoice(), stage.invoice(), stage.invoice()]
      let taxes = places.map { (stage.open($0) * 5 * 2 + 100) / 200 }
      var payment = stage.payment(stage.sum(places) - taxes.reduce(0, +))
      payment.text = stage.named(places)
      for (place, tax) in zip(places, taxes) {
        payment.truth.pay(stage.item(place), stage.open(place) - tax)
        payment.truth.add("withholding_tax", stage.item(place), tax)
      }
      stage.send(payment)
    },
    Scenario(
      "whole_account_with_credit", Shares(1, 4, 6), on: .accounts, alone: true,
      decision: "3d, 15: the whole account, its credit netted against the oldest item"
    ) { stage in
      _ = stage.addCustomer()
      let places = [
        stage.invoice(300_041, due: -25), stage.invoice(due: -9), stage.invoice(due: 6),
      ]
      let credit = stage.credit(Int64(stage.random.within(1_000...20_000)) * 10 + 7)
      let used = -stage.open(credit)
      var payment = Stage.silent(&stage)
      payment.amount = stage.sum(places) - used
      payment.truth.pay(stage.item(places[0]), stage.open(places[0]) - used)
      payment.truth.net(stage.item(credit), against: stage.item(places[0]), used)
      for place in places[1...] { payment.truth.pay(stage.item(place), stage.open(place)) }
      stage.send(payment)
    },
    Scenario(
      "rest_after_partial", Shares(2, 5, 6), on: .statements, movements: 2,
      decision: "5: a partial payment with its short_payment, then the rest that it left open"
    ) { stage in
      let place = stage.shortenable()
      let amount = stage.open(place)
      let short = stage.shortfall(of: amount, 300...700)
      var first = stage.namingPayment([place], amount - short)
      first.truth.pay(stage.item(place), amount - short)
      first.truth.raise("short_payment")
      stage.send(first)
      var second = stage.namingPayment([place], short)
      second.truth.pay(stage.item(place), short)
      stage.send(second)
    },
    Scenario(
      "number_of_two_customers", Shares(2, 6, 8), on: .camts, alone: true,
      decision: "11: two customers have a document of this number; the known payer's own is meant"
    ) { stage in
      _ = stage.addCustomer()
      _ = stage.addCustomer()
      let place = stage.invoice()
      _ = stage.invoice(of: 1, serial: stage.item(place).serial)
      stage.payInText([place], stage.named([place]))
    },
  ]
}

extension Stage {
  /// Pays a list in text, each document less its discount.
  mutating func payList(_ lines: [(place: Int, discount: Int64)]) {
    let places = lines.map(\.place)
    var payment = namingPayment(places, sum(places) - lines.reduce(0) { $0 + $1.discount })
    for (place, discount) in lines {
      payment.truth.pay(item(place), open(place) - discount)
      if discount > 0 { payment.truth.add("discount", item(place), discount) }
    }
    send(payment)
  }
}
