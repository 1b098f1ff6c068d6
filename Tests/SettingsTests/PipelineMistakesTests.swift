import Settings
import Testing

/// `pipelines/*.yaml`: mistakes, each with its place and what would have been right.
@Suite struct PipelineMistakesTests {
  private func line(_ text: String) -> String {
    do {
      _ = try PipelineFile.read(Array(text.utf8), file: "p.yaml")
      return "no mistake"
    } catch {
      return "\(error)"
    }
  }

  /// Four lines that are right; what a test adds begins in line 5.
  private static let start = """
    name: daily
    inboxes:
      - folder: inbox
    ledger: { folder: ledger }

    """

  @Test(arguments: [
    (
      "# nothing\n",
      "p.yaml:1:1: error: the file says nothing; expected name, inboxes and ledger at least "
        + "(missingKey)"
    ),
    (
      "inboxes: []\n",
      "p.yaml:1:1: error: the file has no 'name'; expected the key 'name' (missingKey)"
    ),
    (
      "name: a\nledger: { folder: l }\ninboxes: []\n",
      "p.yaml:3:10: error: there is no inbox; expected at least one (missingKey)"
    ),
    (
      "name: a/b\ninboxes: []\nledger: {}\n",
      "p.yaml:1:7: error: name 'a/b' is no name; expected at most 64 of A-Z, a-z, 0-9, '.', "
        + "'_' and '-', no '.' first (badValue)"
    ),
    (
      "name: a\ninboxes: [{ folder: i }]\nledger: { mode: delta }\n",
      "p.yaml:3:9: error: ledger has no 'folder'; expected the key 'folder' (missingKey)"
    ),
    (
      "name: a\ninboxes: inbox\nledger: { folder: l }\n",
      "p.yaml:2:10: error: inboxes is no list; expected a list of folders: - folder: inbox "
        + "(badValue)"
    ),
    (
      "name: a\nname: b\n",
      "p.yaml:1:1: error: keys occur twice: name; expected every key once (duplicateKey)"
    ),
    (
      "name: &a b\n",
      "p.yaml:1:7: error: an anchor or an alias (&) stands here; expected settings written "
        + "out; a text that begins so in quotes (badYAML)"
    ),
    (
      "name: [a\n",
      "p.yaml:2:1: error: the file is no YAML: did not find expected ',' or ']'; expected "
        + "keys and values as in pipelines/daily.yaml (badYAML)"
    ),
  ])
  func `what must be there is missed`(text: String, expected: String) {
    #expect(line(text) == expected)
  }

  @Test(arguments: [
    (
      "stroe: x",
      "p.yaml:5:1: error: the key 'stroe' of the file is unknown; expected one of name, "
        + "store, inboxes, work, archive, quarantine, ledger, rules, banks, lockbox_layouts, "
        + "csv_layouts, jobs, exports, notify, calendar, people, settle_day, metrics, sweep, log "
        + "(nearest: store) (unknownKey)"
    ),
    (
      "jobs: 0",
      "p.yaml:5:7: error: jobs '0' is out of range; expected a whole number from 1 to 256 "
        + "(badValue)"
    ),
    (
      "sweep: 10",
      "p.yaml:5:8: error: sweep '10' is no such time; expected 100ms to 1h, a number with "
        + "ms, s, m, h or d (badValue)"
    ),
    (
      "settle_day: 25:00",
      "p.yaml:5:13: error: settle_day '25:00' is no time; expected HH:MM in UTC, such as "
        + "09:00, or off (badValue)"
    ),
    (
      "metrics: { port: 70000 }",
      "p.yaml:5:18: error: metrics.port '70000' is out of range; expected a whole number "
        + "from 0 to 65535 (badValue)"
    ),
    (
      "metrics: { prot: 1 }",
      "p.yaml:5:12: error: the key 'prot' of metrics is unknown; expected one of port "
        + "(nearest: port) (unknownKey)"
    ),
    (
      "log: jsno",
      "p.yaml:5:6: error: log 'jsno' is unknown; expected one of text, json (nearest: json) "
        + "(badValue)"
    ),
    (
      "archive: a/{yaer}",
      "p.yaml:5:10: error: archive has {yaer}, which is unknown; expected one of {batch}, "
        + "{date}, {year}, {month}, {day}, {pipeline}, {format} (nearest: {year}) (badValue)"
    ),
    (
      "archive: a/{year",
      "p.yaml:5:10: error: archive has a brace without its partner; expected placeholders "
        + "such as {date} (badValue)"
    ),
    (
      "work: \"\"",
      "p.yaml:5:7: error: work is no path; expected a path from this file's folder (badValue)"
    ),
    (
      "csv_layouts: x.json",
      "p.yaml:5:14: error: csv_layouts is no list; expected a list such as [layout.json] (badValue)"
    ),
  ])
  func `what stands alone is told with its place`(text: String, expected: String) {
    #expect(line(Self.start + text) == expected)
  }

  @Test(arguments: [
    (
      "patterns: [\"a/b\"]",
      "patterns 'a/b' is no pattern of names; expected a name with * ? or [a-z], without a "
        + "folder (badValue)"
    ),
    ("patterns: []", "patterns is empty; expected a list such as [\"*.xml\"] (badValue)"),
    (
      "patterns: [{ glob: x, fromat: csv }]",
      "the key 'fromat' of a pattern is unknown; expected one of glob, format (nearest: "
        + "format) (unknownKey)"
    ),
    (
      "format: bai",
      "format 'bai' is unknown; expected one of auto, camt.053, camt.052, camt.054, bai2, "
        + "mt940, mt942, lockbox, x12.820, x12.823, csv (nearest: bai2) (badValue)"
    ),
    (
      "complete: close",
      "complete 'close' is unknown; expected one of closed, stable, marker (nearest: closed) "
        + "(badValue)"
    ),
    ("take: mvoe", "take 'mvoe' is unknown; expected one of move, copy (nearest: move) (badValue)"),
    (
      "marker: \"{name}.ok\"",
      "marker is given, but complete is closed; expected complete: marker, or no marker (badValue)"
    ),
    (
      "marker: \"{name}\"",
      "marker '{name}' names no marker; expected {name} once and something beside it (badValue)"
    ),
    (
      "settle: 20m",
      "settle_max 15m is not above settle 20m; expected a longer time, after which a file is "
        + "incomplete (badValue)"
    ),
    (
      "size_max: 10 MB",
      "size_max '10 MB' is no size; expected a number with B, kB, MB, GB or TB (badValue)"
    ),
  ])
  func `a mistake in an inbox is told`(text: String, expected: String) throws {
    let line = line("name: a\ninboxes:\n  - folder: i\n    \(text)\nledger: { folder: l }\n")

    #expect(line.hasPrefix("p.yaml:4:"))
    #expect(line.hasSuffix(": error: " + expected))
  }

  @Test(arguments: [
    (
      "{ file: x.csv, columns: { customer: a } }",
      "the key 'customer' of columns is unknown; expected one of customer_id, name, "
        + "parent_id, currency, email, withholding_tax_percent, unreferenced_policy (unknownKey)"
    ),
    (
      "{ file: x.csv, columns: { customer_id: a } }",
      "customers has nothing for name; expected name in columns or in constants (missingKey)"
    ),
    (
      "{ columns: { customer_id: a, name: b } }",
      "customers has no 'file'; expected the key 'file' (missingKey)"
    ),
    (
      "{ file: x, columns: { customer_id: a, name: b }, constants: { name: c } }",
      "name is a column and a constant; expected one of both (badValue)"
    ),
    (
      "{ file: x, columns: { customer_id: a, name: b }, thousands: \".\" }",
      "decimal and thousands are the same mark; expected two that differ (badValue)"
    ),
    (
      "{ file: x, thousands: \"_\" }",
      "thousands '_' is unknown; expected one of \".\" \",\" \" \" \"'\" (in quotes) and "
        + "none (badValue)"
    ),
    (
      "{ file: x, encoding: utf8 }",
      "encoding 'utf8' is unknown; expected one of utf-8, windows-1252, windows-1250, cp852, "
        + "iso-8859-1, iso-8859-2, iso-8859-15 (nearest: utf-8) (badValue)"
    ),
    (
      "{ file: x, date: DMY }",
      "date 'DMY' is no pattern of days; expected YYYY or YY, MM or M, DD or D, such as "
        + "DD.MM.YYYY (badValue)"
    ),
    (
      "{ file: x, delimiter: \":\" }",
      "delimiter ':' is unknown; expected one of \",\" \";\" \"|\" and tab (badValue)"
    ),
    (
      "{ file: x, negate_when: { a: [] } }",
      "negate_when of a is empty; expected values such as [H, C] (badValue)"
    ),
  ])
  func `a mistake in a mapping is told`(text: String, expected: String) throws {
    let start = "name: a\ninboxes: [{ folder: i }]\nledger:\n  folder: l\n  files:\n    customers: "

    let line = line(start + text)

    #expect(line.hasPrefix("p.yaml:6:"))
    #expect(line.hasSuffix(": error: " + expected))
  }

  @Test(arguments: [
    (
      "exports: [{ kind: hldger, to: x }]",
      "19: error: kind 'hldger' is unknown; expected one of output_folder, ledger_folder, "
        + "hledger, beancount, csv, jsonl (nearest: hledger) (badValue)"
    ),
    (
      "exports: [{ kind: hledger, to: x }]",
      "32: error: to 'x' is the same for every batch; expected {batch} in it (badValue)"
    ),
    (
      "exports: [{ kind: hledger, to: \"{batch}\" }, { kind: beancount, to: \"{batch}\" }]",
      "45: error: {batch} is written by another export (hledger); expected a place for each "
        + "(badValue)"
    ),
    (
      "exports: [{ kind: hledger, to: x, records: receipts }]",
      "44: error: records says nothing of hledger; expected it with csv or jsonl (badValue)"
    ),
    (
      "exports: [{ kind: csv, to: x }]",
      "11: error: an export has no 'records'; expected the key 'records' (missingKey)"
    ),
    (
      "exports: [{ kind: jsonl, to: \"{batch}\", records: receipts, delimiter: tab }]",
      "71: error: delimiter says nothing of jsonl; expected it with csv (badValue)"
    ),
    (
      "exports: [{ kind: csv, to: \"{batch}\", records: receipts, columns: { A: amuont } }]",
      "72: error: column 'amuont' is none of receipts; expected one of payment_id, "
        + "bank_reference, source_file, booking_date, amount, currency, outcome (nearest: "
        + "amount) (badValue)"
    ),
    (
      "notify: [{ on: [], command: [/bin/true] }]",
      "16: error: on is empty; expected events such as [alert, failure] (badValue)"
    ),
    (
      "notify: [{ on: alert }]",
      "10: error: a notification has neither command nor webhook; expected one of both (missingKey)"
    ),
    (
      "notify: [{ on: [alert, alert], command: [/bin/true] }]",
      "24: error: alert occurs twice; expected every event once (badValue)"
    ),
    (
      "notify: [{ on: alert, command: [mail] }]",
      "32: error: command names no program by its path; expected a list of a program's path "
        + "and its arguments, such as [/usr/bin/logger, -t, x] (badValue)"
    ),
    (
      "notify: [{ on: alert, command: [/bin/echo, \"{subjet}\"] }]",
      "44: error: command has {subjet}, which is unknown; expected one of {subject}, "
        + "{event}, {pipeline} (nearest: {subject}) (badValue)"
    ),
    (
      "notify: [{ on: alert, command: [/bin/true], webhook: { url: \"https://a\" } }]",
      "54: error: a notification has a command and a webhook; expected two notifications (badValue)"
    ),
    (
      "notify: [{ on: alert, webhook: { url: \"http://a.example\" } }]",
      "39: error: url 'http://a.example' is no address for a webhook; expected "
        + "https://host/path without a password (http for localhost alone) (badValue)"
    ),
    (
      "notify: [{ on: alert, webhook: { url: \"https://a\", hosts: [b] } }]",
      "59: error: hosts does not have a; expected the host of url among them (badValue)"
    ),
    (
      "calendar: [{ account: X, by: \"9:00\" }]",
      "30: error: by '9:00' is no time; expected HH:MM in UTC, such as 09:00 (badValue)"
    ),
    (
      "calendar: [{ account: X, by: \"09:00\", days: weekly }]",
      "45: error: days 'weekly' is unknown; expected weekdays, daily or a list such as [mon, "
        + "thu] (badValue)"
    ),
    (
      "calendar: [{ account: X, by: \"09:00\", days: [tues] }]",
      "46: error: days 'tues' is unknown; expected one of mon, tue, wed, thu, fri, sat, sun "
        + "(nearest: tue) (badValue)"
    ),
    (
      "calendar: [{ account: X, by: \"09:00\", holidays: [2026-02-30] }]",
      "50: error: holidays '2026-02-30' is no day of the calendar; expected YYYY-MM-DD (badValue)"
    ),
    (
      "people: { limits: { alice: a lot } }",
      "28: error: limit of alice 'a lot' is no amount; expected a decimal from 0 with at "
        + "most five decimals, such as 1.00 (badValue)"
    ),
  ])
  func `a mistake in a list is told`(text: String, expected: String) {
    #expect(line(Self.start + text) == "p.yaml:5:" + expected)
  }

  @Test(arguments: [
    (
      "archive: inbox",
      "p.yaml:5:10: error: archive is the same folder as inbox inbox; expected a folder for each"
    ),
    (
      "quarantine: ./inbox/",
      "p.yaml:5:13: error: quarantine is the same folder as inbox inbox; expected a folder for each"
    ),
    (
      "work: out/../inbox",
      "p.yaml:5:7: error: work is the same folder as inbox inbox; expected a folder for each"
    ),
    (
      "archive: quarantine",
      "p.yaml:5:10: error: quarantine is the same folder as archive; expected a folder for each"
    ),
    (
      "exports: [{ kind: hledger, to: \"inbox/{batch}.journal\" }]",
      "p.yaml:5:11: error: the export hledger is the same folder as inbox inbox; expected a folder "
        + "for each"
    ),
    (
      "exports: [{ kind: ledger_folder, to: ledger }]",
      "p.yaml:5:11: error: the export ledger_folder is the same folder as the ledger's folder; "
        + "expected a folder for each"
    ),
    (
      "store: inbox/day.sqlite",
      "p.yaml:5:8: error: the store's folder is the same folder as inbox inbox; expected a folder "
        + "for each"
    ),
  ])
  func `what one folder would be given and taken from again is refused`(
    text: String, expected: String
  ) {
    #expect(line(Self.start + text + "\n") == expected + " (badValue)")
  }

  @Test func `a webhook of this machine is meant only where hosts says so`() {
    let start =
      Self.start + "notify:\n  - on: [alert]\n    webhook:\n      url: http://localhost/h\n"

    #expect(
      line(start)
        == "p.yaml:8:12: error: localhost is this machine, which no name from outside may lead to; "
        + "expected hosts: [\"localhost\"] beside the url, which says that it is meant (badValue)")
    #expect(line(start + "      hosts: [localhost]\n") == "no mistake")
  }

  @Test func `two inboxes may watch one folder, and others lie in folders of an inbox`() throws {
    let text = """
      name: daily
      inboxes:
        - { folder: inbox, patterns: ["*.xml"] }
        - { folder: inbox, patterns: ["*.bai"] }
      ledger: { folder: inbox }
      archive: inbox/done
      quarantine: inbox/bad

      """

    #expect(line(text) == "no mistake")
  }
}
