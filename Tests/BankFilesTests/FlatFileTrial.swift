import BankFiles
import Money
import Receivables

#if canImport(Glibc)
  import Glibc
#endif

/// Everything that a reader told about some bytes.
struct FlatFileTrial {
  var events: [BankFileEvent] = []
  var failure: BankFileError?

  init(_ bytes: [UInt8], by reader: some BankFileReader, chunk: Int = .max) {
    var reader = reader
    var batch = BankFileBatch()
    do {
      var start = 0
      while start < bytes.count {
        let end = chunk < bytes.count - start ? start + chunk : bytes.count
        try reader.consume(bytes.span.extracting(start..<end), into: &batch)
        start = end
      }
      try reader.finish(into: &batch)
    } catch {
      failure = error
    }
    events = batch.events
  }

  init(bai2 text: String, chunk: Int = .max) {
    self.init(Array(text.utf8), by: BAI2Reader(file: "day.bai"), chunk: chunk)
  }

  init(mt940 text: String, chunk: Int = .max) {
    self.init(Array(text.utf8), by: MT940Reader(file: "day.sta"), chunk: chunk)
  }

  var transactions: [BankTransaction] {
    events.compactMap { if case .transaction(let transaction) = $0 { transaction } else { nil } }
  }

  var statements: [BankStatement] {
    events.compactMap { if case .statementEnds(let statement) = $0 { statement } else { nil } }
  }

  var problems: [BankFileProblem] {
    events.compactMap { if case .problem(let problem) = $0 { problem } else { nil } }
  }

  var errors: [String] { problems.filter { $0.severity == .error }.map(\.description) }

  var summary: BankFileSummary? {
    if case .fileEnds(let summary) = events.last { summary } else { nil }
  }

  /// `name stated computed verdict`, statements' checks and then the file's.
  var checks: [String] {
    (statements.flatMap(\.checks) + (summary?.checks ?? [])).map {
      "\($0.name) \($0.stated) \($0.computed) \($0.verdict.rawValue)"
    }
  }

  var described: String { events.map { "\($0)\n" }.joined() + "\(String(describing: failure))" }

  /// The bytes of a file beside the tests.
  static func fixture(_ name: String) -> [UInt8] {
    file("Tests/BankFilesTests/Fixtures/" + name)
  }

  /// The bytes of a file by its path from the root of the repository.
  static func file(_ path: String) -> [UInt8] {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    guard let file = fopen(root.joined(separator: "/") + "/" + path, "rb") else {
      preconditionFailure("no file \(path)")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return bytes
  }
}
