import BankFiles
import LedgerFiles
import Money
import Receivables
import Settings
import Testing

/// `pipelines/*.yaml`: what is read.
@Suite struct PipelineFileTests {
  private func read(_ text: String) throws -> PipelineSettings {
    try PipelineFile.read(Array(text.utf8), file: "p.yaml")
  }

  private static let shortest = """
    name: daily
    inboxes:
      - folder: inbox
    ledger:
      folder: ledger

    """

  @Test func `the shortest file has a default for everything else`() throws {
    let settings = try read(Self.shortest)

    #expect(settings.name == "daily")
    #expect(settings.store == "daily.sqlite")
    #expect(settings.inboxes.map(\.folder) == ["inbox"])
    #expect(settings.inboxes.first?.patterns.map(\.glob.text) == ["*"])
    #expect(settings.inboxes.first?.patterns.map(\.formats) == [[]])
    #expect(settings.inboxes.first?.take == .move)
    #expect(settings.inboxes.first?.completeness == .closed)
    #expect(settings.inboxes.first?.settle == TimeSpan("2s"))
    #expect(settings.inboxes.first?.settleMax == TimeSpan("15m"))
    #expect(settings.inboxes.first?.sizeMax == ByteSize("10GB"))
    #expect(settings.work == "work")
    #expect(settings.archive.text == "archive/{year}/{month}")
    #expect(settings.quarantine.text == "quarantine")
    #expect(settings.ledger == LedgerSource(folder: "ledger"))
    #expect(settings.ledger.mode == .snapshot)
    #expect(settings.ledger.authority == .ours)
    #expect((settings.rules, settings.banks, settings.jobs) == (nil, nil, nil))
    #expect(settings.lockboxLayouts == [] && settings.csvLayouts == [])
    #expect(settings.exports == [] && settings.notices == [] && settings.calendar == [])
    #expect(settings.people == People())
    #expect((settings.settleDay, settings.metricsPort) == (nil, nil))
    #expect(settings.sweep == TimeSpan("10s"))
    #expect(settings.log == .text)
  }

  @Test func `what stands alone is read`() throws {
    let settings = try read(
      Self.shortest + """
        store: state/day.sqlite
        work: taken
        archive: kept/{date}
        quarantine: bad/{pipeline}
        rules: rules.yaml
        banks: banks.json
        lockbox_layouts: [WF300, ours.json]
        csv_layouts: [euro.json]
        jobs: 2
        settle_day: "18:00"
        metrics: { port: 9464 }
        sweep: 500ms
        log: json
        """)

    #expect(settings.store == "state/day.sqlite")
    #expect(settings.work == "taken")
    #expect(settings.archive.has(.date) && !settings.archive.has(.year))
    #expect(settings.quarantine.text == "bad/{pipeline}")
    #expect(settings.rules == "rules.yaml")
    #expect(settings.banks == "banks.json")
    #expect(settings.lockboxLayouts == ["WF300", "ours.json"])
    #expect(settings.csvLayouts == ["euro.json"])
    #expect(settings.jobs == 2)
    #expect(settings.settleDay == TimeOfDay("18:00"))
    #expect(settings.metricsPort == 9464)
    #expect(settings.sweep == TimeSpan(milliseconds: 500))
    #expect(settings.log == .json)
  }

  @Test func `an inbox says which files it takes, and what they must be`() throws {
    let settings = try read(
      """
      name: p
      inboxes:
        - folder: in
          patterns: ["*.xml", { glob: "LB*.txt", format: lockbox }, { glob: "*.820", format: auto }]
          format: [camt.053, camt.054]
          ignore: ["*draft*"]
          take: copy
          complete: marker
          marker: "{name}.ok"
          settle: 0s
          settle_max: 1h
          size_max: 50MB
        - folder: in
          format: auto
      ledger: { folder: l }
      """)
    let inbox = try #require(settings.inboxes.first)

    #expect(inbox.pattern(for: "day.xml")?.formats == [.camt053, .camt054])
    #expect(inbox.pattern(for: "LB-1.txt")?.formats == [.lockbox])
    #expect(inbox.pattern(for: "a.820")?.formats == [])
    #expect(inbox.pattern(for: "LB-1.csv") == nil)
    #expect(inbox.pattern(for: "a-draft.xml") == nil)
    #expect(inbox.pattern(for: ".day.xml") == nil)
    #expect(inbox.take == .copy)
    #expect(inbox.completeness == .marker)
    #expect(inbox.marker(of: "day.xml") == "day.xml.ok")
    #expect((inbox.settle, inbox.settleMax) == (TimeSpan(milliseconds: 0), TimeSpan("1h")))
    #expect(inbox.sizeMax == ByteSize(bytes: 50_000_000))
    // The first inbox of a folder that takes a name has it.
    #expect(settings.inbox(for: "day.xml", in: "in")?.inbox.take == .copy)
    #expect(settings.inbox(for: "day.csv", in: "in")?.inbox.take == .move)
    #expect(settings.inbox(for: "day.csv", in: "out") == nil)
  }

  @Test(arguments: [
    ("day.xml", true), (".day.xml", false), ("day.xml.tmp", false), ("day.xml.filepart", false),
    ("day.xml~", false), ("DAY.PART", false), ("day.xml.done", false), (".done", false),
    ("done", true),
  ])
  func `markers, hidden files and unfinished ones are left alone`(name: String, isTaken: Bool)
    throws
  {
    var inbox = Inbox(folder: "in", patterns: [.init(try #require(GlobPattern("*")))])
    inbox.completeness = .marker

    #expect((inbox.pattern(for: name) != nil) == isTaken)
  }

  @Test func `an ERP's own CSV is mapped`() throws {
    let settings = try read(
      """
      name: p
      inboxes: [{ folder: in }]
      ledger:
        folder: l
        mode: delta
        authority: erp
        files:
          open_items:
            file: "debitor*.csv"
            delimiter: ";"
            encoding: windows-1252
            decimal: ","
            thousands: "."
            date: DD.MM.YYYY
            lines_before_header: 2
            columns: { customer_id: Kunde, document_number: Beleg, document_type: Art,
                       document_date: Datum, due_date: Faellig, open_amount: Saldo }
            constants: { currency: EUR }
            values: { document_type: { RG: invoice, GS: credit_memo } }
            negate_when: { "S/H": [H] }
            ignore_when: { Status: storniert, Typ: [Entwurf, Summe] }
          customers:
            file: kunden.csv
            columns: { customer_id: Nr, name: Name }
      """)

    #expect(settings.ledger.mode == .delta)
    #expect(settings.ledger.authority == .erp)
    #expect(settings.ledger.files.map(\.mapping.table) == [.customers, .openItems])
    let file = try #require(settings.ledger.files.last)
    var mapping = LedgerMapping(.openItems)
    mapping.delimiter = .semicolon
    mapping.encoding = .page(.windows1252)
    mapping.decimalMark = .comma
    mapping.thousandsMark = "."
    mapping.date = try #require(DatePattern("DD.MM.YYYY"))
    mapping.linesBeforeHeader = 2
    mapping.columns = [
      "customer_id": "Kunde", "document_number": "Beleg", "document_type": "Art",
      "document_date": "Datum", "due_date": "Faellig", "open_amount": "Saldo",
    ]
    mapping.constants = ["currency": "EUR"]
    mapping.values = ["document_type": ["RG": "invoice", "GS": "credit_memo"]]
    mapping.negateWhen = [.init(column: "S/H", values: ["H"])]
    mapping.ignoreWhen = [
      .init(column: "Status", values: ["storniert"]),
      .init(column: "Typ", values: ["Entwurf", "Summe"]),
    ]
    #expect(file.file.matches("debitor-03.csv"))
    #expect(file.mapping == mapping)
  }

  @Test func `exports keep their order, their columns too`() throws {
    let settings = try read(
      Self.shortest + """
        exports:
          - { kind: output_folder, to: "out/{batch}" }
          - { kind: ledger_folder, to: out/ledger }
          - { kind: hledger, to: "out/{batch}.journal" }
          - { kind: beancount, to: "out/{batch}.beancount" }
          - kind: csv
            to: out/{batch}.csv
            records: applications
            columns: { Beleg: document_number, Betrag: amount, Nochmal: amount }
            delimiter: tab
            decimal: ","
            date: D.M.YY
          - { kind: jsonl, to: "out/{batch}.jsonl", records: exceptions }
        """)

    #expect(
      settings.exports.map(\.kind.name) == [
        "output_folder", "ledger_folder", "hledger", "beancount", "csv", "jsonl",
      ])
    var table = TableExport(.applications, as: .csv)
    table.columns = [
      .init(name: "Beleg", ours: "document_number"), .init(name: "Betrag", ours: "amount"),
      .init(name: "Nochmal", ours: "amount"),
    ]
    table.delimiter = .tab
    table.decimalMark = .comma
    table.date = try #require(DatePattern("D.M.YY"))
    #expect(settings.exports[4].kind == .table(table))
    #expect(settings.exports[5].kind == .table(TableExport(.exceptions, as: .jsonl)))
  }

  @Test func `people are told by a command or a webhook, and may decide so much`() throws {
    let settings = try read(
      Self.shortest + """
        notify:
          - on: [quarantine, failure]
            command: ["/usr/bin/mail", "-s", "{subject} ({event})", ar@example.com]
          - on: alert
            webhook: { url: "https://chat.example.com:8443/x?y", retries: 2, timeout: 3s,
                       hosts: [chat.example.com, 10.0.0.5], secret_file: chat.secret }
        people:
          second_eyes_above: 10000.00
          limits: { alice: 5000.00, bob: unlimited }
          write_off_max: 50
        """)

    guard case .command(let command) = settings.notices[0].means,
      case .webhook(let webhook) = settings.notices[1].means
    else {
      Issue.record("a command and a webhook")
      return
    }
    #expect(settings.notices.map(\.events) == [[.quarantine, .failure], [.alert]])
    #expect(
      command.arguments(subject: "{pipeline}\nX", event: .failure, pipeline: "p")
        == ["/usr/bin/mail", "-s", "{pipeline} X (failure)", "ar@example.com"])
    #expect(webhook.host == "chat.example.com")
    #expect((webhook.retries, webhook.timeout) == (2, TimeSpan(milliseconds: 3_000)))
    #expect(webhook.hosts == ["chat.example.com", "10.0.0.5"])
    #expect(webhook.secretFile == "chat.secret")
    let people = settings.people
    #expect(people.secondEyesAbove == RuleAmount("10000"))
    #expect(people.writeOffMax == RuleAmount("50"))
    #expect(people.limit(of: "alice") == RuleAmount("5000").map(People.Limit.upTo))
    #expect(people.limit(of: "bob") == .unlimited)
    #expect(people.limit(of: "carol") == nil)
    #expect(People().limit(of: "carol") == .unlimited)
  }

  @Test func `a calendar knows which statements are late`() throws {
    let settings = try read(
      Self.shortest + """
        calendar:
          - { account: DE89370400440532013000, by: "09:00", holidays: [2026-12-25] }
          - { account: "0042", days: daily, by: 06:30 }
          - { account: X, days: [sat, mon], by: "00:00" }
        """)
    let (working, daily, some) = (
      settings.calendar[0], settings.calendar[1], settings.calendar[2]
    )
    func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso: text)) }

    // 2026-12-24 is a Thursday.
    #expect(working.isExpected(for: try day("2026-12-24")))
    #expect(!working.isExpected(for: try day("2026-12-25")))
    #expect(!working.isExpected(for: try day("2026-12-26")))
    #expect(daily.account == "0042")
    #expect(daily.isExpected(for: try day("2026-12-26")))
    #expect(some.isExpected(for: try day("2026-12-26")))
    #expect(!some.isExpected(for: try day("2026-12-27")))
    #expect(some.isExpected(for: try day("1969-12-29")))  // a Monday before the epoch
    let thursday = try day("2026-12-24")
    let early = try #require(TimeOfDay("08:59"))
    #expect(!working.isDue(for: thursday, on: try day("2026-12-24"), at: working.by))
    #expect(!working.isDue(for: thursday, on: try day("2026-12-25"), at: early))
    #expect(working.isDue(for: thursday, on: try day("2026-12-25"), at: working.by))
    #expect(working.isDue(for: thursday, on: try day("2026-12-26"), at: early))
    #expect(!working.isDue(for: try day("2026-12-25"), on: try day("2027-01-01"), at: early))
  }
}
