/// What went wrong with the store, and what to do.
public struct StoreError: Error, Hashable, Sendable {
  /// Stable names; they never change their meaning.
  public enum Code: String, Sendable, CaseIterable {
    /// 75: another process holds the store.
    case busy
    /// 75: the lease on what was claimed ran out, and somebody else may have taken it.
    case leaseLost
    /// 74: the disk failed or is full.
    case inputOutput
    /// 66: there is no store, or it may not be read.
    case missing
    /// 65: the file is no store of ours, or one of a later version.
    case notAStore, tooNew
    /// 70: what is in it contradicts itself.
    case damaged
  }

  public var code: Code
  public var problem: String
  public var remedy: String

  public init(code: Code, problem: String, remedy: String) {
    self.code = code
    self.problem = problem
    self.remedy = remedy
  }

  /// What the process should exit with.
  public var exitCode: Int32 {
    switch code {
    case .busy, .leaseLost: 75
    case .inputOutput: 74
    case .missing: 66
    case .notAStore, .tooNew: 65
    case .damaged: 70
    }
  }
}

extension StoreError: CustomStringConvertible {
  public var description: String { "\(problem); expected \(remedy) (\(code.rawValue))" }
}
