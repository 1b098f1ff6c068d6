public import BankFiles
import Crypto
import Durable
import Receivables

/// One FILE of the command line, read to its end.
public struct BankFileInput: Sendable {
  /// As the command line has it: errors name it so.
  public let path: String
  /// The name that outputs carry, without a folder.
  public let name: String
  public let format: BankFileFormat?
  public let known: KnownBanks
  /// Another file has the same name: the content is digested to tell them apart.
  public var needsDigest = false

  /// - Parameter name: what outputs call it; by default the path's last part: outputs do not depend
  ///   on where a file lay.
  public init(path: String, name: String? = nil, format: BankFileFormat?, known: KnownBanks) {
    self.path = path
    self.name =
      name ?? (path == "-" ? "stdin" : path.split(separator: "/").last.map(String.init) ?? path)
    self.format = format
    self.known = known
  }

  /// Reads the file and hands out what it tells, piece by piece.
  ///
  /// - Parameters:
  ///   - wantsTransactions: false leaves them out, and spares making them.
  ///   - failed: hears what the file was, where it cannot be read to its end.
  ///   - each: may throw to stop reading. Nothing is final before the call returns.
  /// - Returns: how the file was recognised, and its digest where it needs one.
  /// - Throws: `BankFileError`, `FileSystemError`, and what `each` throws.
  public func read(
    progress: Progress, wantsTransactions: Bool = true,
    failed: (BankFileSummary?, BankFileRecognition?) -> Void = { _, _ in },
    _ each: (BankFileEvent) throws -> Void
  ) throws -> (recognition: BankFileRecognition?, digest: String) {
    let system = PosixFileSystem()
    let input =
      path == "-"
      ? InputFile(descriptor: 0, name: "-", in: system) : try InputFile(path, in: system)
    var reader = RecognisingReader(
      file: name, format: format, layouts: known.layouts, habits: known.habits)
    var batch = BankFileBatch()
    func handOut(_ batch: borrowing BankFileBatch) throws {
      if wantsTransactions {
        try batch.handOut(each)
      } else {
        try batch.handOutWithoutTransactions(each)
      }
    }
    var bytesRead = 0
    var hash = SHA256()
    while true {
      let bytes = try input.read()
      if bytes.isEmpty { break }
      bytesRead += bytes.count
      if needsDigest { hash.update(data: bytes) }
      // What was told before a failure is handed out too, whatever the pieces the file came in.
      let read = Result { () throws(BankFileError) in
        try reader.consume(bytes.span, into: &batch)
      }
      try handOut(batch)
      batch.removeAll()
      if case .failure = read { failed(reader.summarySoFar, reader.recognition) }
      try read.get()
      progress.show("Reading \(visible(name))", done: bytesRead >> 20, of: nil, unit: "MiB")
    }
    let ended = Result { () throws(BankFileError) in try reader.finish(into: &batch) }
    try handOut(batch)
    if case .failure = ended { failed(reader.summarySoFar, reader.recognition) }
    try ended.get()
    let digest = needsDigest ? hexadecimal(Array(hash.finalize())) : ""
    return (reader.recognition, digest)
  }
}
