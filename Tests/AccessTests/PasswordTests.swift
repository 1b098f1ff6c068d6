import Foundation
import TestSupport
import Testing

@testable import Access

@Suite struct PasswordTests {
  private let cheap = TemporaryAccess.cheap
  private let start = TemporaryAccess.start
  private let place: TemporaryAccess

  init() throws { place = try TemporaryAccess() }

  /// Made by Python's hashlib: the vectors of RFC 7914 have shorter salts than ours.
  @Test func `the hash is scrypt as others compute it`() throws {
    let text =
      "$scrypt$ln=14,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$UxYE/nON8zrmLNK5lL/j9XPtKMDZ5VR/h1tkExic5Zo"

    let hash = try #require(PasswordHash(parsing: text))

    #expect(try hash.isRight("pleaseletmein"))
    #expect(try !hash.isRight("pleaseletmeim"))
    #expect(hash.text == text)
  }

  @Test func `what a password costs today is what OWASP asks for`() throws {
    let hash = try PasswordHash(of: rightPassword, .today)

    #expect(hash.text.hasPrefix("$scrypt$ln=17,r=8,p=1$"))
    #expect(try hash.isRight(rightPassword))
    #expect(try !hash.isRight(wrongPassword))
  }

  @Test func `two hashes of one password have nothing in common`() throws {
    let one = try PasswordHash(of: rightPassword, cheap)
    let other = try PasswordHash(of: rightPassword, cheap)

    #expect(one.salt != other.salt && one.hash != other.hash)
    #expect(one.salt.count == 16 && one.hash.count == 32)
  }

  @Test func `a letter that a keyboard writes as one character or as two is the same`() throws {
    let hash = try PasswordHash(of: "caf\u{E9} au lait", cheap)

    #expect(try hash.isRight("cafe\u{301} au lait"))
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `a hash is read as it was written, and no change of it is let pass`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let hash = try PasswordHash(of: rightPassword, cheap)
    var bytes = Array(hash.text.utf8)
    let place = random.number(0...(bytes.count - 1))
    bytes[place] ^= UInt8(random.number(1...127))

    let again = PasswordHash(parsing: hash.text)
    let changed = PasswordHash(parsing: String(decoding: bytes, as: UTF8.self))

    #expect(again == hash)
    // The last figure of base64 has bits that mean nothing.
    let isRight = try changed.map { try $0.isRight(rightPassword) } ?? false
    #expect(!isRight || changed == hash, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
  }

  @Test(arguments: [
    "", "$", "plain", "$scrypt$ln=4,r=8,p=1$$", "$argon2id$ln=4,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$x",
    // 2 GiB, and p without end.
    "$scrypt$ln=21,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
    "$scrypt$ln=4,r=8,p=99999$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
    "$scrypt$ln=-1,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
    "$scrypt$r=8,ln=4,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
    "$scrypt$ln=4,r=8,p=1$AAECAwQFBgcICQoLDA0$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
  ])
  func `what is no hash, or one that nobody could bear, is not read`(text: String) {
    #expect(PasswordHash(parsing: text) == nil)
  }

  @Test(arguments: [
    ("ninebytes", "the password has 9 bytes"), ("", "the password has 0 bytes"),
    (String(repeating: "long ", count: 52), "the password has 260 bytes"),
    ("Alice.Smith", "the password is the name"), ("aaaaaaaaaaaa", "few characters repeated"),
    ("121212121212", "few characters repeated"), ("Password123", "one of the most common"),
    ("qwertyuiop", "one of the most common"), ("tab\tinside it", "control characters"),
  ])
  func `a password that must not be is refused with the reason`(
    password: String, problem: String
  ) throws {
    let file = try place.open()

    let error = #expect(throws: AccessError.self) {
      try file.addPerson(
        name: "alice.smith", role: .clerk, password: password, by: "root", at: start)
    }

    #expect(error?.code == .passwordUnusable)
    #expect(error?.problem.contains(problem) == true, "\(error?.problem ?? "")")
    #expect(error.map { "\($0)" }?.contains("tab\tinside it") == false)
  }

  @Test(arguments: ["tenbytes10", "ein Fluß aus grauen Steinen", "🪨🌊🌧🔥", "correct horse"])
  func `any other is taken as it is`(password: String) throws {
    let file = try place.open()
    try file.addPerson(name: "alice", role: .clerk, password: password, by: "root", at: start)

    #expect(file.refusal("alice", password, at: start) == nil)
    #expect(file.refusal("alice", password + " ", at: start) == .wrongPassword)
  }

  @Test func `a password of any length costs one hashing and is wrong`() throws {
    let file = try place.openWithAlice()

    let refused = file.refusal("alice", String(repeating: "x", count: 1 << 22), at: start)

    #expect(refused == .wrongPassword)
  }

  @Test func `who signs in has their password hashed at today's cost`() throws {
    try place.openWithAlice().close()
    let dearer = PasswordCost(logN: 5, blockSize: 8, parallelism: 1)
    let file = try place.open(cost: dearer)

    let refused = file.refusal("alice", rightPassword, at: start)
    let kept = try place.run("SELECT password_hash FROM people")

    #expect(refused == nil)
    #expect(kept.hasPrefix("$scrypt$ln=5,r=8,p=1$"))
    #expect(file.refusal("alice", rightPassword, at: start) == nil)
  }

  @Test func `two hash at once, the others wait in turn, and too many are sent away`() async throws
  {
    let turn = HashingTurn(atOnce: 2, waitingMax: 30)
    let atOnce = Counted()

    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<32 {
        group.addTask {
          try? turn.take {
            atOnce.enter()
            _ = try PasswordHash(of: rightPassword, TemporaryAccess.cheap)
            atOnce.leave()
          }
        }
      }
    }
    let closed = try place.open(turn: HashingTurn(atOnce: 0, waitingMax: 0))

    #expect(atOnce.most <= 2 && atOnce.all == 32)
    #expect(closed.refusal("alice", rightPassword, at: start) == .unavailable)
  }
}

/// How many are inside at once.
private final class Counted: @unchecked Sendable {
  private let lock = NSLock()
  private var inside = 0
  private(set) var most = 0
  private(set) var all = 0

  func enter() {
    lock.withLock {
      inside += 1
      all += 1
      most = max(most, inside)
    }
  }

  func leave() { lock.withLock { inside -= 1 } }
}
