import Money

/// Explanations that look as if they held, and do not (step 5, fine print 20 and 21).
extension Scenario {
  static let noExplanation: [Scenario] = [
    Scenario(
      "allowance_larger_unstated", Shares(1, 3, 5), on: .statements,
      decision: "20: an allowance that covers the shortfall without being it explains it only "
        + "where the remittance states it: deduction and dispute"
    ) { stage in
      stage.payUnexplained { stage, place, short in
        stage.allow(short + 1200, on: place, reason: "57")
      }
    },
    Scenario(
      "allowance_expired", Shares(1, 3, 5), on: .statements,
      decision: "5: an allowance of the amount is no longer valid: deduction and dispute"
    ) { stage in
      stage.payUnexplained { stage, place, short in
        stage.allow(short, on: place, reason: "57")
        let last = stage.household.allowances.count - 1
        stage.household.allowances[last].to = stage.date.advanced(byDays: -3)
      }
    },
    Scenario(
      "reported_dispute_too_small", Shares(1, 3, 5), on: .statements,
      decision: "5: the reported dispute is of less than the shortfall: an unexplained deduction"
    ) { stage in
      stage.payUnexplained { stage, place, short in
        stage.household.disputes.append(
          Household.KnownDispute(
            item: stage.item(place), amount: short / 2, reason: "06", status: "open",
            opened: stage.date.advanced(byDays: -5)))
      }
    },
    Scenario(
      "bank_charge_too_high", Shares(0, 2, 4), on: [.camt],
      decision: "Rules: a bank charge explains 50.00 at most: an unexplained deduction"
    ) { stage in
      let place = stage.shortenable()
      let amount = stage.open(place)
      let charge = stage.shortfall(of: amount, 60...90)
      var payment = stage.namingPayment([place], amount - charge)
      payment.charge = charge
      payment.truth.pay(stage.item(place), amount - charge)
      payment.truth.deduct(stage.item(place), charge)
      stage.send(payment)
    },
    Scenario(
      "third_party_states_wrong_amount", Shares(1, 3, 5), on: [.camt], alone: true,
      decision: "21: structured remittance from another customer's account states a document of "
        + "which the amount disagrees: low_confidence"
    ) { stage in
      _ = stage.addCustomer()
      _ = stage.addCustomer()
      _ = stage.invoice()
      let units = stage.amount() + 100_000
      let place = stage.invoice(units - units % 10 + 8, of: 1)
      let part = stage.shortfall(of: stage.open(place), 30...200)
      var payment = stage.payment(stage.open(place) - part)
      payment.documents = stage.stated([place])
      payment.documents[0].paid = payment.amount
      stage.send(payment, as: "low_confidence")
    },
    Scenario(
      "parent_states_short", Shares(1, 3, 4), on: [.camt], alone: true,
      decision: "21: structured remittance from the parent's account counts as the daughter's own: "
        + "deduction and dispute"
    ) { stage in
      _ = stage.addCustomer()
      _ = stage.addCustomer()
      stage.household.customers[1].parent = stage.main.id
      _ = stage.invoice()
      let units = stage.amount() + 100_000
      let place = stage.invoice(units - units % 10 + 8, of: 1)
      let part = stage.shortfall(of: stage.open(place), 30...200)
      var payment = stage.payment(stage.open(place) - part)
      payment.documents = stage.stated([place])
      payment.documents[0].paid = payment.amount
      payment.truth.pay(stage.item(place), payment.amount)
      payment.truth.deduct(stage.item(place), part)
      stage.send(payment)
    },
    Scenario(
      "structured_names_cleared", Shares(1, 3, 5), on: [.camt],
      decision: "5: the document stated was paid before: on account, duplicate_payment"
    ) { stage in
      let place = stage.clearedInvoice(days: stage.random.within(5...40))
      let amount = stage.item(place).original
      var payment = stage.payment(amount)
      payment.documents = [StatedDocument(number: stage.number(place), paid: amount)]
      payment.truth.putOnAccount(of: stage.main.id, amount)
      payment.truth.raise("duplicate_payment")
      stage.send(payment)
    },
    Scenario(
      "returned_by_payer_and_amount", Shares(1, 2, 3), on: [.camt], alone: true, movements: 1,
      decision: "9: a return without a reference is of the payer's only receipt of its amount "
        + "within 60 days"
    ) { stage in
      _ = stage.addCustomer()
      let place = stage.clearedInvoice(days: stage.random.within(2...50))
      _ = stage.clearedInvoice(days: stage.random.within(2...50))
      var payment = stage.payment(stage.item(place).original)
      payment.endToEnd = ""
      stage.goBack(payment, of: place)
    },
    Scenario(
      "returned_another_amount", Shares(1, 2, 3), on: [.camt],
      decision: "22: a return of another amount than the receipt's books nothing: returned_payment"
    ) { stage in
      _ = stage.clearedInvoice(days: stage.random.within(2...20))
      let earlier = stage.household.earlier[stage.household.earlier.count - 1]
      var payment = stage.payment(earlier.amount - 1500)
      payment.endToEnd = earlier.reference
      payment.movement = .returned("AC04")
      stage.send(payment, as: "returned_payment")
    },
    Scenario(
      "returned_with_deduction", Shares(1, 2, 3), on: [.camt], movements: 2,
      decision: "16: payment and deduction are reversed, the dispute that had opened is resolved"
    ) { stage in
      let place = stage.shortenable()
      let amount = stage.open(place)
      let short = stage.shortfall(of: amount, 30...200)
      var payment = stage.payment(amount - short)
      payment.endToEnd = stage.counters.nextReference(&stage.random)
      payment.text = stage.named([place])
      var back = payment
      payment.truth.pay(stage.item(place), amount - short)
      payment.truth.add("deduction", stage.item(place), short, reason: "UNEXPLAINED")
      payment.truth.raise("short_payment")
      stage.send(payment)
      back.text = []
      back.truth.add("reversal", stage.item(place), -short)
      stage.goBack(back, of: place)
    },
    Scenario(
      "own_transfer_came_back", Shares(1, 2, 3), on: [.camt],
      decision: "9, 17: a transfer of our own comes back: returned_payment, nothing is booked"
    ) { stage in
      var payment = stage.strangersPayment(stage.amount())
      payment.movement = .ownTransferReturned
      stage.send(payment, as: "returned_payment")
    },
    Scenario(
      "pending_entry", Shares(1, 2, 3), on: [.camt],
      decision: "Only booked entries count: what is pending leaves no trace"
    ) { stage in
      let place = stage.invoice()
      var payment = stage.namingPayment([place], stage.open(place))
      payment.movement = .pending
      payment.truth.isNothing = true
      stage.send(payment)
    },
  ]
}

extension Stage {
  /// A shortfall that something seems to explain.
  mutating func payUnexplained(_ prepare: (inout Stage, Int, Int64) -> Void) {
    let place = shortenable()
    let amount = open(place)
    let short = shortfall(of: amount, 20...200)
    prepare(&self, place, short)
    var payment = namingPayment([place], amount - short)
    payment.truth.pay(item(place), amount - short)
    payment.truth.deduct(item(place), short)
    send(payment)
  }
}
