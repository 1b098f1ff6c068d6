/// The year, or the month and the year, that stand behind the serial of a number: `4711/2026`,
/// `FV/4711/03/2026`, `4711/26`.
enum YearBehind {
  static let years = 1990...2060

  /// How many of the last groups of digits they are; 0 where the last one is the serial.
  ///
  /// - Parameter isSlashed: a slash stands before the last group, as before a year of two figures:
  ///   `104-21` is no document of 2021.
  static func groups(_ groups: [ArraySlice<UInt8>], isSlashed: Bool) -> Int {
    guard let year = groups.last, isYear(year, isSlashed: isSlashed),
      let before = groups.dropLast().last
    else { return 0 }
    if groups.count > 2, before.count <= 2, (1...12).contains(NormalForm.figure(before)),
      let first = groups.dropLast(2).last, isSerial(first)
    {
      return 2
    }
    return isSerial(before) ? 1 : 0
  }

  /// As `groups`, of a number as it is written.
  static func groups(in bytes: some Collection<UInt8>) -> Int {
    let bytes = Array(bytes)
    let groups = bytes.split { !NormalForm.isDigit($0) }
    guard let last = groups.last, last.startIndex > 0 else { return 0 }
    return Self.groups(groups, isSlashed: bytes[last.startIndex - 1] == UInt8(ascii: "/"))
  }

  /// Four figures that are a year, as far as anybody can say.
  static func isYear(_ figures: some Collection<UInt8>) -> Bool {
    figures.count == 4 && figures.allSatisfy(NormalForm.isDigit)
      && years.contains(NormalForm.figure(figures))
  }

  static func isYear(_ digits: ArraySlice<UInt8>, isSlashed: Bool) -> Bool {
    isYear(digits)
      || (isSlashed && digits.count == 2 && (20...40).contains(NormalForm.figure(digits)))
  }

  /// Three figures at least that are no year: of `26/2015` and `2026/2015` the last is the serial.
  private static func isSerial(_ digits: ArraySlice<UInt8>) -> Bool {
    NormalForm.withoutLeadingZeros(digits).count >= 3 && !isYear(digits)
  }
}
