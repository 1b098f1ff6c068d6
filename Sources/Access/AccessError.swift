/// What cannot be done with people, sessions and tokens, and what to do instead.
public struct AccessError: Error, Hashable, Sendable {
  /// Stable names; they never change their meaning.
  public enum Code: String, Sendable, CaseIterable {
    /// 64: the name of a person is unusable, taken, or nobody's.
    case nameUnusable, nameTaken, personUnknown
    /// 64: the new password is one that must not be used.
    case passwordUnusable
    /// 64: a token's name, permissions or end are not possible, or there is no such token.
    case tokenUnusable, tokenUnknown
    /// 64: an idempotency key that cannot be one, that stands for another request, or whose request
    /// is being answered at this moment.
    case keyUnusable, keyReused, keyInHand
    /// 75: another process holds the file, or too many passwords wait to be hashed.
    case busy
    /// 74: the disk failed or is full.
    case inputOutput
    /// 66: there is no file yet.
    case missing
    /// 65: the file is no access file of ours, or one of a later version.
    case notAnAccessFile, tooNew
    /// 70: what is in it contradicts itself.
    case damaged
  }

  public var code: Code
  /// What is wrong; never a password or a token.
  public var problem: String
  public var expected: String

  public init(code: Code, problem: String, expected: String) {
    self.code = code
    self.problem = problem
    self.expected = expected
  }

  /// What a process should exit with.
  public var exitCode: Int32 {
    switch code {
    case .nameUnusable, .nameTaken, .personUnknown, .passwordUnusable, .tokenUnusable,
      .tokenUnknown, .keyUnusable, .keyReused, .keyInHand:
      64
    case .notAnAccessFile, .tooNew: 65
    case .missing: 66
    case .damaged: 70
    case .inputOutput: 74
    case .busy: 75
    }
  }
}

extension AccessError: CustomStringConvertible {
  public var description: String { "\(problem); expected \(expected) (\(code.rawValue))" }
}
