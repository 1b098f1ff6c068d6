public import BankFiles
import Durable

/// What the user says of banks: how their files are laid out, and what is usual with them.
public struct KnownBanks: Sendable {
  public var layouts = BankFileLayouts()
  public var habits = BankHabits()

  /// What is known without being told.
  public init() {}

  /// Reads the files that say it.
  ///
  /// - Parameters:
  ///   - lockboxLayouts: names of layouts that come with the program, or JSON files; they win over
  ///     the others.
  ///   - csvLayouts: JSON files that name the columns of a bank's CSV.
  ///   - habits: a JSON file of how certain banks differ.
  /// - Throws: `FileSystemError`, or `Diagnosed` where a file is not as it should be.
  public init(lockboxLayouts: [String], csvLayouts: [String], habits: String?) throws {
    var boxes: [LockboxLayout] = []
    for named in lockboxLayouts {
      var layout =
        try LockboxLayout.shipped.first { $0.id == named }
        ?? Self.parse(named) { bytes throws(BankFileError) in
          try LockboxLayout.parse(json: bytes, file: named)
        }
      layout.isPreferred = true
      boxes.append(layout)
    }
    let asked = boxes.map(\.id)
    layouts = BankFileLayouts(
      lockbox: boxes + LockboxLayout.shipped.filter { !asked.contains($0.id) },
      csv: try csvLayouts.map { named in
        try Self.parse(named) { bytes throws(BankFileError) in
          try CSVStatementLayout.parse(json: bytes, file: named)
        }
      })
    if let habits {
      self.habits = try Self.parse(habits) { bytes throws(BankFileError) in
        try BankHabits.parse(json: bytes, file: habits)
      }
    }
  }

  private static func parse<Layout>(
    _ file: String, by parse: ([UInt8]) throws(BankFileError) -> Layout
  ) throws -> Layout {
    let bytes = try InputFile(file, in: PosixFileSystem()).readAll(limit: 1 << 20)
    do throws(BankFileError) {
      return try parse(bytes)
    } catch {
      throw Diagnosed(diagnostics: [Diagnostic(error, path: file)])
    }
  }
}
