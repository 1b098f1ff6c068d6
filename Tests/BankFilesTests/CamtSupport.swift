import BankFiles
import Money
import Receivables

#if canImport(Glibc)
  import Glibc
#endif

/// What a reader told about one file, sorted by kind.
struct ReadFile {
  var statements: [BankStatement] = []
  var transactions: [BankTransaction] = []
  var problems: [BankFileProblem] = []
  var summary: BankFileSummary?

  var credits: [BankTransaction] { transactions.filter { $0.direction == .credit } }
}

/// The bytes of a file beside the tests.
func camtFixture(_ name: String) throws -> [UInt8] {
  let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
  let path = "/\(folder)/Fixtures/camt/\(name)"
  guard let file = fopen(path, "rb") else { throw MissingFixture(path: path) }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
}

struct MissingFixture: Error { let path: String }

func readCamt(_ bytes: [UInt8], chunk: Int = .max) throws -> ReadFile {
  let reader = CamtReader(file: "day.xml")
  var events = BankFileBatch()
  var offset = 0
  while offset < bytes.count {
    let end = offset + min(chunk, bytes.count - offset)
    let piece = Array(bytes[offset..<end])
    try reader.consume(piece.span, into: &events)
    offset = end
  }
  try reader.finish(into: &events)
  var read = ReadFile()
  for event in events.events {
    switch event {
    case .statementBegins: break
    case .transaction(let transaction): read.transactions.append(transaction)
    case .statementEnds(let statement): read.statements.append(statement)
    case .problem(let problem): read.problems.append(problem)
    case .fileEnds(let summary): read.summary = summary
    }
  }
  return read
}

func readCamt(fixture name: String) throws -> ReadFile { try readCamt(camtFixture(name)) }

/// A statement of one account in EUR around these entries.
func camtStatement(_ inside: String, version: String = "08") -> [UInt8] {
  Array(
    """
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.\(version)"><BkToCstmrStmt>\
    <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-10T20:00:00</CreDtTm></GrpHdr><Stmt>
    <Id>S1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>
    \(inside)
    </Stmt></BkToCstmrStmt></Document>
    """.utf8)
}

/// A booked entry with these further elements.
func camtEntry(
  _ amount: String = "<Amt Ccy=\"EUR\">100.00</Amt>", _ direction: String = "CRDT",
  date: String = "2026-03-10", details: String = ""
) -> String {
  """
  <Ntry>\(amount)<CdtDbtInd>\(direction)</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
  <BookgDt><Dt>\(date)</Dt></BookgDt>\
  <AcctSvcrRef>A1</AcctSvcrRef><NtryDtls>\(details)</NtryDtls></Ntry>
  """
}
