import Receivables

extension X12Envelopes {
  enum Level: Int { case set, group, interchange }

  mutating func endSet(
    _ segment: X12Segment, into events: inout BankFileBatch
  ) throws(BankFileError) {
    guard let closed = openSet else {
      return reportStray(segment, "set trailer", "ST", into: &events)
    }
    let checks = [
      countCheck(
        "set_segment_count", "set \(closed.control)", "segments", segment, closed.segments,
        into: &events),
      controlCheck(
        "set_control_number", "set", segment, closed.control, into: &events),
    ]
    if order == nil {
      for check in checks { keep(check) }
    }
    try endContent(checks, into: &events)
  }

  mutating func endGroup(
    _ segment: X12Segment, into events: inout BankFileBatch
  ) throws(BankFileError) {
    try closeOpen(.set, before: segment, into: &events)
    guard let closed = group else {
      return reportStray(segment, "group trailer", "GS", into: &events)
    }
    group = nil
    keep(
      countCheck(
        "group_set_count", "group \(closed.control)", "sets", segment, closed.sets, into: &events))
    keep(controlCheck("group_control_number", "group", segment, closed.control, into: &events))
  }

  mutating func endInterchange(
    _ segment: X12Segment, into events: inout BankFileBatch
  ) throws(BankFileError) {
    try closeOpen(.group, before: segment, into: &events)
    guard let closed = interchange else {
      return reportStray(segment, "interchange trailer", "ISA", into: &events)
    }
    interchange = nil
    keep(
      countCheck(
        "interchange_group_count", "interchange \(closed.control)", "groups", segment,
        closed.groups, into: &events))
    keep(
      controlCheck(
        "interchange_control_number", "interchange", segment, closed.control, into: &events))
  }

  /// Ends what is open at a level and inside it, with an error: a trailer is missing.
  mutating func closeOpen(
    _ level: Level, before segment: X12Segment, into events: inout BankFileBatch
  ) throws(BankFileError) {
    if let open = openSet {
      reportMissing("set \(open.control)", "SE", before: segment, into: &events)
      try endContent([], into: &events)
    }
    if level.rawValue >= Level.group.rawValue, let open = group {
      group = nil
      reportMissing("group \(open.control)", "GE", before: segment, into: &events)
    }
    if level == .interchange, let open = interchange {
      interchange = nil
      reportMissing("interchange \(open.control)", "IEA", before: segment, into: &events)
    }
  }

  private mutating func endContent(
    _ checks: [ControlCheck], into events: inout BankFileBatch
  ) throws(BankFileError) {
    openSet = nil
    order?.end(checks: checks, &problems, into: &events)
    order = nil
    try lockbox?.closeDeposit(&problems, into: &events)
    lockbox = nil
  }

  private mutating func countCheck(
    _ name: String, _ what: String, _ things: String, _ segment: X12Segment, _ computed: Int,
    into events: inout BankFileBatch
  ) -> ControlCheck {
    let stated = WholeNumber.count(segment.element(1))
    if stated != computed {
      problems.report(
        .error, .countMismatch, segment,
        "\(what) states \(stated.map { String($0) } ?? "'\(segment.text(1).prefix(20))'") \(things)"
          + ", \(computed) were read",
        "equal counts; ask for the file again", into: &events)
    }
    return ControlCheck(
      name: name, stated: segment.text(1), computed: String(computed),
      verdict: stated == computed ? .holds : .off, consequence: "error")
  }

  private mutating func controlCheck(
    _ name: String, _ what: String, _ segment: X12Segment, _ control: String,
    into events: inout BankFileBatch
  ) -> ControlCheck {
    let stated = segment.text(2)
    let holds = X12ControlNumbers.areOne(control, stated)
    if !holds {
      problems.report(
        .error, .badRecord, segment,
        "the \(what) '\(control.prefix(20))' ends with the control number '\(stated.prefix(20))'",
        "the number of its header; ask for the file again", into: &events)
    }
    return ControlCheck(
      name: name, stated: stated, computed: control, verdict: holds ? .holds : .off,
      consequence: "error")
  }

  private mutating func reportMissing(
    _ what: String, _ trailer: String, before segment: X12Segment,
    into events: inout BankFileBatch
  ) {
    problems.report(
      .error, .missingRecord, segment, "the \(what) ends without its trailer",
      "\(trailer) before \(segment.id)", into: &events)
  }

  private mutating func reportStray(
    _ segment: X12Segment, _ what: String, _ header: String, into events: inout BankFileBatch
  ) {
    problems.report(
      .error, .missingRecord, segment, "the \(what) ends what never began",
      "\(header) before it", into: &events)
  }
}
