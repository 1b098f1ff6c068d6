import Money
import Receivables

/// The status and summary amounts of a 03 record: groups of type, amount, item count, funds type.
struct BAI2Summary {
  struct Item {
    var amount: Int64
    var count: Int?
  }

  /// The latest amount of the type codes that are looked at: 010, 015, 100 and 400.
  private(set) var items: [Int: Item] = [:]
  /// Every amount with its literal sign, whatever its code.
  private(set) var sum: Int128 = 0
  /// A type code stood where a funds type should: a field was dropped before it.
  private(set) var isResynced = false

  func item(_ code: Int) -> Item? { items[code] }

  /// What is not as it should be in one group.
  struct Finding {
    var severity: BankFileProblem.Severity
    var code: BankFileError.Code
    var line: Int?
    var problem: String
    var expected: String
  }

  init() {}

  init(reading fields: inout BAI2FieldList, findings: inout [Finding]) {
    var seen: Set<Int> = []
    while !fields.isAtEnd {
      if fields.skipEmptyRecordEnd() { continue }
      readGroup(&fields, &seen, &findings)
    }
  }

  private mutating func readGroup(
    _ fields: inout BAI2FieldList, _ seen: inout Set<Int>, _ findings: inout [Finding]
  ) {
    let line = fields.line
    let typeBytes = fields.take()
    let amountBytes = fields.take()
    let countBytes = fields.take()
    let fundsBytes = fields.peek ?? []
    func find(
      _ severity: BankFileProblem.Severity, _ code: BankFileError.Code, _ problem: String,
      _ expected: String
    ) {
      findings.append(
        Finding(severity: severity, code: code, line: line, problem: problem, expected: expected))
    }
    let type = BAI2TypeCode(typeBytes)
    let typeText = TextDecoding.text(typeBytes)
    if type == nil, !typeBytes.isEmpty {
      find(.error, .unknownTypeCode, "the summary type code is '\(typeText)'", "three digits")
    }
    if type == nil, typeBytes.isEmpty, !amountBytes.isEmpty {
      find(.warning, .unknownTypeCode, "a summary amount has no type code", "three digits")
    }
    var amount: Int64?
    do {
      amount = try WholeNumber.read(amountBytes)
    } catch {
      find(
        .error, .badAmount, "the amount of \(typeText) is '\(TextDecoding.text(amountBytes))'",
        "a whole number of minor units, at most 18 digits")
    }
    sum += Int128(amount ?? 0)
    if BAI2TypeCode(fundsBytes) != nil {
      isResynced = true
      find(
        .warning, .badRecord,
        "a type code stands where the funds type of \(typeText) should", "a funds type, or nothing")
    } else {
      _ = fields.take()
      if case .refused(let problem) = BAI2Funds.read(fundsBytes, from: &fields) {
        if BAI2TypeCode(fundsBytes) == nil { isResynced = isResynced || fundsBytes.count > 1 }
        find(.error, .badRecord, "of \(typeText), " + problem, "0, 1, 2, S, V, D or Z")
      }
    }
    let count = WholeNumber.count(countBytes)
    if count == nil, !countBytes.isEmpty {
      find(
        .warning, .badRecord,
        "the item count of \(typeText) is '\(TextDecoding.text(countBytes))'", "a whole number")
    }
    guard let type else { return }
    if type.isStatus, !countBytes.isEmpty || !fundsBytes.isEmpty, BAI2TypeCode(fundsBytes) == nil {
      find(
        .warning, .badRecord, "the status \(typeText) has an item count or a funds type", "neither")
    }
    if type.isDetail {
      find(
        .warning, .unknownTypeCode, "\(typeText) is the code of a movement, not of a summary",
        "it in a 16 record")
    }
    if !seen.insert(type.number).inserted {
      find(
        .warning, .duplicateElement, "the summary \(typeText) comes twice", "every code once")
    }
    if let amount, amount < 0, !type.isStatus {
      find(.warning, .badAmount, "the summary \(typeText) is negative: \(amount)", "no sign")
    }
    if let amount, [10, 15, 100, 400].contains(type.number) {
      items[type.number] = Item(amount: amount, count: count)
    }
  }
}
