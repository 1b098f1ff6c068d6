extension Role {
  /// All that the role may do: a table without exceptions, pinned by a test.
  ///
  /// Everybody may have tokens of their own: a token never may more than its person, so that one of
  /// a viewer reads for a dashboard. An admin sees, since whoever gives roles must see what they
  /// open, but neither decides, approves nor undoes.
  public var permissions: Set<Permission> {
    switch self {
    case .viewer: [.see, .useTokens]
    case .clerk: Role.viewer.permissions.union([.decide, .undo, .attach])
    case .supervisor:
      Role.clerk.permissions.union([.approve, .undoFile, .retryFile, .manageRules, .seeAudit])
    case .admin: [.see, .useTokens, .managePeople, .seeAudit]
    }
  }

  public func may(_ permission: Permission) -> Bool { permissions.contains(permission) }
}
