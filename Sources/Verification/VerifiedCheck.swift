/// One thing that was held against the files of an output folder.
public struct VerifiedCheck: Hashable, Sendable {
  /// At most so many faults are told in words.
  static let faultsMax = 20

  /// What has to hold, as a sentence.
  public var name: String
  /// How much was looked at.
  public var looked = 0
  /// Where it does not hold, the first of them.
  public private(set) var faults: [String] = []
  public private(set) var faultCount = 0
  /// What was looked at could not be checked wholly, and why.
  public var remark = ""

  public var holds: Bool { faultCount == 0 }

  init(_ name: String) { self.name = name }

  mutating func require(_ holds: Bool, _ fault: @autoclosure () -> String) {
    looked += 1
    guard !holds else { return }
    faultCount += 1
    if faults.count < Self.faultsMax { faults.append(fault()) }
  }
}
