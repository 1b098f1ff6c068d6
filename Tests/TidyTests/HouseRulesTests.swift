import Foundation
import Testing

/// The rules of the house, held against the sources themselves.
@Suite struct HouseRulesTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Imports run one way; left may never see right.
  private static let order = [
    "Money", "Receivables", "CLibXML2", "XMLStream", "BankFiles", "Matching", "Books",
    "Reconciliation", "LedgerFiles", "CXlsx", "Spreadsheets", "Verification", "Worlds", "Settings",
    "Durable", "Store", "Pipeline", "Enquiry", "Access", "CPango", "Console", "quittance",
  ]

  /// No Foundation, clock, file or randomness; the libraries that they may use instead.
  private static let pure: [String: Set<String>] = [
    "Money": [], "Receivables": [], "BankFiles": [], "Matching": [], "Books": [],
    "Reconciliation": ["Crypto"], "LedgerFiles": [],
    "Worlds": ["Crypto"],
  ]

  /// They meet in the types of `Receivables` alone.
  private static let strangers: Set = ["BankFiles", "Matching", "Books"]

  private struct Source {
    var module: String
    var path: String
    var text: String
    var imports: [String]
  }

  private func sources() throws -> [Source] {
    let base = Self.root.appendingPathComponent("Sources")
    let paths =
      FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
    return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
      let text = String(
        decoding: try Data(contentsOf: base.appendingPathComponent(path)), as: UTF8.self)
      let imports = text.split(separator: "\n").compactMap { line -> String? in
        let words = line.split(separator: " ").map(String.init)
        guard let place = words.firstIndex(of: "import"), place <= 1, words.count > place + 1,
          place == 0 || words[0] == "public"
        else { return nil }
        return words[place + 1]
      }
      return Source(
        module: path.split(separator: "/").first.map(String.init) ?? "", path: path, text: text,
        imports: imports)
    }
  }

  @Test func `imports run one way`() throws {
    var wrong: [String] = []
    for source in try sources() {
      let place = try #require(Self.order.firstIndex(of: source.module), "\(source.module)")
      for name in source.imports {
        guard let other = Self.order.firstIndex(of: name) else { continue }
        let areStrangers =
          Self.strangers.contains(source.module) && Self.strangers.contains(name)
        if other >= place || areStrangers { wrong.append("\(source.path) imports \(name)") }
      }
    }
    #expect(wrong == [])
  }

  @Test func `the pure modules import nothing that has a clock, a file or chance`() throws {
    var wrong: [String] = []
    for source in try sources() {
      guard let allowed = Self.pure[source.module] else { continue }
      for name in source.imports
      where !Self.order.contains(name) && !allowed.contains(name) {
        wrong.append("\(source.path) imports \(name)")
      }
    }
    #expect(wrong == [])
  }

  @Test func `only XMLStream knows libxml2`() throws {
    let others = try sources().filter {
      $0.imports.contains("CLibXML2") && $0.module != "XMLStream"
    }
    #expect(others.map(\.path) == [])
  }

  @Test func `only Spreadsheets knows libxlsxwriter`() throws {
    let others = try sources().filter {
      $0.imports.contains("CXlsx") && $0.module != "Spreadsheets"
    }
    #expect(others.map(\.path) == [])
  }

  @Test func `nothing is forced, and money never meets a binary fraction`() throws {
    var wrong: [String] = []
    for source in try sources() {
      for (number, line) in source.text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        let code = line.split(separator: "//", omittingEmptySubsequences: false)[0]
        for forbidden in [/try!/, /\bas!/, /\bDouble\b/, /\bFloat\b/, /fatalError/]
        where code.contains(forbidden) {
          wrong.append("\(source.path):\(number + 1): \(code)")
        }
      }
    }
    #expect(wrong == [])
  }

  @Test func `a file fits into a head`() throws {
    let long = try sources().filter { $0.text.split(separator: "\n").count > 300 }
    #expect(long.map(\.path) == [])
  }

  @Test func `the commands of the README are there`() throws {
    let readme = String(
      decoding: try Data(contentsOf: Self.root.appendingPathComponent("README.md")), as: UTF8.self)
    let makefile = String(
      decoding: try Data(contentsOf: Self.root.appendingPathComponent("Makefile")), as: UTF8.self)
    let commands = try sources().filter { $0.module == "quittance" }.map(\.text).joined()

    let made = readme.matches(of: /\bmake ([a-z-]+)/).map { String($0.output.1) }
    let called = readme.matches(of: /(?m)^(?:\$ )?quittance ([a-z-]+)/).map { String($0.output.1) }
    #expect(made.contains("demo") && made.contains("test"))
    #expect(made.filter { !makefile.contains("\n\($0):") } == [])
    #expect(!called.isEmpty)
    #expect(called.filter { !commands.contains("commandName: \"\($0)\"") } == [])
  }
}
