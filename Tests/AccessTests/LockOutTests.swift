import TestSupport
import Testing

@testable import Access

@Suite struct LockOutTests {
  private let place: TemporaryAccess
  private let start = TemporaryAccess.start

  init() throws { place = try TemporaryAccess() }

  @Test func `five failures are free, then the wait doubles up to an hour`() {
    #expect((0...4).map(LockOut.delay(after:)) == [0, 0, 0, 0, 0])
    #expect((5...13).map(LockOut.delay(after:)) == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600])
    #expect(LockOut.delay(after: .max) == 3600)
  }

  @Test func `a locked name waits its time, wherever the tries come from`() throws {
    let file = try place.openWithAlice()
    for number in 1...5 {
      #expect(file.refusal(from: "10.0.0.\(number)", at: start) == .wrongPassword)
    }

    #expect(file.refusal("alice", rightPassword, from: "10.1.0.1", at: start + 29) == .lockedName)
    #expect(file.refusal(from: "10.1.0.1", at: start + 30) == .wrongPassword)
    #expect(file.refusal("alice", rightPassword, from: "10.1.0.1", at: start + 89) == .lockedName)
    #expect(file.refusal("alice", rightPassword, from: "10.1.0.1", at: start + 90) == nil)
    // Success forgets the name's failures.
    #expect(file.refusal(from: "10.1.0.2", at: start + 90) == .wrongPassword)
    #expect(file.refusal("alice", rightPassword, from: "10.1.0.2", at: start + 90) == nil)
  }

  @Test func `a locked address waits its time, whatever names it tries`() throws {
    let file = try place.openWithAlice()
    for name in ["a", "b", "c", "d", "not a name"] {
      #expect(file.refusal(name, at: start) == .unknownName)
    }

    #expect(file.refusal("alice", rightPassword, at: start + 29) == .lockedAddress)
    #expect(file.refusal("alice", rightPassword, from: "10.0.0.2", at: start + 29) == nil)
    #expect(file.refusal("alice", rightPassword, at: start + 30) == nil)
  }

  @Test func `whoever can sign in cannot wash an address clean by it`() throws {
    let file = try place.openWithAlice()
    for name in ["a", "b", "c", "d"] { _ = file.refusal(name, at: start) }
    #expect(file.refusal("alice", rightPassword, at: start) == nil)

    #expect(file.refusal("e", at: start) == .unknownName)
    #expect(file.refusal("alice", rightPassword, at: start) == .lockedAddress)
  }

  @Test func `one network of IPv6 is one address`() throws {
    let file = try place.openWithAlice()
    for number in 1...5 { _ = file.refusal("n\(number)", from: "2001:db8::\(number)", at: start) }

    #expect(file.refusal("alice", rightPassword, from: "2001:db8::99", at: start) == .lockedAddress)
    #expect(file.refusal("alice", rightPassword, from: "2001:db8:0:1::1", at: start) == nil)
  }

  @Test(arguments: [
    ("10.0.0.1", "10.0.0.1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("::ffff:10.0.0.1", "10.0.0.1"), ("fe80::1%eth0", "fe80:0:0:0::/64"), ("::1", "0:0:0:0::/64"),
    ("", ""), ("unix:socket", "unix:socket"),
  ])
  func `what counts as one address`(address: String, key: String) {
    #expect(AddressKey.text(of: address) == key)
  }

  @Test func `ten thousand guesses cost no hashing and no write, after a restart too`() throws {
    let before = try place.openWithAlice()
    for number in 1...5 { _ = before.refusal(from: "10.0.0.\(number)", at: start) }
    try before.close()
    // Whoever asks this one for a hashing is `unavailable`.
    let file = try place.open(turn: HashingTurn(atOnce: 0, waitingMax: 0))
    let bytes = try place.bytes()

    let codes = (1...10_000).map {
      file.refusal(
        "alice", "guess number \($0)", from: "10.1.\($0 / 250).\($0 % 250)", at: start + 1)
    }

    #expect(codes.allSatisfy { $0 == .lockedName })
    #expect(try place.bytes() == bytes)
  }

  @Test func `tries that begin at the same moment are not more guesses`() async throws {
    let file = try place.openWithAlice()

    let start = start
    let codes = await withTaskGroup(of: AccessRefusal.Code?.self) { group in
      for number in 0..<40 {
        group.addTask { file.refusal(from: "10.0.0.\(number)", at: start) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }

    #expect(codes.filter { $0 == .wrongPassword }.count == 5)
    #expect(codes.filter { $0 == .lockedName }.count == 35)
  }

  @Test func `a day without a failure and all is forgotten`() throws {
    let file = try place.openWithAlice()
    for number in 1...5 { _ = file.refusal(from: "10.0.0.\(number)", at: start) }
    let later = start + LockOut.memory

    for number in 1...4 {
      #expect(file.refusal(from: "10.0.1.\(number)", at: later) == .wrongPassword)
    }
    #expect(file.refusal("alice", rightPassword, from: "10.0.1.5", at: later) == nil)
  }

  @Test func `where hashing has to wait too long, the try counts for nothing`() throws {
    try place.openWithAlice().close()
    let file = try place.open(turn: HashingTurn(atOnce: 0, waitingMax: 0))

    for _ in 1...10 {
      #expect(file.refusal("alice", rightPassword, at: start) == .unavailable)
    }

    #expect(try place.run("SELECT count(*) FROM failures") == "0\n")
  }

  @Test func `made-up names do not free a name that is locked`() throws {
    let file = try place.openWithAlice()
    for number in 1...9 {
      _ = file.refusal(from: "10.0.0.\(number)", at: start + Int64(number) * 500)
    }
    try place.run(
      """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(LockOut.keysMax))
      INSERT INTO failures SELECT 'name', 'n' || i, 1, \(start + 4500), 0 FROM n
      """)

    let moment = start + 4501
    _ = file.refusal("another", from: "10.2.0.1", at: moment)
    let count = try place.run("SELECT count(*) <= \(LockOut.keysMax) FROM failures")

    #expect(count == "1\n")
    #expect(file.refusal("alice", rightPassword, from: "10.2.0.2", at: moment) == .lockedName)
  }

  /// The rule once more, as simple as it can be told.
  private struct Model {
    var count = 0
    var failedAt: Int64 = 0
    var lockedUntil: Int64 = 0

    mutating func expects(isRight: Bool, at moment: Int64) -> AccessRefusal.Code? {
      if moment < lockedUntil { return .lockedName }
      if isRight {
        self = Model()
        return nil
      }
      if moment - failedAt >= 86_400 { count = 0 }
      count += 1
      failedAt = moment
      if count >= 5 {
        lockedUntil = moment + [30, 60, 120, 240, 480, 960, 1920][min(count - 5, 6)]
      }
      if count >= 12 { lockedUntil = moment + 3600 }
      return .wrongPassword
    }
  }

  @Test(arguments: SeededGenerator.seeds(10))
  func `whatever is tried when, the name is locked as the rule says`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let file = try place.openWithAlice()
    var model = Model()
    var moment = start

    for step in 0..<120 {
      moment += Int64(random.pick([0, 1, 29, 31, 100, 1000, 3600, 90_000]))
      let isRight = random.happens(8)
      let expected = model.expects(isRight: isRight, at: moment)
      let actual = file.refusal(
        "alice", isRight ? rightPassword : wrongPassword, from: "10.1.\(step).1", at: moment)
      #expect(actual == expected, "seed \(seed), step \(step)")
    }
  }
}
