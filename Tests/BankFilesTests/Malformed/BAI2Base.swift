/// The good file that the malformed ones of BAI2 are edits of.
enum BAI2Base {
  /// One account with two credits and a debit, all of its totals stated:
  /// 1000.00 + 250.00 + 150.00 - 87.50 = 1312.50; 280000 of the summary and 48750 of the movements
  /// make the hash total 328750.
  static let file = EditedFile(
    """
    01,BANK,OURS,260310,0800,7,,,2/
    02,OURS,BANK,1,260309,2400,USD,2/
    03,1234567890,USD,010,100000,,,015,131250,,/
    88,100,40000,2,,400,8750,1,/
    16,195,25000,V,260310,,B1,C1,ORG:=NORTHWIND INC
    88,INVOICE 4711
    16,142,15000,S,5000,10000,0,B2,C2,INVOICE 4712
    16,495,8750,0,B3,C3,RENT
    49,328750,7/
    98,328750,1,9/
    99,328750,1,11/
    """)

  static let money = "+400.00 -87.50 USD in 3"

  /// A file that differs from the good one by this edit.
  static func file(
    _ name: String, _ edit: (EditedFile) -> EditedFile, _ told: String..., money: String = money
  ) -> MalformedFile {
    MalformedFile(name, edit(file).bytes, told, money)
  }
}
