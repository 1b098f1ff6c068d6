import Foundation

/// A pipeline in a folder of its own, worked on by the built program.
struct PipelinePlace {
  let folder: TemporaryFolder

  /// A ledger of one customer with two items; the inbox takes at once what is old enough.
  init(more: String = "") throws {
    folder = try TemporaryFolder()
    try folder.write("customer_id,name\nC1,Meier Bau GmbH\n", to: "ledger/customers.csv")
    try folder.write(
      "customer_id,document_number,document_type,document_date,due_date,currency,original_amount,"
        + "open_amount\nC1,4711,invoice,2026-01-10,2026-02-10,EUR,100.00,100.00\n"
        + "C1,4712,invoice,2026-01-11,2026-02-11,EUR,50.00,50.00\n", to: "ledger/open_items.csv")
    try folder.write(
      """
      name: day
      inboxes: [{ folder: inbox, settle: 100ms }]
      ledger: { folder: ledger }
      exports: [{ kind: output_folder, to: "exports/{batch}" }]
      sweep: 1s
      \(more)

      """, to: "day.yaml")
    try FileManager.default.createDirectory(
      at: folder / "inbox", withIntermediateDirectories: true)
  }

  /// Puts a file into the inbox as careful senders do: under another name first.
  func drop(_ text: String, as name: String = "day.xml") throws {
    try folder.write(text, to: "inbox/.\(name).part")
    let part = folder / "inbox/.\(name).part"
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_767_225_600)], ofItemAtPath: part.path)
    try FileManager.default.moveItem(at: part, to: folder / "inbox/\(name)")
  }

  func pay(_ document: String, _ amount: String, as name: String = "day.xml") throws {
    let text = BadInputTests.statement(amount, "RE \(document)")
      .replacingOccurrences(of: "REF-1", with: "REF-\(document)")
      .replacingOccurrences(of: "<Id>S1</Id>", with: "<Id>S\(document)</Id>")
    try drop(text, as: name)
  }

  func quittance(_ arguments: String...) throws -> Program.Result {
    try Program.run(arguments, in: folder.url)
  }

  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: (folder / name).path) }

  /// The rows of a file that a batch has left.
  func rows(_ name: String, batch: Int = 1) throws -> [[String: String]] {
    try Output.rows(folder / "exports/00000\(batch)/\(name)")
  }
}

/// The program at work in the background.
final class RunningProgram {
  private let process = Process()
  private let errors: URL

  init(_ arguments: String..., in place: PipelinePlace) throws {
    errors = place.folder / "errors-\(UUID().uuidString)"
    try Data().write(to: errors)
    process.executableURL = Program.executable
    process.arguments = arguments
    process.currentDirectoryURL = place.folder.url
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  var told: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

  /// Looks again and again, for a minute at most, since a busy machine takes its time.
  func wait(until isSo: () throws -> Bool) rethrows -> Bool {
    let end = Date().addingTimeInterval(60)
    while Date() < end, process.isRunning {
      if try isSo() { return true }
      usleep(20_000)
    }
    return try isSo()
  }

  func stop(by signal: Int32 = SIGTERM) -> Int32 {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -1
  }
}
