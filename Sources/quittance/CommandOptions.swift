public import ArgumentParser
import BankFiles
import Durable
public import Pipeline

/// How errors are told.
struct LogOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How errors on standard error look: text, or json (an object a line).",
      discussion: "By default text, or what the pipeline's file says."))
  var logFormat: Diagnostics.Format?

  var diagnostics: Diagnostics { Diagnostics(format: logFormat ?? .text) }
}

/// How bank files are read.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What a file is, where its content does not tell: FORMAT for all, FILE=FORMAT for one.",
      discussion: """
        FORMAT is one of \(BankFileFormat.allCases.map(\.rawValue).joined(separator: ", ")). \
        May be given several times.
        """,
      valueName: "[FILE=]FORMAT"))
  var formatOf: [String] = []

  @Option(
    help: ArgumentHelp(
      "A lockbox layout: a JSON file of your own, or the name of one that comes with the program.",
      discussion: """
        It wins over the others wherever it reads a file without an error. May be given several \
        times. Names: \(LockboxLayout.shipped.map(\.id).joined(separator: ", ")).
        """,
      valueName: "LAYOUT"))
  var lockboxLayout: [String] = []

  @Option(
    help: ArgumentHelp(
      "How files of certain banks and accounts differ: a JSON file.",
      discussion: """
        {"banks": [{"bank": "071000013", "account": "*", "mismatch": "warning", \
        "bai2_total": "details"}]} \
        mismatch (error, warning or note) says what a total or balance that disagrees means; \
        bai2_total (any, standard, details, net or none) what the bank adds up; code_page \
        (\(CodePage.allCases.map(\.rawValue).joined(separator: ", "))) how MT940 is to be read \
        where it is not UTF-8; currency what amounts of BAI2 and X12 are in where the file does not \
        say it. The bank is the routing number, BIC or name that the file has; * \
        stands for anything.
        """,
      valueName: "FILE"))
  var banks: String?

  @Option(
    help: ArgumentHelp(
      "How a bank writes its CSV: a JSON file that names the columns.",
      discussion: """
        A CSV is read by the one layout whose columns its header has. May be given several times. \
        samples/layouts has an example.
        """,
      valueName: "FILE"),
    completion: .file(extensions: ["json"]))
  var csvLayout: [String] = []

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

  /// What is known of banks beside what their files say.
  func known() throws -> KnownBanks {
    try KnownBanks(lockboxLayouts: lockboxLayout, csvLayouts: csvLayout, habits: banks)
  }

  func input(_ path: String, _ known: KnownBanks) -> BankFileInput {
    BankFileInput(path: path, format: format(of: path), known: known)
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

extension Diagnostics.Format: ExpressibleByArgument {}
