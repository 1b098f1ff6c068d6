import Money
import Receivables
import XMLStream

/// Turns the events of an XML document into those of a bank file.
///
/// A struct, so that its fields are reached without the checks that those of a class need.
struct CamtMachine {
  let file: String
  let table = CamtElementTable.shared

  /// The places of the open elements, as far as they are read.
  var places: [CamtPlace] = [.envelope]
  /// How many elements deep inside a subtree that is passed over.
  var skipDepth = 0

  // What the file has said so far.
  var namespace = ""
  var messageDefinition = ""
  var rootName = ""
  var rootNamespace = ""
  var format: BankFileFormat?
  var version = ""
  var notesSeen = 0

  // What is open.
  var statement: CamtStatement?
  var entry = CamtEntry()
  var detail = CamtDetail()
  var isInDetail = false
  var balance = CamtStatement.Balance()
  var batchMessageID = ""
  var batchPaymentID = ""
  var structured = CamtStructured()
  var typedAmountCode = ""
  var typedAmount: Money?
  var adjustment = CamtStructured.Adjustment()
  var charge: Money?
  var chargeIsCredit = false

  // The attribute `Ccy` of the element that began last, and the currency that was read last.
  var currencyCode: [UInt8] = []
  var hasCurrency = false
  var lastCurrencyCode: [UInt8] = []
  var lastCurrency: Currency?

  var events = BankFileBatch()
  private var warnings = 0
  var failure: BankFileError?

  init(file: String) {
    self.file = file
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

  mutating func handOver(
    _ notes: [XMLStreamNote], to events: inout BankFileBatch
  ) throws(BankFileError) {
    while notesSeen < notes.count {
      let note = notes[notesSeen]
      report(.note, .unusual, note.line, note.text)
      notesSeen += 1
    }
    self.events.handOut { events.append($0) }
    self.events.removeAll()
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

  mutating func take(_ batch: XMLEventBatch) {
    for index in 0..<batch.count {
      let event = batch[index]
      switch event.kind {
      case .start: begin(event, batch)
      case .end:
        if skipDepth > 0 {
          skipDepth -= 1
        } else if let place = places.popLast() {
          end(place, batch.text(of: event), Int(event.line))
        }
      case .attribute:
        if skipDepth == 0, event.name == table.currencyName {
          currencyCode.removeAll(keepingCapacity: true)
          currencyCode += batch.text(of: event).prefix(4)
          hasCurrency = true
        }
      case .namespace: namespace = CamtText.string(batch.text(of: event))
      }
    }
  }

  private mutating func begin(_ event: XMLEvent, _ batch: XMLEventBatch) {
    if skipDepth > 0 {
      skipDepth += 1
      return
    }
    hasCurrency = false
    let from = places.last ?? .envelope
    let place = table.place(from: from, name: event.name)
    if rootName.isEmpty {
      rootName =
        event.name == 0
        ? CamtText.string(batch.text(of: event)) : table.names[Int(event.name) - 1]
      rootNamespace = namespace
    }
    switch place {
    case .skipped:
      skipDepth = 1
      return
    case .strayEntry:
      report(
        .error, .badRecord, Int(event.line), "Ntry stands outside of a statement",
        expected: "entries inside Stmt, Rpt or Ntfctn")
      skipDepth = 1
      return
    case .message: beginMessage(table.containers[event.name], Int(event.line))
    default: begin(place, Int(event.line))
    }
    places.append(place)
  }

  private mutating func beginMessage(_ format: BankFileFormat?, _ line: Int) {
    guard let format else { return }
    let stated = Self.version(in: namespace) ?? Self.version(in: messageDefinition)
    if self.format != nil {
      report(.note, .unusual, line, "a further message in the same file")
      return
    }
    self.format = format
    version = stated ?? ""
    guard let stated else {
      report(.note, .unusual, line, "the message names no version")
      return
    }
    let known = (1...14).contains(Int(stated.suffix(2)) ?? 0) && stated.hasPrefix("001.")
    if !known { report(.note, .unusual, line, "version \(stated) is unknown; read by its names") }
  }

  /// `001.08` of `…:camt.053.001.08`, also where a country has its own variant.
  private static func version(in name: String) -> String? {
    let parts = name.split { $0 == ":" || $0 == "." || $0 == "/" }
    for index in parts.indices.dropLast(3) where parts[index] == "camt" {
      let version = parts[(index + 2)...(index + 3)]
      if version.allSatisfy({ $0.allSatisfy(\.isNumber) }) { return version.joined(separator: ".") }
    }
    return nil
  }
}
