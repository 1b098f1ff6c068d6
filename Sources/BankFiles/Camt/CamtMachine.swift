import Money
import Receivables
import XMLStream

/// Turns the events of an XML document into those of a bank file.
///
/// A struct, so that its fields are reached without the checks that those of a class need.
struct CamtMachine: ~Copyable {
  let file: String
  let habits: BankHabits
  let table = CamtElementTable.shared

  // What the file has said so far.
  var namespace = ""
  /// The namespace is another than the message's.
  private var isForeign = false
  var messageDefinition = ""
  var rootName = ""
  var rootNamespace = ""
  var format: BankFileFormat?
  var version = ""
  var notesSeen = 0
  /// Account, Id, sequence and page of the statements before.
  var statementKeys: Set<[String]> = []
  var chain = CamtChain()

  // What is open.
  var message = Message()
  var statement: CamtStatement?
  var balance = CamtStatement.Balance()
  var reading = CamtEntryReader()
  private var quickLook = CamtQuickLook()

  // An entry whose end has not come yet: how many of its events were looked at for it.
  private var eventsAwaiting = 0
  private var detailsAwaiting = 0
  /// Where the detail that began last begins among them, or else the entry.
  private var partAwaiting = 0
  /// The batch knows how to unpack what is packed into it.
  var isUnpackable = false

  /// The caller's batch while its bytes are read.
  var events = BankFileBatch()
  private var warnings = 0
  var failure: BankFileError?

  init(file: String, habits: BankHabits) {
    self.file = file
    self.habits = habits
  }

  /// What the file as a whole was, once it has ended well.
  mutating func summary() throws(BankFileError) -> BankFileSummary {
    guard let format else {
      let root = rootNamespace.isEmpty ? rootName : "\(rootName) of \(rootNamespace)"
      let error = BankFileError(
        code: .notCamt, position: FilePosition(file: file, line: 1),
        problem: "the XML holds no account message, its root is \(root)",
        expected: "camt.052, camt.053 or camt.054")
      failure = error
      throw error
    }
    return BankFileSummary(format: format, version: version, checks: [])
  }

  mutating func handOver(_ notes: [XMLStreamNote]) throws(BankFileError) {
    while notesSeen < notes.count {
      let note = notes[notesSeen]
      report(.note, .unusual, note.line, note.text)
      notesSeen += 1
    }
    if let failure { throw failure }
  }

  mutating func fail(_ error: XMLStreamError) -> BankFileError {
    let code: BankFileError.Code =
      switch error.code {
      case .empty: .emptyFile
      case .notXML: .notXML
      case .notWellFormed: .notWellFormed
      case .doctypeForbidden: .doctypeForbidden
      case .limitExceeded: .limitExceeded
      case .badEncoding: .badEncoding
      case .truncated: .truncated
      case .trailingContent: .trailingContent
      }
    let made = BankFileError(
      code: code, position: FilePosition(file: file, line: error.line, column: error.column),
      problem: error.problem, expected: error.expected)
    failure = made
    return made
  }

  /// So many warnings and notes are told of a file; errors always are.
  private static let warningsMax = 1_000

  mutating func report(
    _ severity: BankFileProblem.Severity, _ code: BankFileError.Code, _ line: Int,
    _ problem: String, expected: String = ""
  ) {
    if severity != .error {
      warnings += 1
      guard warnings <= Self.warningsMax else { return }
    }
    events.append(
      .problem(
        BankFileProblem(
          severity: severity, code: code, position: FilePosition(file: file, line: line),
          problem: problem, expected: expected)))
  }

  /// Takes events in order, up to an entry whose end is still to come.
  ///
  /// - Returns: how many were taken.
  mutating func take(_ batch: XMLEventBatch) -> Int {
    isUnpackable = false
    var index = 0
    while index < batch.count, failure == nil {
      let event = batch[index]
      if event.kind == .start, event.place == CamtPlace.entry.rawValue {
        guard let end = endOfEntry(batch, from: index) else { return index }
        takeEntry(batch, index..<end)
        index = end
      } else {
        take(event, batch)
        index += 1
      }
    }
    return batch.count
  }

  private mutating func take(_ event: XMLEvent, _ batch: XMLEventBatch) {
    guard let place = CamtPlace(rawValue: event.place) else { return }
    switch event.kind {
    case .start: begin(place, event, batch)
    case .end:
      isUnpackable = false
      endOfStatement(place, batch.text(of: event), Int(event.line))
      reading.hasCurrency = false
    case .attribute: reading.takeCurrency(event, batch.text(of: event))
    case .namespace: enter(batch.text(of: event))
    }
  }

  private mutating func enter(_ text: UnsafeBufferPointer<UInt8>) {
    namespace = CamtText.string(text)
    isForeign = !namespace.isEmpty && !message.namespace.isEmpty && namespace != message.namespace
  }

  private mutating func begin(_ place: CamtPlace, _ event: XMLEvent, _ batch: XMLEventBatch) {
    if rootName.isEmpty {
      rootName =
        event.name == 0
        ? CamtText.string(batch.text(of: event)) : table.paths.names[Int(event.name) - 1]
      rootNamespace = namespace
    }
    switch place {
    case .strayEntry:
      report(
        .error, .badRecord, Int(event.line),
        "an entry stands outside of a statement, or below an element of it that holds none",
        expected: "Ntry right inside Stmt, Rpt or Ntfctn")
    case .message: beginMessage(table.containers[event.name], Int(event.line))
    case .account: beginAccount(Int(event.line))
    case .statement:
      statement = CamtStatement(line: Int(event.line))
      message.statements += 1
      reading.accountCurrency = nil
    case .balance: balance = CamtStatement.Balance()
    default: break
    }
  }

  /// One entry is held until its end, since only then its details can be added up.
  private static let detailsMax = 250_000
  private static let eventsMax = 64 * detailsMax
  /// What one payment may have: some twenty elements for each of the ten thousand documents that are
  /// kept of it, and texts as long as they are in the files of banks.
  private static let partEventsMax = 400_000
  private static let partTextMax = 1 << 23
  /// Of a whole entry, far below what an offset can say.
  private static let entryTextMax = 1 << 30

  /// The place behind the end of the entry that begins here; nil where that is still to come.
  private mutating func endOfEntry(_ batch: XMLEventBatch, from start: Int) -> Int? {
    var index = start + eventsAwaiting
    let (entry, detail) = (CamtPlace.entry.rawValue, CamtPlace.detail.rawValue)
    while index < batch.count {
      let event = batch[index]
      index += 1
      if event.place == entry, event.kind == .end {
        if isTooLong(batch, start..<index) { return batch.count }
        eventsAwaiting = 0
        detailsAwaiting = 0
        partAwaiting = 0
        return index
      }
      guard event.place == detail, event.kind == .start else { continue }
      if isTooLong(batch, start..<(index - 1)) { return batch.count }
      partAwaiting = index - 1 - start
      detailsAwaiting += 1
      if detailsAwaiting > Self.detailsMax {
        refuse(
          Int(event.line), "an entry has more than \(Self.detailsMax) details",
          "at most \(Self.detailsMax)")
        return batch.count
      }
    }
    if isTooLong(batch, start..<index) { return batch.count }
    eventsAwaiting = index - start
    guard eventsAwaiting > Self.eventsMax else { return nil }
    refuse(
      Int(batch[start].line), "an entry has more than \(Self.eventsMax) elements",
      "at most \(Self.eventsMax)")
    return batch.count
  }

  /// The detail that began last in these events of an entry, or the entry where none did, is longer
  /// than any bank's; the file is then refused.
  private mutating func isTooLong(_ batch: XMLEventBatch, _ range: Range<Int>) -> Bool {
    let first = range.lowerBound + partAwaiting
    guard first < range.upperBound else { return false }
    let last = batch[range.upperBound - 1]
    let textEnd = Int(last.textOffset) + Int(last.textCount)
    let textCount = textEnd - Int(batch[first].textOffset)
    if range.upperBound - first > Self.partEventsMax {
      refuse(
        Int(batch[first].line), "one payment has more than \(Self.partEventsMax) elements",
        "at most \(Self.partEventsMax); ask the bank to send its details in another way")
    } else if textCount > Self.partTextMax {
      refuse(
        Int(batch[first].line), "one payment has more than \(Self.partTextMax) bytes of text",
        "at most \(Self.partTextMax); ask the bank to send its details in another way")
    } else if textEnd - Int(batch[range.lowerBound].textOffset) > Self.entryTextMax {
      refuse(
        Int(batch[range.lowerBound].line),
        "an entry has more than \(Self.entryTextMax) bytes of text",
        "at most \(Self.entryTextMax); ask the bank to send its details in another way")
    } else {
      return false
    }
    return true
  }

  private mutating func takeEntry(_ batch: XMLEventBatch, _ range: Range<Int>) {
    guard failure == nil else { return }
    if isForeign { return refuseForeignEntry(batch, range) }
    beginStatement()
    let accountCurrency = statement?.statement.currency
    if let packed = quickLook.look(at: batch, range, accountCurrency: accountCurrency),
      statement?.countQuickly(packed) == true
    {
      pack(packed, batch, range)
    } else {
      readEntry(batch, range)
    }
  }

  private mutating func pack(
    _ packed: PackedTransaction, _ batch: XMLEventBatch, _ range: Range<Int>
  ) {
    if !isUnpackable, let whole = statement?.statement {
      events.packed.use(CamtUnpacker(file: file, statement: whole))
      isUnpackable = true
    }
    batch.withMemory { all, text in
      let slice = UnsafeBufferPointer(rebasing: all[range])
      let first = slice.first.map { Int($0.textOffset) } ?? 0
      let end = slice.last.map { Int($0.textOffset) + Int($0.textCount) } ?? 0
      events.packed.append(
        packed, UnsafeRawBufferPointer(slice),
        UnsafeRawBufferPointer(start: text + first, count: end - first))
    }
  }

  /// Whatever it is, it is not the bank's word about the account.
  private mutating func refuseForeignEntry(_ batch: XMLEventBatch, _ range: Range<Int>) {
    report(
      .error, .badRecord, Int(batch[range.lowerBound].line),
      "an Ntry is of the namespace '\(namespace.prefix(100))', not of its message's",
      expected: "entries of \(message.namespace.prefix(100))")
    keepNamespace(batch, range)
  }

  /// The namespace that the entry ends in: the next element says it only where it has another one.
  private mutating func keepNamespace(_ batch: XMLEventBatch, _ range: Range<Int>) {
    for index in range.reversed() where batch[index].kind == .namespace {
      return enter(batch.text(of: batch[index]))
    }
  }

  private mutating func readEntry(_ batch: XMLEventBatch, _ range: Range<Int>) {
    guard let whole = statement?.statement else { return }
    keepNamespace(batch, range)
    reading.accountCurrency = whole.currency
    reading.read(batch, range)
    let outcome = reading.outcome(in: whole, file: file)
    tellProblemsRead()
    if outcome.status == .pending { statement?.statement.pending += 1 }
    if outcome.status == .information { statement?.statement.information += 1 }
    guard let amount = outcome.amount else {
      statement?.giveUpSums(outcome.refusal)
      return
    }
    statement?.count(amount, isCredit: outcome.isCredit, isBooked: outcome.status == .booked)
    statement?.statement.transactions += outcome.transactions.count
    for transaction in outcome.transactions { events.append(.transaction(transaction)) }
  }

  mutating func tellProblemsRead() {
    for problem in reading.problems {
      report(
        problem.severity, problem.code, problem.line, problem.problem, expected: problem.expected)
    }
    reading.problems.removeAll(keepingCapacity: true)
  }

  mutating func beginStatement() {
    guard statement?.hasBegun == false, let begun = statement?.statement else { return }
    statement?.hasBegun = true
    events.append(.statementBegins(begun))
  }
}
