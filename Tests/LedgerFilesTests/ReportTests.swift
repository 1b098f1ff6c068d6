import Crypto
import Foundation
import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

@testable import LedgerFiles

@Suite struct ReportTests {
  @Test func `a payer's name full of markup is shown and never obeyed`() throws {
    let name = #"<script>alert('1')</script> & "Söhne" <img src=x onerror=alert(1)>"#
    let outcome = try World(.item("4711", "100.00")).reconciling(.receipt("77.00", from: name))

    let page = ReportText(outcome)

    #expect(
      page.contains(
        "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;Söhne&quot; "
          + "&lt;img src=x onerror=alert(1)&gt;"))
    #expect(!page.contains("<script>alert"))
    #expect(!page.contains("<img"))
    #expect(page.text.ranges(of: "<script>").count == 1)
  }

  @Test func `markup is escaped wherever text from outside stands`() throws {
    let evil = "<b class=\"x\" id='y'>&"
    var world = try World(.item(evil, "100.00", of: "C1"), .item("2", "50.00", of: "C2"))
    world.ledger.customers[0].name = evil
    world.ledger.disputes = [
      Dispute(
        id: evil, customer: "C1", document: DocumentNumber(evil), amount: try .reading("5.00"),
        reasonCode: evil, origin: .customerReported, status: .open,
        openedOn: try .reading("2026-03-01"), explanation: evil)
    ]
    var receipt = try BankTransaction.receipt("61.00", evil, from: evil, account: evil)
    receipt.bankReference = evil
    receipt.endToEndID = evil + "2"
    receipt.references = [evil]
    receipt.checkNumber = evil
    receipt.paymentReference = evil
    receipt.batch = evil
    receipt.bankText = evil
    receipt.bankCode = evil
    receipt.statementID = evil
    receipt.returnReason = evil
    receipt.documents = [.init(number: evil, type: evil)]
    receipt.documents[0].adjustments = [
      .init(amount: try .reading("1.00"), reason: evil, text: evil)
    ]
    var outcome = try world.reconciling(receipt)
    outcome.disputes = outcome.ledger.disputes
    outcome.exceptions[0].message = evil
    outcome.exceptions[0].id = evil
    let check = ControlCheck(
      name: evil, stated: evil, computed: evil, verdict: .off, note: evil)
    outcome.deposits = [check]
    let file = ReportedFile(
      name: evil, format: evil, version: evil, checks: [ReportedCheck(place: evil, check: check)],
      problems: [evil], isUsed: false)

    let page = ReportText(outcome, files: [file], version: evil)

    #expect(!page.contains("<b class=\"x\""))
    #expect(!page.contains("id='y'"))
    #expect(page.contains("&lt;b class=&quot;x&quot; id=&#39;y&#39;&gt;&amp;"))
  }

  @Test(arguments: [
    ("\u{202E}RBMG reieM", "\\u{202E}RBMG reieM"),
    ("Meier\u{0}\u{1B}[31m", "Meier\\u{0}\\u{1B}[31m"),
    ("Mei\u{200B}er\u{2028}", "Mei\\u{200B}er\\u{2028}"), ("Müller \u{65E5}\u{672C}", "Müller 日本"),
  ])
  func `characters that hide or reorder text are shown as what they are`(
    name: String, shown: String
  ) throws {
    let outcome = try World(.item("4711", "100.00")).reconciling(.receipt("77.00", from: name))

    #expect(ReportText(outcome).contains("<bdi>\(shown)</bdi>"))
  }

  @Test func `every exception is named, with its payment and the place it came from`() throws {
    let outcome = try RichWorld.outcome()

    let page = ReportText(outcome)

    #expect(Set(outcome.exceptions.map(\.type)) == Set(ExceptionType.allCases))
    for exception in outcome.exceptions {
      #expect(page.contains("<tbody role=\"rowgroup\" id=\"\(exception.id)\""))
      #expect(page.contains("\n  Payment\t\(exception.payment)\n"))
      #expect(page.contains(">\(ReportWords.name(of: exception.type))</b>"))
    }
    for receipt in outcome.decided where outcome.exceptions.map(\.payment).contains(receipt.payment)
    {
      let line = try #require(receipt.transaction.position.line)
      #expect(page.contains("\n  File\t\(receipt.sourceFile), line \(line)\n"))
    }
  }

  @Test func `an exception says what was sent, found, rejected and booked`() throws {
    let world = try World(
      .item("4711", "1234.50", due: "2026-03-01"), .item("4712", "80.00", due: "2026-04-15"))
    var receipt = try BankTransaction.receipt(
      "1200.00", "RE 4711", "danke", from: "Meier Bau", account: "DE11", line: 17,
      reference: "E2E-1")
    receipt.valueDate = try .reading("2026-03-11")
    let outcome = try world.reconciling(receipt)

    let page = ReportText(outcome)

    #expect(outcome.told == ["short_payment 34.50"])
    for shown in [
      "<b>Short payment</b>", "<td role=\"cell\" class=\"a\">34.50 EUR</td>",
      "\n  File\tday.xml, line 17\n", "\n  Value date\t2026-03-11\n",
      "\n  Amount\t1,200.00 EUR\n", "\n  Payer&#39;s account\tDE11\n",
      "\n  Bank reference\tE2E-1\n", "\n\nRemittance\n  Line 1\tRE 4711\n  Line 2\tdanke</pre>",
      "\n  4711\tcleared\t2026-03-01\tC1 Meier Bau GmbH\n",
      "\n\nWhat was booked\n  Document\tAs\tAmount\tCustomer\n  4711\tpayment\t1,200.00 EUR\tC1\n"
        + "  4711\tdeduction (no reason given)\t34.50 EUR\tC1</pre>",
      "\n  payer account\tfor\tDE11 belongs to C1\t+0.98\n",
    ] {
      #expect(page.contains(shown), "\(shown)")
    }
    let decision = try #require(outcome.decided.first?.decision)
    #expect(!decision.evidence.isEmpty)
    for fact in decision.evidence { #expect(page.contains("\n  \(fact.rule)\t")) }
  }

  @Test func `a receipt of which nothing was booked says where the money lies`() throws {
    let outcome = try World(.item("4711", "100.00"))
      .reconciling(.receipt("1077.00", from: "Nobody"))

    let page = ReportText(outcome)

    #expect(page.contains("\n  Nothing was booked to any item.\n"))
    #expect(page.contains("\n  1,077.00 EUR lies in unapplied cash until somebody decides."))
  }

  @Test func `no text from the bank can forge a line of the reasons`() throws {
    let outcome = try World(.item("4711", "100.00"))
      .reconciling(.receipt("77.00", "danke\n\nWhat was booked\n  4711\tpayment", from: "Nobody"))

    let page = ReportText(outcome)

    #expect(
      page.contains(
        "\n  Line 1\tdanke\\u{A}\\u{A}What was booked\\u{A}  4711\\u{9}payment</pre>"))
  }

  @Test func `the page loads nothing and sends nothing`() throws {
    let page = ReportText(try RichWorld.outcome(), files: RichWorld.files)

    for address in [
      "http:", "https:", "src=", "url(", "@import", "<link", "<iframe", "<form action",
    ] {
      #expect(!page.contains(address), "\(address)")
    }
    let addresses = page.text.ranges(of: "href=\"").map { page.text[$0.upperBound...].first }
    #expect(addresses.allSatisfy { $0 == "#" })
    #expect(page.contains("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"))
    #expect(page.contains("base-uri 'none'; form-action 'none'"))
  }

  @Test func `the page's policy lets exactly the page's script run`() throws {
    let page = ReportText(try World().reconciling())

    let start = try #require(page.text.firstRange(of: "<script>"))
    let end = try #require(page.text.firstRange(of: "</script>"))
    let script = Data(page.text[start.upperBound..<end.lowerBound].utf8)
    let digest = Data(SHA256.hash(data: script)).base64EncodedString()

    #expect(page.contains("script-src 'sha256-\(digest)';"))
  }

  @Test func `the same outcome is the same page`() throws {
    let once = ReportText(try RichWorld.outcome(), files: RichWorld.files)
    let again = ReportText(try RichWorld.outcome(), files: RichWorld.files)

    #expect(once.text == again.text)
  }

  @Test func `a run of nothing says so in words`() throws {
    let page = ReportText(try World().reconciling())

    for words in [
      "0 new receipts in 0 bank files. Nothing needs a person today.",
      "<p class=\"empty\">Nothing needs a person today.</p>",
      "<p class=\"empty\">This run opened no dispute and changed none.</p>",
      "<p class=\"empty\">There are no open items: nobody owes anything.</p>",
      "<p class=\"empty\">No receipt was taken, so that nothing was decided.</p>",
      "<p class=\"empty\">The run was given no bank file.</p>",
    ] {
      #expect(page.contains(words), "\(words)")
    }
  }

  @Test func `the head says of which day it is and what happened`() throws {
    let world = try World(.item("1", "100.00"), .item("2", "200.00"), .item("3", "300.00"))

    let page = ReportText(
      try world.reconciling(
        .receipt("100.00", "1", account: "DE11"), .receipt("200.00", "2", account: "DE11", line: 2),
        .receipt("55.00", from: "Nobody", line: 3)),
      files: [ReportedFile(name: "day.xml", format: "camt.053")])

    #expect(page.contains("As of <time>2026-03-31</time> · Quittance 1.2.3"))
    #expect(
      page.contains(
        "3 new receipts in 1 bank file, 2 booked without a question; "
          + "1 exception needs a person."))
    #expect(
      page.contains(
        "<dt>Received</dt><dd class=\"value\">3</dd><dd class=\"money\">355.00 EUR</dd>"))
    // 2 of 3: cut, not rounded.
    #expect(page.contains("<dt>Straight through</dt><dd class=\"value\">66.6%</dd>"))
    #expect(page.contains("<dt>Unapplied</dt><dd class=\"money\">55.00 EUR</dd>"))
  }

  @Test func `returns are counted apart from what was received`() throws {
    let world = try World(.item("4711", "100.00"))

    let page = ReportText(
      try world.reconciling(
        .receipt("100.00", "4711", account: "DE11", reference: "R1"),
        .comeback("100.00", reference: "R1")))

    #expect(
      page.contains(
        "<dt>Received</dt><dd class=\"value\">1</dd><dd class=\"money\">100.00 EUR</dd>"))
    #expect(
      page.contains(
        "<dt>Came back</dt><dd class=\"value\">1</dd><dd class=\"money\">100.00 EUR</dd>"))
  }

  @Test func `a control check that is off is shown in words, and its file unfolded`() throws {
    let file = ReportedFile(
      name: "day.bai", format: "bai2", version: "2", statements: 1, transactions: 12,
      checks: [
        ReportedCheck(
          place: "123456",
          check: ControlCheck(
            name: "account_control_total", stated: "1200.00 USD", computed: "1150.00 USD",
            verdict: .off)),
        ReportedCheck(
          place: "",
          check: ControlCheck(name: "record_count", stated: "9", computed: "9", verdict: .holds)),
      ])

    let page = ReportText(try World().reconciling(), files: [file])

    #expect(page.contains("1 control check of the bank files does not agree."))
    #expect(page.contains("<details class=\"file\" open><summary><bdi>day.bai</bdi>"))
    #expect(
      page.contains(
        "<tr class=\"off\"><th scope=\"row\">account control total</th><td>123456</td>"
          + "<td class=\"n\">1200.00 USD</td><td class=\"n\">1150.00 USD</td>"
          + "<td class=\"bad\">does not agree</td>"))
    #expect(page.contains("<td>whole file</td>"))
  }

  @Test func `a refused file stands at the top with its error lines`() throws {
    let problem =
      "day.bai:41:4: error: account trailer states 1200.00 USD, expected equal totals "
      + "(controlTotalMismatch)"
    let file = ReportedFile(name: "day.bai", format: "bai2", problems: [problem], isUsed: false)

    let page = ReportText(try World().reconciling(), files: [file])

    let alert = try #require(
      page.text.firstRange(
        of: "<strong>day.bai</strong> was refused: none of its transactions was used."))
    let figures = try #require(page.text.firstRange(of: "Key figures"))
    #expect(alert.lowerBound < figures.lowerBound)
    #expect(page.contains("<li><code>\(problem)</code></li>"))
    #expect(page.contains("<td class=\"bad\"><strong>refused</strong></td>"))
  }

  @Test func `a lockbox deposit that differs from its cheques is shown`() throws {
    var outcome = try World().reconciling()
    outcome.deposits = [
      ControlCheck(
        name: "lockbox 8011 deposit", stated: "10.00 USD", computed: "9.00 USD", verdict: .off)
    ]

    let page = ReportText(outcome)

    #expect(page.contains("<h3>Lockbox deposits</h3>"))
    #expect(page.contains("<tr class=\"off\"><th scope=\"row\">lockbox 8011 deposit</th>"))
  }

  @Test func `a dispute is shown with its invoice, its reason and its payment`() throws {
    let world = try World(.item("4711", "1000.00"))

    let outcome = try world.reconciling(.receipt("985.00", "4711", account: "DE11"))
    let page = ReportText(outcome)

    let dispute = try #require(outcome.disputes.first)
    let payment = try #require(dispute.payment)
    let exception = try #require(outcome.exceptions.first)
    #expect(page.contains("Open after this run: <b>1</b>, worth 15.00 EUR."))
    #expect(
      page.contains(
        "<tr><th scope=\"row\" class=\"id\">\(dispute.id)</th><td>4711</td><td><b>C1</b> "
          + "<bdi>Meier Bau GmbH</bdi></td><td class=\"n\">15.00 EUR</td>"
          + "<td>no reason given</td><td>short payment</td><td>open, new</td>"
          + "<td class=\"id\">2026-03-10</td><td><a href=\"#\(exception.id)\">\(payment)</a></td></tr>"
      ))
    #expect(page.contains("<dt>Disputes opened</dt><dd class=\"value\">1</dd>"))
  }

  @Test func `each invariant is shown with both of its sides`() throws {
    let outcome = try RichWorld.outcome()

    let page = ReportText(outcome)

    for result in outcome.summary.invariants {
      #expect(
        page.contains(
          "<th scope=\"row\">\(ReportText.escaped(result.name))</th><td class=\"sums\">\(result.left)</td>"
            + "<td class=\"sums\">\(result.right)</td><td class=\"good\">holds</td>"))
    }
  }

  @Test func `rules are counted, the most frequent first`() throws {
    let world = try World(.item("A-100", "100.00"), .item("A-200", "200.00"))

    let page = ReportText(
      try world.reconciling(
        .receipt("100.00", "A-100", account: "DE11"),
        .receipt("200.00", "A-200", account: "DE11", line: 2),
        .receipt("3.00", from: "Nobody", line: 3)))

    let first = try #require(
      page.text.firstRange(
        of: "<th scope=\"row\">document number in text</th><td class=\"n\">2</td>"
          + "<td class=\"n\">0</td>"))
    let second = try #require(
      page.text.firstRange(
        of: "<th scope=\"row\">no rule found an answer</th><td class=\"n\">1</td>"
          + "<td class=\"n\">1</td>"))
    #expect(first.lowerBound < second.lowerBound)
  }
}
