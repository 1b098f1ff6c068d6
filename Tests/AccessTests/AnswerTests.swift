import Testing

@testable import Access

@Suite struct AnswerTests {
  private let place: TemporaryAccess
  private let start = TemporaryAccess.start
  private let request: [UInt8] = [1, 2, 3]

  init() throws { place = try TemporaryAccess() }

  @Test func `a request that is sent again has the same answer, for a day`() throws {
    let file = try place.open()
    try file.remember(
      key: "k1", person: "alice", digest: request, response: Array("N57".utf8), at: start)

    func answer(_ person: String, _ key: String, _ moment: Int64) throws -> [UInt8]? {
      try file.remembered(key: key, person: person, digest: request, at: moment)
    }

    #expect(try answer("alice", "k1", start + 86_399) == Array("N57".utf8))
    #expect(try answer("alice", "k1", start + 86_400) == nil)
    #expect(try answer("bob", "k1", start) == nil)
    #expect(try answer("alice", "K1", start) == nil)
  }

  @Test func `a key stands for one request`() throws {
    let file = try place.open()
    try file.remember(key: "k1", person: "alice", digest: request, response: [], at: start)

    #expect(
      code { _ = try file.remembered(key: "k1", person: "alice", digest: [9], at: start) }
        == .keyReused)
    #expect(
      code { _ = try file.reserve(key: "k1", person: "alice", digest: [9], at: start) }
        == .keyReused)
    #expect(
      code {
        try file.remember(key: "k1", person: "alice", digest: [9], response: [], at: start)
      } == .keyReused)
    #expect(try file.remembered(key: "k1", person: "alice", digest: request, at: start) == [])
  }

  @Test func `the first answer stays`() throws {
    let file = try place.open()
    for answer: UInt8 in [1, 2] {
      try file.remember(key: "k", person: "alice", digest: request, response: [answer], at: start)
    }

    #expect(try file.remembered(key: "k", person: "alice", digest: request, at: start) == [1])
  }

  @Test func `of equal requests at the same moment one is carried out`() async throws {
    let file = try place.open()

    let (request, start) = (request, start)
    let outcomes = await withTaskGroup(of: String.self) { group in
      for _ in 0..<20 {
        group.addTask {
          do throws(AccessError) {
            let answer = try file.reserve(key: "k", person: "alice", digest: request, at: start)
            return answer == nil ? "mine" : "answered"
          } catch {
            return error.code.rawValue
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }

    #expect(outcomes.filter { $0 == "mine" }.count == 1)
    #expect(outcomes.filter { $0 == "keyInHand" }.count == 19)
  }

  @Test func `a key is free again when its request did nothing, and never where nobody knows`()
    throws
  {
    let file = try place.open()
    func reserve(_ moment: Int64) throws -> [UInt8]? {
      try file.reserve(key: "k", person: "alice", digest: request, at: moment)
    }

    #expect(try reserve(start) == nil)
    #expect(code { _ = try reserve(start + 3600) } == .keyInHand)
    try file.forget(key: "k", person: "alice")
    #expect(try reserve(start + 61) == nil)
    try file.remember(key: "k", person: "alice", digest: request, response: [7], at: start + 62)
    try file.forget(key: "k", person: "alice")
    #expect(try reserve(start + 63) == [7])
  }

  @Test(arguments: ["", "a b", "a\n", "é", String(repeating: "x", count: 256)])
  func `what is no key is refused`(key: String) throws {
    let file = try place.open()

    #expect(
      code { _ = try file.reserve(key: key, person: "alice", digest: request, at: start) }
        == .keyUnusable)
  }

  @Test func `answers are bounded in length and number`() throws {
    let file = try place.open()
    let long = [UInt8](repeating: 1, count: AccessFile.answerBytesMax + 1)
    #expect(
      code {
        try file.remember(key: "k", person: "alice", digest: request, response: long, at: start)
      } == .keyUnusable)

    try place.run(
      """
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1003)
      INSERT INTO answers SELECT 'alice', 'k' || i, x'010203', x'', \(start) + i FROM n
      """)
    try file.remember(
      key: "k1004", person: "alice", digest: request, response: [], at: start + 1004)

    #expect(try place.run("SELECT count(*) FROM answers") == "1000\n")
    #expect(try file.remembered(key: "k4", person: "alice", digest: request, at: start) == nil)
    #expect(try file.remembered(key: "k5", person: "alice", digest: request, at: start) == [])
  }
}
