/// Finds where a second record begins on the same line.
///
/// Some banks write `…PPD/ 16,142,500,…`. A slash, blanks and a record code are taken for a border
/// only if what follows looks like that record: text such as `INV 12/ 16,5 KG` stays whole. In a text,
/// which is a payer's, it is a border only where the bank has joined records of its own before.
enum BAI2RecordSplitter {
  /// The end (behind the slash) of the record whose fields begin at `offset`.
  static func end(of line: [UInt8], from offset: Int, isText: Bool) -> Int {
    var index = offset
    while index + 1 < line.count {
      defer { index += 1 }
      guard line[index] == UInt8(ascii: "/"), line[index + 1] == 0x20 else { continue }
      guard let next = BAI2RecordCode.begins(in: line, at: index + 1) else { continue }
      if !isText || isPlausible(next.code, fieldsAt: next.fields, in: line) { return index + 1 }
    }
    return line.count
  }

  private static func isPlausible(
    _ code: BAI2RecordCode, fieldsAt start: Int, in line: [UInt8]
  ) -> Bool {
    let fields = line[start...].split(
      separator: UInt8(ascii: ","), maxSplits: 4, omittingEmptySubsequences: false)
    switch code {
    case .detail: return fields.count > 2 && fields.first.flatMap(BAI2TypeCode.init) != nil
    case .accountTrailer, .groupTrailer, .fileTrailer:
      guard fields.count > 1, let total = fields.first else { return false }
      return (try? WholeNumber.read(total)) != nil
    case .groupHeader: return fields.count > 4
    case .account: return fields.count > 1
    case .fileHeader, .continuation: return false
    }
  }

  /// Cuts a file without line ends into its records of fixed length, if that is what the line is.
  ///
  /// - Returns: the offsets at which records begin; one alone for an ordinary line.
  static func fixedLengthBorders(of line: [UInt8]) -> [Int] {
    guard let first = BAI2RecordCode.begins(in: line, at: 0), first.code == .fileHeader else {
      return [0]
    }
    let fields = line[first.fields...].split(
      separator: UInt8(ascii: ","), maxSplits: 6, omittingEmptySubsequences: false)
    guard fields.count == 7, let length = WholeNumber.count(fields[5]), length >= 20,
      line.count > length
    else { return [0] }
    let borders = Array(stride(from: 0, to: line.count, by: length))
    let isCut = borders.allSatisfy { BAI2RecordCode.begins(in: line, at: $0)?.start == $0 }
    return isCut ? borders : [0]
  }
}
