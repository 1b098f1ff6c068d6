public import BankFiles
import Books
public import Durable
import Glibc
public import LedgerFiles
import Money
public import Receivables
import Reconciliation
import Settings
import Store

/// One thing that is told on standard error: a line, as text or as JSON.
public struct Diagnostic: Hashable, Sendable {
  public var position: FilePosition
  public var severity = "error"
  public var code: String
  public var problem: String
  public var expected = ""
  /// What the process exits with if nothing worse happens; 0 for what is no error.
  public var exitCode: Int32

  /// `FILE:LINE:COLUMN: error: what is wrong; expected what would be right (code)`, with characters
  /// that a terminal would act upon made visible. What is wrong with a file as a whole stands at its
  /// first line.
  public var text: String {
    var position = position
    position.line = position.line ?? 1
    let remedy = expected.isEmpty ? "" : "; expected \(expected)"
    return visible("\(position): \(severity): \(problem)\(remedy) (\(code))")
  }

  /// The same as an object.
  public var json: JSONValue {
    .object([
      ("file", .string(position.file)), ("line", .integer(position.line ?? 1)),
      ("column", position.column.map(JSONValue.integer) ?? .null),
      ("severity", .string(severity)), ("code", .string(code)), ("message", .string(problem)),
      ("expected", .string(expected)),
    ])
  }

  /// What an error of any module says; the file is named as the command line named it.
  public init(_ error: any Error, path: String) {
    switch error {
    case let error as any PlacedError:
      self.init(placed: error)
      // A reader names the file without its folder; the command line has the path.
      position.file = path
    case let error as FileSystemError:
      self.init(
        position: FilePosition(file: error.path), code: error.code.rawValue,
        problem: "\(error.call): \(error.reason)", expected: error.remedy,
        exitCode: error.exitCode)
    case is BrokenInvariant, is UnsoundDecision:
      self.init(
        position: FilePosition(file: path), code: "brokenInvariant",
        problem: "our own books do not balance, nothing was written: \(error)",
        expected: "a report of this to the makers of the program",
        exitCode: ExitStatus.brokenInvariant)
    case let error as StoreError:
      self.init(
        position: FilePosition(file: path), code: error.code.rawValue, problem: error.problem,
        expected: error.remedy, exitCode: error.exitCode)
    case let error as DeskError:
      self.init(
        position: FilePosition(file: path), code: error.code.rawValue, problem: error.problem,
        expected: error.expected, exitCode: ExitStatus.usage)
    case let error as DeskRefusal:
      self.init(
        position: FilePosition(file: path), code: "refused", problem: error.problem,
        expected: error.expected, exitCode: ExitStatus.usage)
    case let error as CaseError:
      self.init(
        position: FilePosition(file: path), code: error.code.rawValue, problem: error.problem,
        expected: error.expected, exitCode: ExitStatus.usage)
    case let error as MoneyError:
      self.init(
        position: FilePosition(file: path), code: "overflow", problem: "\(error)",
        expected: "amounts that together stay below a quintillion minor units",
        exitCode: ExitStatus.invalidInput)
    default:
      self.init(
        position: FilePosition(file: path), code: "unexpected", problem: "\(error)",
        exitCode: ExitStatus.brokenInvariant)
    }
  }

  private init(placed error: some PlacedError) {
    self.init(
      position: error.position, code: error.code.rawValue, problem: error.problem,
      expected: error.expected, exitCode: ExitStatus.invalidInput)
  }

  /// What a reader noticed.
  public init(_ problem: BankFileProblem, path: String) {
    self.init(
      position: problem.position, severity: problem.severity.rawValue,
      code: problem.code.rawValue, problem: problem.problem, expected: problem.expected,
      exitCode: problem.severity == .error ? ExitStatus.invalidInput : 0)
    position.file = path
  }

  /// What is wrong with a file of the ledger folder.
  public init(_ error: LedgerFileError, folder: String) {
    self.init(placed: error)
    if error.code == .missingFile { exitCode = ExitStatus.missingInput }
    position.file = folder + "/" + position.file
  }

  public init(
    position: FilePosition, severity: String = "error", code: String, problem: String,
    expected: String = "", exitCode: Int32
  ) {
    self.position = position
    self.severity = severity
    self.code = code
    self.problem = problem
    self.expected = expected
    self.exitCode = exitCode
  }
}

/// The exit codes of the contract (sysexits).
public enum ExitStatus {
  public static let usage: Int32 = 64
  public static let invalidInput: Int32 = 65
  public static let missingInput: Int32 = 66
  public static let brokenInvariant: Int32 = 70
  public static let inputOutput: Int32 = 74
}

/// Writes diagnostics to standard error.
public struct Diagnostics: Sendable {
  /// How a line looks.
  public enum Format: String, Sendable, CaseIterable { case text, json }

  public let format: Format

  public init(format: Format) { self.format = format }

  public func tell(_ diagnostic: Diagnostic) {
    switch format {
    case .text: write(diagnostic.text)
    case .json: write(String(decoding: diagnostic.json.compact, as: UTF8.self))
    }
  }

  private func write(_ line: String) {
    // Standard error may be closed, and there is nobody else to tell.
    _ = try? writeAll(Array((line + "\n").utf8), to: 2)
  }
}

/// Control characters and those that turn a line around, written out.
public func visible(_ text: String) -> String {
  var shown = ""
  for scalar in text.unicodeScalars {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    default: shown.unicodeScalars.append(scalar)
    }
  }
  return shown
}

/// Writes all bytes to an open descriptor.
public func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(FileSystemError) {
  let system = PosixFileSystem()
  var written = 0
  while written < bytes.count {
    let outcome = bytes.withUnsafeBytes { all in
      Result { () throws(SystemCallError) in
        try system.write(UnsafeRawBufferPointer(rebasing: all[written...]), to: descriptor)
      }
    }
    do throws(SystemCallError) {
      written += try outcome.get()
    } catch {
      throw FileSystemError(
        code: .inputOutput, call: error.call,
        path: descriptor == 1 ? StandardOutput.name : "standard error",
        errno: error.errno, reason: systemMessage(error.errno), remedy: "room to write")
    }
  }
}
