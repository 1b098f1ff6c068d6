import Crypto
import Durable
import LedgerFiles
import Receivables
import Settings
import Store

extension Pipeline {
  /// Reads the ledger's source where it is new or changed, and keeps what came of it.
  func synchroniseLedger() throws {
    if folder == nil {
      let files = try store.ledgerFiles()
      if !files.isEmpty { folder = try readStored(files) }
    }
    let source = LedgerSourceInput(places)
    let digest = try source.digest()
    if folder != nil, try store.fact(Self.sourceFact) == digest { return }
    let read = try source.read()
    if folder == nil {
      try load(read, digest)
    }
  }

  /// The name of the fact that says which source was read last.
  static let sourceFact = "ledger_source"

  private func load(_ read: LedgerFolder, _ digest: String) throws {
    let terms = CommitTerms(actor: "quittance", recordedAt: clock().description)
    try store.commit(terms) { log in
      try log.event(
        .ledgerLoaded, subject: "ledger",
        facts: JSONValue.object([
          ("source", .string(settings.ledger.folder)), ("digest", .string(digest)),
          ("customers", .integer(read.ledger.customers.count)),
          ("open_items", .integer(read.ledger.openItems.count)),
        ]).compact)
      try log.row(StateTable.facts.adding([Self.sourceFact, digest]))
      for header in read.headers {
        try log.row(
          StateTable.facts.adding([SQLiteStore.headerFact(header.table), header.record]))
      }
      for row in read.allRows() { try log.row(row) }
    }
    folder = read
    log.say(
      "ledger",
      "\(read.ledger.customers.count) customers and \(read.ledger.openItems.count) open items "
        + "from \(settings.ledger.folder)")
  }

  private func readStored(_ files: [String: [UInt8]]) throws -> LedgerFolder {
    do throws(LedgerFolderErrors) {
      return try LedgerFolder.read(files: files)
    } catch {
      throw StoreError(
        code: .damaged,
        problem: "the ledger in \(places.store) is not as it was written: "
          + (error.errors.first.map { "\($0)" } ?? ""),
        remedy: "a whole store; restore a copy of it")
    }
  }
}

/// The ledger's source: a folder of our columns, or of an ERP's own.
struct LedgerSourceInput {
  private let places: PipelinePlaces
  private let system = PosixFileSystem()

  init(_ places: PipelinePlaces) { self.places = places }

  /// Of all its files, by name and content.
  func digest() throws -> String {
    var hash = SHA256()
    for name in LedgerFolder.fileNames {
      let path = FilePath(places.ledger) / name
      let facts = try system.attempt(path, .inputUnreadable) { () throws(SystemCallError) in
        try system.facts(of: path)
      }
      guard facts != nil else { continue }
      let file = try InputFile(path.display, in: system)
      hash.update(data: Array("\(name)\n".utf8))
      while true {
        let bytes = try file.read()
        if bytes.isEmpty { break }
        hash.update(data: bytes)
      }
    }
    return hexadecimal(Array(hash.finalize()))
  }

  func read() throws -> LedgerFolder { try LedgerFolderInput.read(places.ledger) }
}
