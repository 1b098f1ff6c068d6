/// Numbers inside free text, however they are written (step 3c).
extension Scenario {
  static let freeText: [Scenario] = [
    Scenario(
      "text_exact", Shares(250, 110, 30), on: .statements,
      decision: "3c: the document that the text names as the ledger writes it is paid in full"
    ) { stage in
      let place = stage.invoice()
      stage.payInText([place], stage.named([place]), decoy: true)
    },
    Scenario(
      "text_writing", Shares(20, 60, 60), on: .statements,
      decision: "3c: punctuation, blanks, case and what stands before a number do not matter"
    ) { stage in
      let place = stage.invoice()
      stage.payInText([place], [stage.written(stage.item(place))], decoy: true)
    },
    Scenario(
      "text_zeros_dropped", Shares(8, 25, 25), on: .statements,
      decision: "3c: leading zeros dropped inside a number do not matter"
    ) { stage in
      let place = stage.invoice()
      let style = stage.world.invoices
      let number = style.join(
        style.letters, style.year, style.bare(stage.item(place).serial), style.separator)
      stage.payInText([place], stage.named([number]), decoy: true)
    },
    Scenario(
      "text_prefix_dropped", Shares(8, 25, 25), on: .statements,
      decision: "3c: the letters before a number may be missing"
    ) { stage in
      let place = stage.invoice()
      let style = stage.world.invoices
      let number = style.join(
        "", style.year, style.padded(stage.item(place).serial), style.separator)
      stage.payInText([place], stage.named([number]), decoy: true)
    },
    Scenario(
      "text_list", Shares(60, 60, 45), on: .statements,
      decision: "3c: all documents of a list are paid in full"
    ) { stage in
      let places = (0..<stage.random.within(2...6)).map { _ in stage.invoice() }
      let numbers = places.map(stage.number)
      let separator = stage.random.pick([", ", " ", "; ", " + ", ",", " / "])
      let word = stage.random.pick(stage.main.language.invoiceWords)
      stage.payInText(places, ["\(word) \(numbers.joined(separator: separator))"])
    },
    Scenario(
      "text_list_abbreviated", Shares(4, 20, 30), on: .statements,
      decision: "3c: a list whose first number is written out and the others by their last part"
    ) { stage in
      let places = (0..<stage.random.within(2...5)).map { _ in stage.invoice() }
      let rest = places.dropFirst().map { stage.world.invoices.bare(stage.item($0).serial) }
      let word = stage.random.pick(stage.main.language.invoiceWords)
      stage.payInText(
        places, ["\(word) \(([stage.number(places[0])] + rest).joined(separator: ", "))"])
    },
    Scenario(
      "text_range", Shares(4, 12, 20), on: .statements,
      decision: "3c: a range means every document of the payer from its first to its last number"
    ) { stage in
      let first = stage.nextSerial() + 20
      let count = stage.random.within(3...6)
      stage.counters.serial = first + count + 20
      let places = (0..<count).map { stage.invoice(serial: first + $0) }
      // The last number may be shortened to its last part.
      let last =
        stage.random.chance(300)
        ? stage.world.invoices.bare(first + count - 1) : stage.number(places[count - 1])
      let between = stage.random.pick([" - ", "-", " \(stage.main.language.rangeWord) "])
      let word = stage.random.pick(stage.main.language.invoiceWords)
      stage.payInText(places, ["\(word) \(stage.number(places[0]))\(between)\(last)"])
    },
    Scenario(
      "text_two_lines", Shares(4, 20, 30), on: .camts,
      decision: "3c: a number broken over two lines is one number"
    ) { stage in
      let place = stage.invoice()
      let language = stage.main.language
      let number = Array(stage.number(place))
      let cut = stage.random.within(3...(number.count - 2))
      stage.payInText(
        [place],
        [
          "\(stage.random.pick(language.invoiceWords)) \(String(number[..<cut]))",
          "\(String(number[cut...])) \(stage.random.pick(language.emptyPhrases))",
        ], decoy: true)
    },
    Scenario(
      "text_cut_at_35", Shares(4, 15, 25), on: .camts,
      decision: "3c: text in lines of 35 characters, with a number over the end of one"
    ) { stage in
      let places = [stage.invoice(), stage.invoice(), stage.invoice(), stage.invoice()]
      let text =
        stage.random.pick(stage.main.language.invoiceWords) + " "
        + places.map(stage.number).joined(separator: ", ")
      var lines: [String] = []
      var rest = Array(text)
      while !rest.isEmpty {
        lines.append(String(rest.prefix(35)))
        rest.removeFirst(min(35, rest.count))
      }
      stage.payInText(places, lines)
    },
    Scenario(
      "text_glued", Shares(4, 15, 30), on: .statements,
      decision: "3c: a number glued to the words around it is still the number"
    ) { stage in
      let place = stage.invoice()
      let word = stage.random.pick(["RECHNUNG", "INVOICE", "FACTURE", "ZAHLUNG", "PAYMENT"])
      stage.payInText(
        [place],
        [
          stage.random.chance(500)
            ? "\(word)\(stage.number(place))" : "\(word):\(stage.number(place))/\(word)"
        ], decoy: true)
    },
    Scenario(
      "text_slip", Shares(2, 10, 25), on: .camts,
      decision: "3c: one character misread, confirmed by the amount"
    ) { stage in stage.paySlipped { $0.misread($1) } },
    Scenario(
      "text_transposed", Shares(2, 8, 20), on: .camts,
      decision: "3c: two digits changed places, confirmed by the amount"
    ) { stage in stage.paySlipped { $0.transposed($1) } },
    Scenario(
      "purchase_order", Shares(20, 25, 25), on: .statements,
      decision: "3c: the purchase order of the document is named"
    ) { stage in
      let place = stage.invoice()
      stage.household.items[place].order = stage.world.orders.number(stage.item(place).serial)
      stage.payInText(
        [place], ["\(stage.main.language.orderWord) \(stage.item(place).order)"], decoy: true)
    },
    Scenario(
      "text_distractors", Shares(10, 40, 60), on: .statements,
      decision: "3c: dates, telephones, accounts and the payer's own references name nothing; the "
        + "one document named is paid"
    ) { stage in
      let place = stage.invoice()
      stage.payInText([place], stage.distracted(stage.number(place)), decoy: true)
    },
    Scenario(
      "text_strangers_number", Shares(2, 10, 20), on: .camts,
      decision: "21: another customer's document whose amount disagrees is no evidence; the "
        + "payer's own that is named is paid"
    ) { stage in
      let place = stage.invoice()
      let other = stage.strangersNumber.map { " / \($0)" } ?? ""
      stage.payInText([place], ["\(stage.named([place])[0])\(other)"])
    },
  ]
}

extension Stage {
  /// Pays documents in full with this text.
  ///
  /// - Parameter decoy: now and then another open item is of the same amount, so that nothing but
  ///   the text tells which is meant.
  mutating func payInText(_ places: [Int], _ text: [String], decoy: Bool = false) {
    var payment = payment(sum(places))
    payment.text = text
    for place in places { payment.truth.pay(item(place), open(place)) }
    send(payment)
    if decoy, random.chance(400) { _ = invoice(sum(places)) }
  }
}
