import Crypto
import Durable
import Glibc
import LedgerFiles
import Receivables
import Settings

/// The ledger's source: a folder of the contract's files, or of an ERP's own.
struct LedgerSourceInput {
  private let places: PipelinePlaces
  private let source: LedgerSource
  private let system = PosixFileSystem()
  /// The longest file that is read.
  private static let bytesMax = 1 << 32

  init(_ places: PipelinePlaces) {
    self.places = places
    source = places.settings.ledger
  }

  /// Of all its files, by content and by the name that the pipeline has for them: from wherever it
  /// is run, the ledger is the same.
  func digest() throws -> String {
    var hash = SHA256()
    let base = places.resolved("")
    for path in try files() {
      let name = path.hasPrefix(base) ? String(path.dropFirst(base.count)) : path
      hash.update(data: Array("\(name)\n".utf8))
      let file = try InputFile(path, in: system)
      while true {
        let bytes = try file.read()
        if bytes.isEmpty { break }
        hash.update(data: bytes)
      }
    }
    return hexadecimal(Array(hash.finalize()))
  }

  /// When its files last changed and how large they are: as long as this is the same, nothing is
  /// read.
  func stamp() throws -> String {
    try files().map { path in
      let facts = try system.attempt(FilePath(path), .inputUnreadable) {
        () throws(SystemCallError) in try system.facts(of: FilePath(path))
      }
      guard let facts else { return path }
      return "\(path) \(facts.size) \(facts.modified.seconds).\(facts.modified.nanoseconds) "
        + "\(facts.inode)"
    }.joined(separator: "\n")
  }

  /// When the file that changed last did, in seconds since 1970.
  func lastChange() throws -> Int64 {
    try files().compactMap { path in
      try system.attempt(FilePath(path), .inputUnreadable) { () throws(SystemCallError) in
        try system.facts(of: FilePath(path))
      }?.modified.seconds
    }.max() ?? 0
  }

  /// Reads it as a ledger folder.
  ///
  /// - Parameter known: customers that are there already, where the source brings only what changed.
  /// - Throws: `FileSystemError`, `Diagnosed` with everything that is wrong inside.
  func read(beside known: Set<CustomerID>?) throws -> LedgerFolder {
    if source.files.isEmpty, known == nil { return try LedgerFolderInput.read(places.ledger) }
    var bytes: [String: [UInt8]] = [:]
    var mapped: [MappedLedgerFile] = []
    for file in source.files {
      for path in try paths(of: file) {
        let read = try InputFile(path, in: system).readAll(limit: Self.bytesMax)
        do throws(LedgerFolderErrors) {
          let result = try MappedLedgerFile(read, file: path, mapping: file.mapping)
          for (name, made) in result.files { Self.append(made, to: &bytes[name]) }
          mapped.append(result)
        } catch {
          throw Self.diagnosed(error, folder: "")
        }
      }
    }
    for name in LedgerFolder.fileNames where bytes[name] == nil {
      let path = places.ledger + "/" + name
      if access(path, F_OK) == 0 {
        bytes[name] = try InputFile(path, in: system).readAll(limit: Self.bytesMax)
      }
    }
    do throws(LedgerFolderErrors) {
      return try LedgerFolder.read(files: bytes, beside: known)
    } catch {
      let placed = mapped.reduce(error) { $1.placed($0) }
      throw Self.diagnosed(placed, folder: mapped.isEmpty ? places.ledger : "")
    }
  }

  /// Every file of it that is there, in one order.
  private func files() throws -> [String] {
    let own = LedgerFolder.fileNames.map { places.ledger + "/" + $0 }
      .filter { access($0, F_OK) == 0 }
    return try own + source.files.flatMap(paths)
  }

  /// The ERP's files for one of ours: the last by name of a snapshot, all of a delta.
  private func paths(of file: LedgerSource.MappedFile) throws -> [String] {
    let folder = FilePath(places.ledger)
    let names = try system.attempt(
      folder, .inputMissing, remedy: "a ledger folder that can be read"
    ) { () throws(SystemCallError) in try system.entries(in: folder) }
    .map { String(decoding: $0.bytes, as: UTF8.self) }
    .filter { file.file.matches($0) && !Settings.Inbox.isUnfinished($0) }
    let chosen = source.mode == .snapshot ? names.suffix(1) : names[...]
    return chosen.map { places.ledger + "/" + $0 }
  }

  /// Two files of one kind are one: the second without its header.
  private static func append(_ bytes: [UInt8], to all: inout [UInt8]?) {
    guard all != nil else {
      all = bytes
      return
    }
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return }
    all?.append(contentsOf: bytes[(end + 1)...])
  }

  private static func diagnosed(_ error: LedgerFolderErrors, folder: String) -> Diagnosed {
    var diagnostics = error.errors.map { error in
      var diagnostic = Diagnostic(error, folder: folder)
      if folder.isEmpty { diagnostic.position.file = error.position.file }
      return diagnostic
    }
    if error.total > error.errors.count {
      diagnostics.append(
        Diagnostic(
          position: error.errors.first?.position ?? FilePosition(file: folder), code: "moreErrors",
          problem: "and \(error.total - error.errors.count) more errors",
          exitCode: ExitStatus.invalidInput))
    }
    return Diagnosed(diagnostics: diagnostics)
  }
}
