import Money
import Receivables

extension X12Envelopes {
  mutating func beginInterchange(
    _ segment: X12Segment, into events: inout BankFileBatch
  ) throws(BankFileError) {
    try closeOpen(.interchange, before: segment, into: &events)
    let control = segment.text(13)
    // Sender, receiver, when it was made and its number: the same again is the same file again.
    let identity = [5, 6, 7, 8, 9, 10, 13].map { segment.text($0) }.joined(separator: "*")
    if !interchanges.isFirst(identity) {
      problems.report(
        .error, .duplicateElement, segment, "the interchange \(control) comes twice in the file",
        "every interchange once", into: &events)
    }
    interchange = Interchange(
      control: control, place: segment.place(in: file), version: segment.text(12))
    if segment.text(15) == "T" {
      interchange?.isTest = true
      problems.report(
        .warning, .unusual, segment, "the interchange is a test (ISA15 is T): nothing is booked",
        "P, for production", into: &events)
    }
  }

  mutating func beginGroup(
    _ segment: X12Segment, into events: inout BankFileBatch
  ) throws(BankFileError) {
    try closeOpen(.group, before: segment, into: &events)
    if interchange == nil { reportNesting(segment, "group", "an interchange (ISA)", into: &events) }
    let control = segment.text(6)
    interchange?.groups += 1
    if interchange?.numbers.isFirst(control) == false {
      problems.report(
        .error, .duplicateElement, segment, "the group \(control) comes twice in the interchange",
        "every group once", into: &events)
    }
    var facts = X12GroupFacts(
      version: segment.text(8), sender: segment.text(2), isTest: interchange?.isTest ?? false)
    if let date = X12Value.date(segment.element(4)) {
      let time = X12Value.time(segment.element(5))
      facts.created = time.isEmpty ? date.description : "\(date)T\(time)"
    }
    group = Group(control: control, place: segment.place(in: file), facts: facts)
  }

  mutating func beginSet(
    _ segment: X12Segment, into events: inout BankFileBatch
  ) throws(BankFileError) {
    try closeOpen(.set, before: segment, into: &events)
    if group == nil { reportNesting(segment, "set", "a group (GS)", into: &events) }
    let (kind, control) = (segment.text(1), segment.text(2))
    group?.sets += 1
    if group?.numbers.isFirst(control) == false {
      problems.report(
        .error, .duplicateElement, segment, "the set \(control) comes twice in the group",
        "every set once", into: &events)
    }
    let place = segment.place(in: file)
    openSet = TransactionSet(kind: kind, control: control, place: place)
    guard let found = Self.format(ofSet: kind) else {
      note(kind: kind)
      return problems.report(
        .note, .unusual, segment, "the set \(control) is a \(kind.prefix(20)), and is skipped", "",
        into: &events)
    }
    if let format, format != found {
      return problems.report(
        .error, .ambiguousFormat, segment,
        "a set \(kind) stands in a file of \(format == .x12Payment ? 820 : 823)s",
        "one kind a file; split the file", into: &events)
    }
    if format == nil {
      format = found
      version = group?.facts.version ?? ""
      if version.isEmpty { version = interchange?.version ?? "" }
    }
    let facts = group?.facts ?? X12GroupFacts()
    if found == .x12Lockbox {
      lockbox = X12LockboxSet(group: facts, habits: habits)
    } else {
      let id = "\(interchange?.control ?? "")/\(group?.control ?? "")/\(control)"
      order = X12PaymentOrder(id: ids.next(id), group: facts, place: place, habits: habits)
    }
  }

  static func format(ofSet kind: String) -> BankFileFormat? {
    switch kind {
    case "820": .x12Payment
    case "823": .x12Lockbox
    default: nil
    }
  }

  private mutating func reportNesting(
    _ segment: X12Segment, _ what: String, _ expected: String, into events: inout BankFileBatch
  ) {
    problems.report(
      .error, .missingRecord, segment, "a \(what) begins outside its envelope",
      "\(expected) before it", into: &events)
  }
}
