/// Who paid? (Step 4, fine print 11 and 21.)
extension Scenario {
  static let payers: [Scenario] = [
    Scenario(
      "name_as_known", Shares(10, 15, 15), on: [.camt, .bai2], alone: true,
      decision: "4: the name is the customer's; its one item of the amount is paid"
    ) { stage in stage.payByName { name, _ in name } },
    Scenario(
      "name_other_legal_form", Shares(3, 10, 12), on: [.camt, .bai2], alone: true,
      decision: "4: the legal form is missing or another one"
    ) { stage in
      stage.payByName { name, random in
        let words = name.split(separator: " ").prefix(2).joined(separator: " ")
        return random.chance(500) ? words : words + " " + random.pick(["SE", "AG", "Ltd", "SA"])
      }
    },
    Scenario(
      "name_upper_case_order", Shares(2, 8, 10), on: [.camt, .bai2], alone: true,
      decision: "4: the words of the name stand in another order"
    ) { stage in
      stage.payByName { name, _ in
        let words = name.split(separator: " ")
        return (words[1...].prefix(1) + words[..<1] + words[2...]).joined(separator: " ")
          .uppercased()
      }
    },
    Scenario(
      "name_transliterated", Shares(2, 8, 10), on: [.camt, .bai2], alone: true,
      decision: "4: umlauts are written with an e after their vowel, or without their dots"
    ) { stage in
      let word = stage.nextWord()
      let stem = stage.random.pick([
        ("Bäckerei", "BAECKEREI", "BACKEREI"),
        ("Köhlerei", "KOEHLEREI", "KOHLEREI"), ("Gemüsehof", "GEMUESEHOF", "GEMUSEHOF"),
      ])
      let form = stage.random.chance(700) ? stem.1 : stem.2
      stage.payByName(known: "\(word) \(stem.0) GmbH") { _, _ in
        "\(word.uppercased()) \(form) GMBH"
      }
    },
    Scenario(
      "name_truncated", Shares(2, 8, 12), on: [.camt, .bai2], alone: true,
      decision: "4: the name is cut off at 27 or 35 characters"
    ) { stage in
      let word = stage.nextWord()
      stage.payByName(
        known: "\(word) Anlagenbau und Gebaeudetechnik Vertriebsgesellschaft mbH"
      ) { name, random in
        String(name.prefix(random.pick([27, 35])))
      }
    },
    Scenario(
      "name_misspelt", Shares(1, 6, 12), on: [.camt, .bai2], alone: true,
      decision: "4: one letter of the name is missing, or two have changed places"
    ) { stage in
      stage.payByName { name, random in CompanyNames.misspelt(name, &random) }
    },
    Scenario(
      "name_alias", Shares(2, 6, 6), on: [.camt, .bai2], alone: true,
      decision: "4: an alias of the customer"
    ) { stage in
      _ = stage.addCustomer()
      let alias = "\(stage.nextWord()) Trading"
      stage.household.customers[0].aliases = [alias]
      stage.payUnnamed(
        2...5, natural: 1,
        by: { stage in
          var payment = stage.strangersPayment(0)
          payment.payerName = alias
          return payment
        }
      ) { _ in 0b10 }
    },
    Scenario(
      "name_of_two", Shares(1, 5, 10), on: [.camt], alone: true,
      decision: "4, 7: the name fits two customers and identifies none: unidentified_payer"
    ) { stage in
      let word = stage.nextWord()
      _ = stage.addCustomer(name: "\(word) Handel GmbH")
      _ = stage.addCustomer(name: "\(word) Handel AG")
      let place = stage.invoice()
      _ = stage.invoice(of: 1)
      var payment = stage.strangersPayment(stage.open(place))
      payment.payerName = "\(word) Handel"
      stage.send(payment, as: "unidentified_payer")
    },
    Scenario(
      "unknown_payer", Shares(5, 12, 20), on: .statements + [.lockbox],
      decision: "7: neither account, name nor text are a customer's: unidentified_payer"
    ) { stage in
      var payment = stage.strangersPayment(stage.amount())
      payment.text = stage.emptyText()
      stage.send(payment, as: "unidentified_payer")
    },
    Scenario(
      "account_against_name", Shares(1, 3, 8), on: [.camt], alone: true,
      decision: "11: account and name are two customers', with nothing more: low_confidence"
    ) { stage in
      _ = stage.addCustomer()
      _ = stage.addCustomer()
      let place = stage.invoice()
      _ = stage.invoice(of: 1)
      var payment = stage.payment(stage.open(place))
      payment.payerName = stage.household.customers[1].name
      payment.text = stage.emptyText()
      stage.send(payment, as: "low_confidence")
    },
    Scenario(
      "account_against_name_named", Shares(1, 3, 5), on: [.camt], alone: true,
      decision: "11: account and name are two customers', and a document named agrees with the "
        + "amount: it wins"
    ) { stage in
      _ = stage.addCustomer()
      _ = stage.addCustomer()
      let place = stage.invoice()
      _ = stage.invoice(of: 1)
      var payment = stage.payment(stage.open(place))
      payment.payerName = stage.household.customers[1].name
      payment.text = stage.named([place])
      payment.truth.pay(stage.item(place), stage.open(place))
      stage.send(payment)
    },
    Scenario(
      "parent_pays", Shares(3, 8, 12), on: [.camt], alone: true,
      decision: "3: a parent pays the documents of a daughter that it names"
    ) { stage in
      _ = stage.addCustomer()
      _ = stage.addCustomer()
      stage.household.customers[1].parent = stage.main.id
      _ = stage.invoice()
      let places = (0..<stage.random.within(1...3)).map { _ in stage.invoice(of: 1) }
      stage.payInText(places, stage.named(places))
    },
    Scenario(
      "factor_pays", Shares(3, 8, 12), on: [.camt],
      decision: "3, 11: a stranger names documents of one customer, and the amount is theirs"
    ) { stage in
      let places = (0..<stage.random.within(1...4)).map { _ in stage.invoice() }
      var payment = stage.strangersPayment(stage.sum(places))
      if stage.random.chance(500) {
        payment.documents = stage.stated(places)
      } else {
        payment.text = stage.named(places)
      }
      for place in places { payment.truth.pay(stage.item(place), stage.open(place)) }
      stage.send(payment)
    },
    Scenario(
      "stranger_names_wrong_amount", Shares(1, 4, 8), on: [.camt],
      decision: "11: a stranger names a document in free text, and the amount leaves an "
        + "unexplained difference: low_confidence"
    ) { stage in
      let place = stage.shortenable()
      var payment = stage.strangersPayment(
        stage.open(place) - stage.shortfall(of: stage.open(place), 30...200))
      payment.text = stage.named([place])
      stage.send(payment, as: "low_confidence")
    },
    Scenario(
      "customer_number_in_text", Shares(1, 4, 6), on: [.camt], alone: true,
      decision:
        "4: the customer number in the text says who paid; its one item of the amount is paid"
    ) { stage in
      _ = stage.addCustomer()
      stage.payUnnamed(
        2...5, natural: 1,
        by: { stage in
          var payment = stage.strangersPayment(0)
          payment.text = [
            "\(stage.random.pick(["Kundennr.", "Customer no", "Kd-Nr"])) \(stage.main.id)"
          ]
          return payment
        }
      ) { _ in 0b10 }
    },
  ]
}

extension Stage {
  /// An invented word that no other name has.
  mutating func nextWord() -> String {
    counters.customer += 1
    return CompanyNames.word(counters.customer)
  }

  /// A customer pays its one item of the amount from an account that nobody knows, under a name.
  mutating func payByName(
    known: String? = nil, _ form: @escaping (String, inout SplitMix) -> String
  ) {
    _ = addCustomer(name: known)
    household.customers[0].hasKnownAccount = random.chance(300)
    func paying(_ stage: inout Stage) -> WorldPayment {
      var payment = stage.strangersPayment(0)
      payment.payerName = form(stage.main.name, &stage.random)
      payment.text = stage.emptyText()
      return payment
    }
    payUnnamed(2...5, natural: 1, by: paying) { _ in 0b10 }
  }
}
