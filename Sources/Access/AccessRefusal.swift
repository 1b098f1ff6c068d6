/// Why somebody was not let in.
///
/// All of them read the same, so that nobody learns which names there are; `code` is for the audit
/// and the metrics, never for the page.
public struct AccessRefusal: Error, Hashable, Sendable {
  public enum Code: String, Sendable, CaseIterable {
    case wrongPassword, unknownName, disabled
    /// The name, or the address, has failed too often lately: nothing was compared.
    case lockedName, lockedAddress
    /// More wait for their password to be checked than can be borne, or the file cannot be used:
    /// nothing was compared, and trying again is right.
    case unavailable
  }

  public let code: Code
  /// What is wrong with the file, where it is `unavailable` because of that.
  public let cause: AccessError?

  public init(_ code: Code, cause: AccessError? = nil) {
    self.code = code
    self.cause = cause
  }

  /// What the person is told.
  public var text: String {
    switch code {
    case .wrongPassword, .unknownName, .disabled, .lockedName, .lockedAddress:
      "This name with this password is not let in, or was tried too often; try again later."
    case .unavailable: "Nobody can sign in at the moment; try again in a minute."
    }
  }
}

extension AccessRefusal: CustomStringConvertible {
  public var description: String { text }
}
