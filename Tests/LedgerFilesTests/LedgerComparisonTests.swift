import LedgerFiles
import Money
import Receivables
import TestSupport
import Testing

/// The ERP's ledger beside ours: each case of the table of `LedgerComparison`.
@Suite struct LedgerComparisonTests {
  private func ledger(
    open: [OpenItem] = [], cleared: [OpenItem] = [], applied: [Application] = [],
    customers: [String] = ["C1"]
  ) -> LedgerFolder {
    var ledger = Ledger()
    ledger.customers = customers.map { Customer(id: CustomerID($0), name: "Customer \($0)") }
    ledger.openItems = open
    ledger.clearedItems = cleared
    ledger.applications = applied
    return LedgerFolder(ledger: ledger)
  }

  private func applied(
    _ amount: String, to document: String, by payment: String,
    kind: ApplicationKind = .payment, reverses: PaymentID? = nil
  ) throws -> Application {
    Application(
      payment: PaymentID(payment), bankReference: "", sourceFile: "day.xml",
      bookingDate: try .reading("2026-03-10"), customer: "C1", payer: "C1",
      document: DocumentNumber(document), kind: kind, amount: try .reading(amount),
      reasonCode: "", rule: "", confidence: nil, reverses: reverses)
  }

  private func cleared(_ number: String, original: String) throws -> OpenItem {
    try .item(number, "0.00", original: original)
  }

  /// What is told, and what is open and cleared once the changes are made.
  private func outcome(
    _ held: LedgerFolder, _ theirs: LedgerFolder, snapshot: Bool = true,
    authority: LedgerAuthority = .ours
  ) -> [String] {
    let comparison = LedgerComparison(
      held: held, theirs: theirs, isSnapshot: snapshot, authority: authority)
    var after = held.ledger
    after.apply(comparison.changes)
    return comparison.differences.map(\.description)
      + after.openItems.map { "open \($0.number) \($0.open.decimal) of \($0.original.decimal)" }
      + after.clearedItems.map { "cleared \($0.number)" }
  }

  @Test func `an item that the ERP invoiced is taken`() throws {
    let theirs = ledger(
      open: [try .item("4711", "100.00")], cleared: [try cleared("1", original: "5")])

    #expect(
      outcome(ledger(), theirs) == [
        "C1 4711: not here, 100.00 EUR in the ERP; the ERP's is taken (new_item)",
        "open 4711 100.00 of 100.00",
      ])
  }

  @Test func `the same amount agrees, and says nothing`() throws {
    let held = ledger(
      open: [try .item("4711", "40.00", original: "100.00")],
      applied: [try applied("60.00", to: "4711", by: "P1")])

    #expect(
      outcome(held, ledger(open: [try .item("4711", "40.00", original: "100.00")]))
        == ["open 4711 40.00 of 100.00"])
  }

  @Test func `the ERP's dates and references are taken, whatever the amounts`() throws {
    let held = ledger(
      open: [try .item("4711", "40.00", original: "100.00"), try .item("4712", "7.00")],
      applied: [try applied("60.00", to: "4711", by: "P1")])
    let theirs = ledger(open: [
      try .item("4711", "100.00", due: "2026-05-01", order: "PO 9"),
      try .item("4712", "7.00", original: "9.00"),
    ])

    let comparison = LedgerComparison(held: held, theirs: theirs, isSnapshot: false)

    let changed = comparison.changes.openItems.changed
    #expect(changed.map(\.purchaseOrder) == ["PO 9", ""])
    #expect(changed.map(\.dueDate.description) == ["2026-05-01", "2026-02-10"])
    #expect(changed.map(\.open.decimal) == ["40.00", "7.00"])
    #expect(changed.map(\.original.decimal) == ["100.00", "9.00"])
    #expect(comparison.differences.map(\.kind) == [.changedItem, .changedItem, .notYetPosted])
    #expect(!comparison.hasAlerts)
  }

  @Test(arguments: [
    // Nothing of ours is posted, then the first payment, then all but the last.
    ("100.00", "P1, P2, P3"), ("40.00", "P2, P3"), ("30.00", "P3"),
  ])
  func `what the ERP has yet to post stands`(theirs: String, payments: String) throws {
    let held = ledger(
      open: [try .item("4711", "10.00", original: "100.00")],
      applied: [
        try applied("58.00", to: "4711", by: "P1"),
        try applied("2.00", to: "4711", by: "P1", kind: .discount),
        try applied("10.00", to: "4711", by: "P2"), try applied("20.00", to: "4711", by: "P3"),
      ])

    for authority in LedgerAuthority.allCases {
      #expect(
        outcome(
          held, ledger(open: [try .item("4711", theirs, original: "100.00")]), authority: authority)
          == [
            "C1 4711: 10.00 EUR open here by \(payments), \(theirs) EUR in the ERP; ours stays "
              + "(not_yet_posted)", "open 4711 10.00 of 100.00",
          ])
    }
  }

  @Test func `an ERP that tells only what is open takes no original amount away`() throws {
    let held = ledger(open: [try .item("4711", "40.00", original: "100.00")])

    #expect(
      outcome(held, ledger(open: [try .item("4711", "40.00")])) == ["open 4711 40.00 of 100.00"])
    #expect(
      outcome(held, ledger(open: [try .item("4711", "30.00")]), authority: .erp).last
        == "open 4711 30.00 of 100.00")
  }

  @Test func `an amount that nothing explains is told, and taken where the ERP has the authority`()
    throws
  {
    let held = ledger(
      open: [try .item("4711", "40.00", original: "100.00")],
      applied: [try applied("60.00", to: "4711", by: "P1")])
    let theirs = ledger(open: [try .item("4711", "55.00", original: "100.00")])
    let told = "C1 4711: 40.00 EUR open here by P1, 55.00 EUR in the ERP; "

    #expect(
      outcome(held, theirs) == [told + "ours stays (amount_differs)", "open 4711 40.00 of 100.00"])
    #expect(
      outcome(held, theirs, authority: .erp)
        == [told + "the ERP's is taken (amount_differs)", "open 4711 55.00 of 100.00"])
    // A delta may be older than our booking.
    #expect(
      outcome(held, theirs, snapshot: false, authority: .erp)
        == [told + "ours stays (amount_differs)", "open 4711 40.00 of 100.00"])
  }

  @Test func `an item in another currency is never taken`() throws {
    let held = ledger(open: [try .item("4711", "40.00")])
    let theirs = ledger(open: [try .item("4711", "40.00 USD")])

    #expect(
      outcome(held, theirs, authority: .erp) == [
        "C1 4711: 40.00 EUR open here, 40.00 USD in the ERP; ours stays (currency_differs)",
        "open 4711 40.00 of 40.00",
      ])
  }

  @Test func `what nothing of ours has moved is as the ERP says, and nobody need look`() throws {
    let held = ledger(open: [try .item("4711", "40.00"), try .item("4712", "1.00")])
    let theirs = ledger(open: [try .item("4712", "0.80", original: "1.00")])

    for authority in LedgerAuthority.allCases {
      #expect(
        outcome(held, theirs, authority: authority) == [
          "C1 4712: 1.00 EUR open here, 0.80 EUR in the ERP; the ERP's is taken (amount_differs)",
          "C1 4711: 40.00 EUR open here, cleared in the ERP; the ERP's is taken (cleared_in_erp)",
          "open 4712 0.80 of 1.00", "cleared 4711",
        ])
      #expect(
        !LedgerComparison(held: held, theirs: theirs, isSnapshot: true, authority: authority)
          .hasAlerts)
    }
  }

  @Test func `what the ERP cleared beside our bookings goes only where it has the authority`()
    throws
  {
    let held = ledger(
      open: [try .item("4711", "40.00", original: "100.00"), try .item("4712", "1.00")],
      applied: [
        try applied("70.00", to: "4711", by: "P1"), try applied("-10.00", to: "4711", by: "N2"),
      ])
    let theirs = ledger(open: [try .item("4712", "1.00")])
    let told = "C1 4711: 40.00 EUR open here by P1, N2, cleared in the ERP; "

    #expect(
      outcome(held, theirs) == [
        told + "ours stays (cleared_in_erp)", "open 4711 40.00 of 100.00",
        "open 4712 1.00 of 1.00",
      ])
    #expect(
      outcome(held, theirs, authority: .erp) == [
        told + "the ERP's is taken (cleared_in_erp)", "open 4712 1.00 of 1.00", "cleared 4711",
      ])
  }

  @Test func `a snapshot without most of the items is half a one: they stay, and people are told`()
    throws
  {
    let items = try (1...20).map { try OpenItem.item("47\($0)", "1.00") }

    for (count, isTaken) in [(11, true), (9, false), (0, false)] {
      let comparison = LedgerComparison(
        held: ledger(open: items), theirs: ledger(open: Array(items.prefix(count))),
        isSnapshot: true)

      #expect(comparison.differences.count == 20 - count)
      #expect(comparison.differences.allSatisfy { $0.isTaken == isTaken }, "\(count)")
      #expect(comparison.hasAlerts == !isTaken)
      #expect(comparison.manyCleared == 0)
    }
  }

  @Test func `more than a tenth cleared at once by nothing of ours is taken, and somebody is told`()
    throws
  {
    let items = try (1...30).map { try OpenItem.item("47\($0)", "1.00") }

    for (count, manyCleared) in [(21, 0), (20, 10)] {
      let comparison = LedgerComparison(
        held: ledger(open: items), theirs: ledger(open: Array(items.prefix(count))),
        isSnapshot: true)

      #expect(comparison.differences.allSatisfy { $0.isTaken })
      #expect(comparison.manyCleared == manyCleared)
      #expect(comparison.hasAlerts == (manyCleared > 0))
    }
  }

  @Test func `a ledger without any item is no snapshot of one that has some`() throws {
    #expect(
      outcome(ledger(open: [try .item("4711", "40.00")]), ledger()) == [
        "C1 4711: 40.00 EUR open here, cleared in the ERP; ours stays (cleared_in_erp)",
        "open 4711 40.00 of 40.00",
      ])
  }

  @Test func `what is not in a delta is as it was; what is cleared in it goes`() throws {
    let held = ledger(open: [try .item("4711", "40.00"), try .item("4712", "1.00")])
    let theirs = ledger(cleared: [try cleared("4712", original: "1.00")])

    #expect(
      outcome(held, theirs, snapshot: false) == [
        "C1 4712: 1.00 EUR open here, cleared in the ERP; the ERP's is taken (cleared_in_erp)",
        "open 4711 40.00 of 40.00", "cleared 4712",
      ])
  }

  @Test func `money on account and deductions made here are ours until the ERP has them`() throws {
    let held = ledger(
      open: [
        try .item("P9", "-5.00", type: .onAccount), try .item("4711-D1", "3.00", type: .deduction),
        try .item("4712-D1", "2.00", type: .deduction),
      ],
      cleared: [try cleared("4711", original: "100.00")],
      applied: [
        try applied("-5.00", to: "P9", by: "P9", kind: .onAccount),
        try applied("97.00", to: "4711", by: "P8"),
        try applied("3.00", to: "4711", by: "P8", kind: .deduction),
      ])

    // 4712-D1 has nothing of ours behind it: the ERP made it, and cleared it.
    #expect(
      outcome(held, ledger(), authority: .erp) == [
        "C1 4711-D1: 3.00 EUR open here, not in the ERP; ours stays (ours_alone)",
        "C1 P9: -5.00 EUR open here by P9, not in the ERP; ours stays (ours_alone)",
        "C1 4712-D1: 2.00 EUR open here, cleared in the ERP; the ERP's is taken (cleared_in_erp)",
        "open P9 -5.00 of -5.00", "open 4711-D1 3.00 of 3.00", "cleared 4711", "cleared 4712-D1",
      ])
  }

  @Test func `an old snapshot opens nothing that a receipt cleared`() throws {
    let held = ledger(
      cleared: [try cleared("4711", original: "100.00")],
      applied: [
        try applied("60.00", to: "4711", by: "P1"), try applied("40.00", to: "4711", by: "P2"),
      ])

    for (theirs, told) in [
      (
        "100.00",
        "C1 4711: cleared here by P1, P2, 100.00 EUR in the ERP; ours stays (not_yet_posted)"
      ),
      ("40.00", "C1 4711: cleared here by P2, 40.00 EUR in the ERP; ours stays (not_yet_posted)"),
      (
        "70.00",
        "C1 4711: cleared here by P1, P2, 70.00 EUR in the ERP; ours stays (reopened_in_erp)"
      ),
    ] {
      for authority in LedgerAuthority.allCases {
        #expect(
          outcome(
            held, ledger(open: [try .item("4711", theirs, original: "100.00")]),
            authority: authority) == [told, "cleared 4711"])
      }
    }
  }

  @Test func `what the ERP cleared, and not a receipt, it may open again`() throws {
    let held = ledger(cleared: [try cleared("4711", original: "100.00")])
    let theirs = ledger(open: [try .item("4711", "100.00")])

    #expect(
      outcome(held, theirs) == [
        "C1 4711: cleared here, 100.00 EUR in the ERP; the ERP's is taken (reopened_in_erp)",
        "open 4711 100.00 of 100.00",
      ])
  }

  @Test func `a payment that came back is posted in its order as well`() throws {
    // Paid, returned: open again here. The ERP has the payment, but not yet the return.
    let held = ledger(
      open: [try .item("4711", "100.00")],
      applied: [
        try applied("100.00", to: "4711", by: "P1"),
        try applied("-100.00", to: "4711", by: "R1", kind: .reversal),
      ])

    #expect(
      outcome(held, ledger(), authority: .erp).first
        == "C1 4711: 100.00 EUR open here by R1, cleared in the ERP; ours stays "
        + "(not_yet_posted)")
  }

  @Test func `a deduction item that a return took back stays cleared`() throws {
    let deduction = try OpenItem.item("4711-D1", "3.00", type: .deduction)
    let lines = [
      try applied("97.00", to: "4711", by: "P1"),
      try applied("3.00", to: "4711", by: "P1", kind: .deduction),
      try applied("-97.00", to: "4711", by: "R1", kind: .reversal, reverses: "P1"),
      try applied("-3.00", to: "4711", by: "R1", kind: .reversal, reverses: "P1"),
    ]
    var gone = deduction
    gone.open = .zero(.eur)
    let held = ledger(
      open: [try .item("4711", "100.00")], cleared: [gone], applied: lines)

    #expect(
      outcome(
        held, ledger(open: [deduction], cleared: [try cleared("4711", original: "100.00")]),
        authority: .erp) == [
          "C1 4711: 100.00 EUR open here by R1, cleared in the ERP; ours stays (not_yet_posted)",
          "C1 4711-D1: cleared here by R1, 3.00 EUR in the ERP; ours stays (not_yet_posted)",
          "open 4711 100.00 of 100.00", "cleared 4711-D1",
        ])
  }

  @Test func `customers are the ERP's and never go`() throws {
    let held = ledger(customers: ["C1", "C2"])
    var theirs = ledger(customers: ["C2", "C3"])
    theirs.ledger.customers[0].name = "Renamed"

    let comparison = LedgerComparison(held: held, theirs: theirs, isSnapshot: true)
    var after = held.ledger
    after.apply(comparison.changes)

    #expect(after.customers.map(\.name) == ["Customer C1", "Renamed", "Customer C3"])
    #expect(
      comparison.differences.map(\.description) == [
        "C3: new customer (new_customer)", "C2: customer changed (changed_customer)",
        "C1: customer is no longer in the ERP (customer_gone)",
      ])
    let delta = LedgerComparison(held: held, theirs: theirs, isSnapshot: false)
    #expect(delta.differences.map(\.kind) == [.newCustomer, .changedCustomer])
  }

  @Test func `what was learned and what was used here stays`() throws {
    var held = ledger()
    held.ledger.accounts = [CustomerAccount(customer: "C1", iban: "DE01")]
    held.ledger.aliases = [CustomerAlias(customer: "C1", alias: "Learned")]
    held.ledger.allowances = [
      Allowance(
        id: "A1", customer: "C1", reasonCode: "57", amount: try .reading("50.00"),
        used: try .reading("20.00"))
    ]
    held.ledger.disputes = [
      try dispute("D1", .customerReported, payment: nil),
      try dispute("D2", .customerReported, payment: "P1"),
      try dispute("D3", .shortPayment, payment: "P2"),
    ]
    held.ledger.expectations = [try expectation("X1", .open), try expectation("X2", .met)]
    var theirs = held
    theirs.ledger.accounts = [CustomerAccount(customer: "C1", iban: "DE02")]
    theirs.ledger.aliases = []
    theirs.ledger.allowances[0].used = try .reading("0.00")
    theirs.ledger.allowances[0].amount = try .reading("80.00")
    for index in 0..<3 { theirs.ledger.disputes[index].status = .explained }
    theirs.ledger.expectations = [try expectation("X1", .cancelled), try expectation("X2", .open)]

    let comparison = LedgerComparison(held: held, theirs: theirs, isSnapshot: true)
    var after = held.ledger
    after.apply(comparison.changes)

    #expect(after.accounts.map(\.iban) == ["DE01", "DE02"])
    #expect(after.aliases.map(\.alias) == ["Learned"])
    #expect(after.allowances.map(\.amount.decimal) == ["80.00"])
    #expect(after.allowances.map(\.used.decimal) == ["20.00"])
    #expect(after.disputes.map(\.status) == [.explained, .open, .open])
    #expect(after.expectations.map(\.status) == [.cancelled, .met])
  }

  @Test func `the first ledger is taken whole, and then agrees with itself`() throws {
    var theirs = ledger(
      open: [try .item("4711", "40.00", original: "100.00")],
      cleared: [try cleared("4710", original: "5.00")],
      applied: [try applied("60.00", to: "4711", by: "P1")])
    theirs.ledger.receipts = [
      ReceiptRecord(
        payment: "P1", bankReference: "", sourceFile: "", bookingDate: try .reading("2026-03-10"),
        amount: try .reading("60.00"), outcome: .applied)
    ]

    let first = LedgerComparison(
      held: LedgerFolder(ledger: Ledger()), theirs: theirs, isSnapshot: true)
    var held = LedgerFolder(ledger: Ledger())
    held.ledger.apply(first.changes)
    let second = LedgerComparison(held: held, theirs: theirs, isSnapshot: true)

    #expect(held.ledger == theirs.ledger)
    #expect(second.changes.isEmpty)
    #expect(second.differences == [])
  }

  @Test func `columns that are not ours find their places`() throws {
    var held = ledger(open: [try .item("1", "1.00")])
    held.columns.items = ["project", "region"]
    held.ledger.openItems[0].carried = ["P", ""]
    var theirs = ledger(open: [try .item("1", "1.00"), try .item("2", "2.00")])
    theirs.columns.items = ["region", "colour", "project"]
    theirs.ledger.openItems[0].carried = ["", "", "P"]
    theirs.ledger.openItems[1].carried = ["R", "red", "Q"]

    let comparison = LedgerComparison(held: held, theirs: theirs, isSnapshot: true)

    #expect(comparison.columns.items == ["project", "region", "colour"])
    #expect(comparison.changes.openItems.changed == [])
    #expect(comparison.changes.openItems.added.map(\.carried) == [["Q", "R", "red"]])
  }

  @Test func `the report is a CSV and a few lines`() throws {
    let held = ledger(
      open: [try .item("=1", "1.00"), try .item("2", "2.00"), try .item("3", "3.00")],
      applied: try ["=1", "2", "3"].map { try applied("0.30", to: $0, by: "P1") },
      customers: ["C1", "C2"])
    let theirs = ledger(
      open: [try .item("=1", "9.00"), try .item("4", "4.00 USD"), try .item("5", "5.00")],
      customers: ["C1", "C2"])

    let comparison = LedgerComparison(held: held, theirs: theirs, isSnapshot: true)

    #expect(comparison.hasAlerts)
    #expect(
      comparison.lines(alertsMax: 2) == [
        "2 new items", "1 item with another amount", "2 items cleared in the ERP, open here",
        "C1 =1: 1.00 EUR open here by P1, 9.00 EUR in the ERP; ours stays (amount_differs)",
        "C1 2: 2.00 EUR open here by P1, cleared in the ERP; ours stays (cleared_in_erp)",
        "and 1 more",
      ])
    #expect(
      String(decoding: comparison.csv, as: UTF8.self) == """
        kind,customer_id,document_number,currency,open_here,open_in_erp,kept,payments,message
        new_item,C1,4,USD,,4.00,erp,,"C1 4: not here, 4.00 USD in the ERP; the ERP's is taken (new_item)"
        new_item,C1,5,EUR,,5.00,erp,,"C1 5: not here, 5.00 EUR in the ERP; the ERP's is taken (new_item)"
        amount_differs,C1,'=1,EUR,1.00,9.00,ours,P1,"C1 =1: 1.00 EUR open here by P1, 9.00 EUR in the ERP; ours stays (amount_differs)"
        cleared_in_erp,C1,2,EUR,2.00,0.00,ours,P1,"C1 2: 2.00 EUR open here by P1, cleared in the ERP; ours stays (cleared_in_erp)"
        cleared_in_erp,C1,3,EUR,3.00,0.00,ours,P1,"C1 3: 3.00 EUR open here by P1, cleared in the ERP; ours stays (cleared_in_erp)"

        """)
  }

  @Test func `a delta names customers that are known here alone`() throws {
    let items =
      "customer_id,document_number,document_type,document_date,due_date,currency,"
      + "original_amount,open_amount\nC1,4711,invoice,2026-01-10,,EUR,5.00,5.00\n"
    let files = ["open_items.csv": Array(items.utf8)]

    let delta = try LedgerFolder.read(files: files, beside: ["C1"])

    #expect(delta.ledger.openItems.map(\.customer) == ["C1"])
    #expect(throws: LedgerFolderErrors.self) { try LedgerFolder.read(files: files, beside: ["C2"]) }
    #expect(throws: LedgerFolderErrors.self) { try LedgerFolder.read(files: files) }
  }

  private func dispute(
    _ id: String, _ origin: Dispute.Origin, payment: String?
  ) throws -> Dispute {
    Dispute(
      id: id, customer: "C1", document: "4711", amount: try .reading("5.00"), reasonCode: "",
      origin: origin, status: .open, openedOn: try .reading("2026-03-01"),
      payment: payment.map { PaymentID($0) })
  }

  private func expectation(_ id: String, _ status: Receivables.Expectation.Status) throws
    -> Receivables.Expectation
  {
    Receivables.Expectation(
      id: id, customer: "C1", kind: .promise, amount: try .reading("5.00"),
      expectedOn: try .reading("2026-03-01"), status: status)
  }
}
