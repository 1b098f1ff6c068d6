import ArgumentParser
import BankFiles
import Durable

/// How errors are told.
struct LogOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Option(help: "How errors on standard error look: text, or json (an object a line).")
  var logFormat = Format.text

  var diagnostics: Diagnostics { Diagnostics(format: logFormat) }
}

/// How bank files are read.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What a file is, where its content does not tell: FORMAT for all, FILE=FORMAT for one.",
      discussion: """
        FORMAT is one of camt.053, camt.052, camt.054, bai2, lockbox. May be given several times.
        """,
      valueName: "[FILE=]FORMAT"))
  var formatOf: [String] = []

  @Option(
    help: ArgumentHelp(
      "A lockbox layout of your own (JSON), tried before those that come with the program.",
      discussion: "May be given several times.", valueName: "LAYOUT.json"))
  var lockboxLayout: [String] = []

  mutating func validate() throws {
    for text in formatOf where Self.split(text).format == nil {
      let known = BankFileFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError(
        "--format-of '\(text)': the format is unknown, expected one of \(known)")
    }
  }

  /// What this file is said to be; nil where its content decides.
  func format(of path: String) -> BankFileFormat? {
    let named = formatOf.last { Self.split($0).path == path }
    let general = formatOf.last { Self.split($0).path == nil }
    return (named ?? general).flatMap { Self.split($0).format }
  }

  /// The user's own layouts first, then those that come with the program.
  func layouts() throws -> [LockboxLayout] {
    var layouts: [LockboxLayout] = []
    for path in lockboxLayout {
      let bytes = try InputFile(path, in: PosixFileSystem()).readAll(limit: 1 << 20)
      layouts.append(try LockboxLayout.parse(json: bytes, file: path))
    }
    return layouts + LockboxLayout.shipped
  }

  private static func split(_ text: String) -> (path: String?, format: BankFileFormat?) {
    guard let mark = text.lastIndex(of: "=") else { return (nil, BankFileFormat(rawValue: text)) }
    return (
      String(text[..<mark]), BankFileFormat(rawValue: String(text[text.index(after: mark)...]))
    )
  }
}

/// The bank files of a command line.
struct FileArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Bank files; '-' is standard input.", valueName: "FILE"),
    completion: .file())
  var files: [String] = []

  mutating func validate() throws {
    guard !files.isEmpty else { throw ValidationError("no FILE is given") }
    guard files.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("standard input ('-') can be read only once")
    }
  }
}
