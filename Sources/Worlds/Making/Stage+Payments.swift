import Money

extension Stage {
  /// A payment of the household's first customer, by its own account and name.
  mutating func payment(_ amount: Int64, by customer: Int = 0) -> WorldPayment {
    let payer = household.customers[customer]
    let isSilent = !isLockbox && random.chance(250)
    return WorldPayment(
      scenario: scenario, amount: amount,
      endToEnd: isSilent ? "" : counters.nextReference(&random), payerName: payer.name,
      payerIBAN: payer.iban, payerRouting: payer.routing, payerAccount: payer.account)
  }

  /// A payment of somebody who is no customer.
  mutating func strangersPayment(_ amount: Int64) -> WorldPayment {
    counters.customer += 1
    let language = random.pick(world.languages)
    return WorldPayment(
      scenario: scenario, amount: amount, endToEnd: counters.nextReference(&random),
      payerName: CompanyNames.name(counters.customer, language, &random),
      payerIBAN: AccountNumbers.randomIBAN(language.country, &random),
      payerRouting: AccountNumbers.routingNumber(&random), payerAccount: "3" + random.digits(8))
  }

  mutating func send(_ payment: WorldPayment) { household.payments.append(payment) }

  /// A whole exception: nothing of it may be booked.
  mutating func send(_ payment: WorldPayment, as exception: String) {
    var payment = payment
    payment.truth.raise(exception)
    send(payment)
  }

  /// Text of a payer that names documents as our ledger writes them.
  mutating func named(_ numbers: [String]) -> [String] {
    let language = main.language
    let words = random.chance(700) ? random.pick(language.invoiceWords) + " " : ""
    return ["\(words)\(numbers.joined(separator: random.pick([", ", " ", " + "])))"]
  }

  mutating func named(_ places: [Int]) -> [String] { named(places.map(number)) }

  /// Text that says nothing.
  mutating func emptyText() -> [String] {
    random.chance(500) ? [] : [random.pick(main.language.emptyPhrases)]
  }

  /// A payment that names documents in the way that its channel has: overflow lines with their
  /// amounts, or text.
  mutating func namingPayment(_ places: [Int], _ amount: Int64) -> WorldPayment {
    var payment = payment(amount)
    payment.text = named(places)
    return payment
  }

  /// Structured lines that pay these documents in full.
  func stated(_ places: [Int], withAmounts: Bool = true) -> [StatedDocument] {
    places.map {
      StatedDocument(number: number($0), paid: withAmounts ? open($0) : nil)
    }
  }
}
