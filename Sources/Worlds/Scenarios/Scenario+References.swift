/// Payment references and expectations (step 3b, fine print 14 and 21).
extension Scenario {
  static let references: [Scenario] = [
    Scenario(
      "payment_reference", Shares(80, 60, 30), on: .camts,
      decision: "3b: the document with this reference, whose check digits are right, is paid"
    ) { stage in
      let place = stage.invoice()
      let scheme = stage.world.scheme
      let reference = scheme.reference(stage.item(place).serial)
      stage.household.items[place].reference = reference
      var payment = stage.payment(stage.open(place))
      stage.give(reference, in: &payment)
      payment.truth.pay(stage.item(place), stage.open(place))
      stage.send(payment)
    },
    Scenario(
      "creditor_reference_text", Shares(10, 12, 10), on: .camts,
      decision: "3b: an ISO 11649 reference inside free text is a payment reference"
    ) { stage in
      let place = stage.invoice()
      let reference = ReferenceScheme.creditorReference.reference(stage.item(place).serial)
      stage.household.items[place].reference = reference
      stage.payInText([place], [reference])
    },
    Scenario(
      "reference_wrong_check_digits", Shares(2, 5, 8), on: [.camt], alone: true,
      decision: "14: wrong check digits count as no reference; the payer's one item of this amount "
        + "is paid (3d)"
    ) { stage in
      _ = stage.addCustomer()
      stage.payUnnamed(
        3...6, natural: 1,
        by: { stage in
          var payment = stage.payment(0)
          let right = ReferenceScheme.creditorReference.reference(stage.counters.serial + 1_000_000)
          payment.creditorReference = ReferenceScheme.creditorReference.spoilt(right)
          return payment
        }
      ) { _ in 0b10 }
    },
    Scenario(
      "expectation_document", Shares(3, 5, 5), on: .camts,
      decision: "3b: an expectation's reference names its document"
    ) { stage in
      let place = stage.invoice()
      let reference = ReferenceScheme.creditorReference.reference(stage.nextSerial() + 2_000_000)
      stage.household.expectations.append(
        Household.Expectation(
          customer: stage.main.id, kind: "payment_intent", amount: stage.open(place),
          on: stage.date, document: stage.number(place), reference: reference))
      var payment = stage.payment(stage.open(place))
      payment.creditorReference = reference
      payment.truth.pay(stage.item(place), stage.open(place))
      stage.send(payment)
    },
    Scenario(
      "expectation_payer", Shares(2, 3, 4), on: [.camt], alone: true,
      decision: "14: an expectation's reference without a document identifies the payer; then 3d"
    ) { stage in
      _ = stage.addCustomer()
      let reference = ReferenceScheme.creditorReference.reference(stage.nextSerial() + 3_000_000)
      stage.payUnnamed(
        2...5, natural: 1,
        by: { stage in
          var payment = stage.strangersPayment(0)
          payment.creditorReference = reference
          return payment
        }
      ) { _ in 0b01 }
      stage.household.expectations.append(
        Household.Expectation(
          customer: stage.main.id, kind: "payment_intent",
          amount: stage.household.payments.last?.amount ?? 0, on: stage.date, reference: reference))
    },
    Scenario(
      "failed_reference_one_fits", Shares(1, 4, 10), on: [.camt], alone: true,
      decision: "21: a number of ours is given that names nothing; what 3d finds is low_confidence"
    ) { stage in
      _ = stage.addCustomer()
      let problem = stage.problem(3...5) { problem in
        problem.sets(making: problem.entries[1].amount).count == 1
      }
      let places = stage.invoices(problem)
      var payment = stage.payment(stage.open(places[1]))
      payment.text = [stage.missingDocument(unlike: places)]
      stage.send(payment, as: "low_confidence")
    },
    Scenario(
      "failed_reference_none_fits", Shares(1, 3, 8), on: [.camt], alone: true,
      decision: "7, 21: a number is given that names nothing, and no set makes the amount: no_match"
    ) { stage in
      _ = stage.addCustomer()
      let (_, amount) = stage.hopeless()
      var payment = stage.payment(amount)
      payment.text = [stage.missingDocument()]
      stage.send(payment, as: "no_match")
    },
    Scenario(
      "cleared_long_ago", Shares(3, 5, 6), on: [.camt],
      decision: "5: the document named was paid before: the receipt is on account, "
        + "duplicate_payment"
    ) { stage in
      let place = stage.clearedInvoice(days: stage.random.within(5...40))
      let amount = stage.item(place).original
      var payment = stage.payment(amount)
      payment.text = stage.named([place])
      payment.truth.putOnAccount(of: stage.main.id, amount)
      payment.truth.raise("duplicate_payment")
      stage.send(payment)
    },
    Scenario(
      "list_with_cleared", Shares(2, 5, 8), on: [.camt],
      decision: "13: a list with a document that was paid before: the open ones are booked, the "
        + "rest is on account, duplicate_payment"
    ) { stage in
      let cleared = stage.clearedInvoice(days: stage.random.within(5...40))
      let open = [stage.invoice(), stage.invoice()]
      let again = stage.item(cleared).original
      var payment = stage.payment(stage.sum(open) + again)
      payment.text = stage.named([open[0], cleared, open[1]])
      for place in open { payment.truth.pay(stage.item(place), stage.open(place)) }
      payment.truth.putOnAccount(of: stage.main.id, again)
      payment.truth.raise("duplicate_payment")
      stage.send(payment)
    },
  ]
}

extension Stage {
  /// Gives a reference where its scheme has its place.
  mutating func give(_ reference: String, in payment: inout WorldPayment) {
    if let text = world.scheme.inText(reference) {
      payment.text = [text]
    } else {
      payment.creditorReference = reference
    }
  }

  /// Text that names a document of our style which is none. A word says that it is one: digits alone
  /// might be anything.
  ///
  /// - Parameter places: documents that it must not be taken for: two slips at least away from each.
  mutating func missingDocument(unlike places: [Int] = []) -> String {
    counters.serial += 60
    var number = world.invoices.number(counters.serial)
    while places.contains(where: { Self.isNear(item($0).number, number) }) {
      counters.serial += 7
      number = world.invoices.number(counters.serial)
    }
    counters.serial += 60
    return "\(random.pick(main.language.invoiceWords)) \(number)"
  }

  /// As long, and other in at most two places.
  private static func isNear(_ one: String, _ other: String) -> Bool {
    one.utf8.count == other.utf8.count && zip(one.utf8, other.utf8).count { $0 != $1 } < 3
  }

  /// Items, and an amount that no set of them comes near.
  mutating func hopeless() -> (places: [Int], amount: Int64) {
    var amount: Int64 = 0
    var problem = problem(3)
    for _ in 0..<200 {
      amount = problem.sum(problem.bits { _ in true }) * Int64(random.within(350...750)) / 1000
      if problem.isFar(amount, by: amount / 20) { break }
      problem = self.problem(random.within(2...4))
    }
    return (invoices(problem), amount)
  }
}
