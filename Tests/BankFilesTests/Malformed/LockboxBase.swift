/// The good file that the malformed ones of lockboxes are edits of.
enum LockboxBase {
  /// One lockbox, a batch of two checks and one of a single check: 1500.00 + 200.00 + 50.00 = 1750.00.
  /// Its layout is the one with deductions (SAP-BAI2).
  static let file = EditedFile(
    """
    100ACMECORP  09999999922601050830
    2ACMECORP  0999999992000000000040008000801
    50010000012345260105ACMECORP  0999999992
    6001001000015000099999999200012345670000004711
    40010016010INV-1001        00001000000000000000000
    40010016029INV-1002        00000500000000002500010DAMAGED GOODS
    6001002000002000099999999200076543210000000815
    40010026019INV-1003        00000200000000000000000
    700100200123452601050020000170000
    50020000012345260105ACMECORP  0999999992
    6002001000000500099999999200012345670000004712
    40020016019INV-1004        00000050000000000000000
    700200100123452601050010000005000
    800200100123452601050030000175000
    9000015
    """)

  static let money = "+1750.00 -0.00 USD in 3, 1750.00 for 4"
  /// Without the first check, whose lines are 4 to 6.
  static let moneyOfOthers = "+250.00 -0.00 USD in 2, 250.00 for 2"

  /// A file that differs from the good one by this edit.
  static func file(
    _ name: String, _ edit: (EditedFile) -> EditedFile, _ told: String..., money: String = money
  ) -> MalformedFile {
    MalformedFile(name, edit(file).bytes, told, money)
  }
}
