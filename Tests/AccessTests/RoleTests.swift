import Testing

@testable import Access

@Suite struct RoleTests {
  /// Viewer, clerk, supervisor, admin.
  static let matrix: [(Permission, String)] = [
    (.see, "v c s a"),
    (.decide, "- c s -"),
    (.approve, "- - s -"),
    (.undo, "- c s -"),
    (.undoFile, "- - s -"),
    (.retryFile, "- - s -"),
    (.attach, "- c s -"),
    (.manageRules, "- - s -"),
    (.managePeople, "- - - a"),
    (.useTokens, "v c s a"),
    (.seeAudit, "- - s a"),
  ]

  @Test func `who may do what is this table, and nothing else`() {
    let actual = Permission.allCases.map { permission in
      let letters = Role.allCases.map {
        $0.may(permission) ? String($0.rawValue.prefix(1)) : "-"
      }
      return "\(permission): \(letters.joined(separator: " "))"
    }

    #expect(actual == Self.matrix.map { "\($0): \($1)" })
  }

  @Test func `who manages people never moves money, and who moves money never manages people`() {
    let money: Set<Permission> = [.decide, .approve, .undo, .undoFile, .retryFile, .manageRules]

    for role in Role.allCases {
      #expect(!role.may(.managePeople) || role.permissions.isDisjoint(with: money), "\(role)")
    }
  }

  @Test func `each role but the last may what the one before may`() {
    #expect(Role.viewer.permissions.isStrictSubset(of: Role.clerk.permissions))
    #expect(Role.clerk.permissions.isStrictSubset(of: Role.supervisor.permissions))
  }
}
