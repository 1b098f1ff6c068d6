/// A person who has signed in, as they are now.
public struct Session: Hashable, Sendable {
  /// No secret: it names the session in a log.
  public let id: Int64
  /// The person's name.
  public let person: String
  /// What the person is at this moment, not when they signed in.
  public let role: Role
  /// Goes into every form that changes something.
  public let csrfToken: String
  /// When it ends if nothing more is asked, in seconds since 1970 UTC.
  public let expiresAt: Int64

  public var permissions: Set<Permission> { role.permissions }

  public func may(_ permission: Permission) -> Bool { role.may(permission) }

  /// Whether what a form brought is the token of this session; takes the same time for every answer.
  public func isRight(csrf: String) -> Bool {
    Secret.areEqual(Array(csrf.utf8), Array(csrfToken.utf8))
  }
}

/// A session that has just begun.
public struct NewSession: Hashable, Sendable {
  /// What goes into the cookie: 43 characters of base64url. It is nowhere else, not even in the file.
  public let token: String
  public let session: Session
}
