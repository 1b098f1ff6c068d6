import Foundation
import ReaderOracles
import Testing

/// What fuzzing found stays found: the same files and promises as `make fuzz`, without libFuzzer.
struct FuzzFindingsTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The files below a folder, by their paths from the root of the sources.
  static func files(below folder: String) -> [String] {
    let found = FileManager.default.enumerator(
      at: root.appendingPathComponent(folder), includingPropertiesForKeys: [.isRegularFileKey])
    let urls = found?.compactMap { $0 as? URL } ?? []
    return urls.filter { url in
      (try? url.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
        && url.pathExtension != "md"
    }
    .map { String($0.path.dropFirst(root.path.count + 1)) }.sorted()
  }

  /// The folders of a target; the one that recognises reads the files of all.
  static func files(of target: ReadingTarget, below folders: String...) -> [String] {
    folders.flatMap { folder in
      files(below: target.name == "recognise" ? folder : "\(folder)/\(target.name)")
    }
  }

  /// Every cut by all lockbox layouts, some by each of them, and some with blanks.
  private static let everyCut = Array(UInt8(0)..<32) + stride(from: 32, to: .max, by: 7)

  /// The promises that a target breaks with these files.
  private static func broken(
    by target: ReadingTarget, reading files: [String], choices: some Sequence<UInt8>
  ) throws -> [BrokenPromise] {
    var broken: [BrokenPromise] = []
    for file in files {
      let bytes = try [UInt8](Data(contentsOf: root.appendingPathComponent(file)))
      for choice in choices {
        do {
          try target.check([choice] + bytes)
        } catch {
          broken.append(BrokenPromise("\(file), read as \(choice) says: \(error)"))
        }
      }
    }
    return broken
  }

  @Test func `a finding of the past keeps every promise however it is read`() throws {
    let broken = try ReadingTarget.all.flatMap { target in
      try Self.broken(
        by: target, reading: Self.files(of: target, below: "Fuzz/Findings"),
        choices: Self.everyCut)
    }

    let mended = BrokenPromise.known.filter { known in
      !broken.contains { $0.description.contains(known) }
    }
    #expect(broken.filter { !$0.isKnown }.map(\.description) == [])
    #expect(mended == [], "take it out of BrokenPromise.known")
  }

  @Test(arguments: ReadingTarget.all)
  func `a seed and a public file keep every promise`(target: ReadingTarget) throws {
    let files = Self.files(of: target, below: "Fuzz/Seeds", "Tests/BankFilesTests/Fixtures")

    let broken = try Self.broken(
      by: target, reading: files, choices: stride(from: .min, to: .max, by: 36))

    #expect(broken.filter { !$0.isKnown }.map(\.description) == [])
  }

  @Test func `every target has seeds`() {
    let bare = ReadingTarget.all.map(\.name).filter {
      Self.files(below: "Fuzz/Seeds/\($0)").isEmpty
    }

    #expect(bare == [])
  }
}
