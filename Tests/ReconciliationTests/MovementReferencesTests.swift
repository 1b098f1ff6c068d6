import Testing

@testable import Reconciliation

/// Whether two equal movements are one, by what the bank calls them.
@Suite struct MovementReferencesTests {
  private static let uetr = "8a562c67-ca16-48ba-b074-65581be6f001"
  private static let otherUETR = "8a562c67-ca16-48ba-b074-65581be6f002"

  @Test(
    arguments: [
      (["SV-1"], [], ["SV-1"], [], true),
      (["SV-1"], [], ["SV-2"], [], false),
      (["SV-1", uetr], [], ["SV-1"], [], true),
      // A reference of its own beside one that only the other has.
      (["SV-1", uetr], [], ["SV-2", uetr], [], true),
      (["SV-1", uetr], [], ["SV-2", otherUETR], [], false),
      // One report says the servicer's reference, the other the UETR alone.
      (["SV-1"], [], [uetr], [], nil),
      // A detail's own reference, and its entry's: the other report has only the entry.
      (["D-1"], ["SUM-1"], ["SUM-1"], [], nil),
      (["SUM-1"], [], ["D-1"], ["SUM-1"], nil),
      (["D-1"], ["SUM-1"], ["D-2"], ["SUM-1"], false),
      ([], [], ["SV-1"], [], nil),
    ] as [([String], [String], [String], [String], Bool?)])
  func `references of one kind tell movements apart, and nothing less does`(
    unique: [String], others: [String], secondUnique: [String], secondOthers: [String],
    isSame: Bool?
  ) {
    let first = MovementReferences(unique: unique, others: others)
    let second = MovementReferences(unique: secondUnique, others: secondOthers)

    #expect(first.isSame(as: second) == isSame)
    #expect(second.isSame(as: first) == isSame)
  }
}
