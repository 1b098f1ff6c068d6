import Testing

@testable import Access

@Suite struct AuditTests {
  private let place: TemporaryAccess
  private let start = TemporaryAccess.start

  init() throws { place = try TemporaryAccess() }

  private func denial(_ path: String, _ seconds: Int64 = 0) -> Denial {
    Denial(
      at: start + seconds, who: "alice", address: "10.0.0.1", method: "POST", path: path,
      why: "mayNotApprove")
  }

  @Test func `what was refused is told, the latest first`() throws {
    let file = try place.open()
    for number: Int64 in 1...3 { try file.note(denial: denial("/\(number)", number)) }

    #expect(try file.denials(last: 2) == [denial("/3", 3), denial("/2", 2)])
    #expect(try file.denials(last: 99).count == 3)
    #expect(try file.denials(last: -1) == [])
  }

  @Test func `texts of strangers are cut at whole characters`() throws {
    let file = try place.open()

    try file.note(denial: denial("/" + String(repeating: "é", count: 1000)))

    let path = try #require(try file.denials(last: 1).first?.path)
    #expect(path == "/" + String(repeating: "é", count: 127))
  }

  @Test func `only so many are kept`() throws {
    let file = try place.open()
    try place.run(
      """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
      INSERT INTO denials SELECT i, i, 'x', '', '', '', '' FROM n
      """)

    try file.note(denial: denial("/last"))

    #expect(try file.denials(last: .max).count == AccessFile.denialsMax)
    #expect(try file.denials(last: 1).first?.path == "/last")
  }

  @Test func `the list of changes cannot be rewritten, not even by other means`() throws {
    _ = try place.openWithAlice()

    #expect(throws: (any Error).self) { try place.run("DELETE FROM changes") }
    #expect(throws: (any Error).self) { try place.run("UPDATE changes SET actor = 'x'") }
  }
}
