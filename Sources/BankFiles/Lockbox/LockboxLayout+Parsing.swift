import Money
import Receivables

extension LockboxLayout {
  /// The fields that a record of each kind may have.
  private static let known: [Kind: Set<String>] = [
    .fileHeader: ["destination", "origin", "date", "time"],
    .serviceHeader: ["serviceType"],
    .header: ["batch", "item", "lockbox", "depositDate"],
    .check: [
      "batch", "item", "amount", "routing", "account", "checkNumber", "checkDate", "lockbox",
      "depositDate", "remitter", "payee", "customerNumber", "memo",
      "invoice1", "invoice2", "invoice3", "invoice4", "invoice5", "invoice6", "invoice7",
      "invoice8",
    ],
    .overflow: ["batch", "item", "overflowType", "sequence", "last", "memo"],
    .batchTotal: ["batch", "lockbox", "depositDate", "count", "amount"],
    .lockboxTotal: ["lockbox", "depositDate", "count", "amount"],
    .fileTrailer: ["recordCount", "amount"],
  ]
  private static let knownInLines: Set<String> = [
    "invoice", "paid", "deduction", "reason", "text", "gross", "discount", "invoiceDate",
  ]

  /// Reads a layout of the user's own from its JSON text.
  ///
  /// - Throws: `BankFileError` with the place: no JSON, an unknown key or field, columns outside the
  ///   record, fields that overlap.
  public static func parse(json: [UInt8], file: String) throws(BankFileError) -> LockboxLayout {
    let root = try JSONParser.parse(json, file: file)
    try root.expectKeys(
      ["id", "recordLength", "currency", "sequenceModulo", "lastIndicator", "records"], in: file)
    guard let id = root["id"]?.text, !id.isEmpty else {
      throw error(root, file, "the layout has no id", "\"id\": \"a name\"")
    }
    guard let length = root["recordLength"]?.number, (20...4096).contains(length) else {
      throw error(
        root["recordLength"] ?? root, file, "the record length is not usable",
        "\"recordLength\": 20 to 4096")
    }
    guard let records = root["records"]?.members else {
      throw error(root, file, "the layout has no records", "\"records\": {…}")
    }
    var layout = LockboxLayout(id: id, recordLength: length, records: [:])
    if let currency = root["currency"] {
      guard let code = currency.text, Currency(code) != nil else {
        throw error(currency, file, "the currency is unknown", "an ISO 4217 code")
      }
      layout.currencyCode = code
    }
    if let modulo = root["sequenceModulo"] {
      guard let number = modulo.number, number > 0 else {
        throw error(modulo, file, "the sequence modulo is not usable", "a number above 0")
      }
      layout.sequenceModulo = number
    }
    layout.lastIndicator = root["lastIndicator"]?.text ?? ""
    for (key, value) in records {
      guard let type = key.utf8.first, key.utf8.count == 1 else {
        throw error(value, file, "the record type '\(key)' is not usable", "one character")
      }
      layout.records[type] = try record(value, length, file)
    }
    let checks = layout.records.values.filter { $0.kind == .check }
    guard checks.count == 1, checks.first?.fields["amount"] != nil else {
      throw error(
        root, file, "the layout does not say where the amount of a check stands",
        "one record of kind \"check\" with a field \"amount\"")
    }
    return layout
  }

  private static func record(
    _ value: JSONValue, _ length: Int, _ file: String
  ) throws(BankFileError) -> Record {
    try value.expectKeys(["kind", "fields", "lines"], in: file)
    guard let kind = value["kind"]?.text.flatMap(Kind.init(rawValue:)) else {
      throw error(
        value["kind"] ?? value, file, "the kind of record is unknown", "check, overflow …")
    }
    var taken: [(name: String, columns: ClosedRange<Int>)] = []
    func fields(
      _ value: JSONValue?, _ known: Set<String>
    ) throws(BankFileError) -> [String: Field] {
      var fields: [String: Field] = [:]
      guard let value else { return fields }
      guard let members = value.members else {
        throw error(value, file, "the fields are no object", "{\"name\": [first, last]}")
      }
      for (name, value) in members {
        guard known.contains(name) else {
          throw error(
            value, file, "a record of kind \(kind.rawValue) has no field '\(name)'",
            "one of \(known.sorted().joined(separator: ", "))")
        }
        let field = try Self.field(value, name, length, file)
        if let other = taken.first(where: { $0.columns.overlaps(field.columns) }) {
          throw error(
            value, file, "the field '\(name)' overlaps '\(other.name)'", "columns of its own")
        }
        taken.append((name, field.columns))
        fields[name] = field
      }
      return fields
    }
    var record = Record(kind: kind, fields: try fields(value["fields"], known[kind] ?? []))
    if let lines = value["lines"] {
      guard kind == .overflow, let elements = lines.elements else {
        throw error(lines, file, "lines stand where none can be", "a list, in an overflow record")
      }
      for element in elements { record.lines.append(try fields(element, knownInLines)) }
    }
    return record
  }

  private static func field(
    _ value: JSONValue, _ name: String, _ length: Int, _ file: String
  ) throws(BankFileError) -> Field {
    let bounds = value.elements ?? []
    guard bounds.count == 2 || bounds.count == 3, let first = bounds[0].number,
      let last = bounds[1].number
    else {
      throw error(value, file, "the columns of '\(name)' are not readable", "[first, last]")
    }
    guard first >= 2, first <= last, last <= length else {
      throw error(
        value, file, "the columns \(first) to \(last) of '\(name)' lie outside the record",
        "columns from 2 to \(length)")
    }
    guard bounds.count == 3 else { return Field(columns: first...last) }
    guard let pattern = bounds[2].text.flatMap(DatePattern.init(rawValue:)) else {
      throw error(bounds[2], file, "the date pattern of '\(name)' is unknown", "YYMMDD or MMDDYY")
    }
    return Field(columns: first...last, datePattern: pattern)
  }

  private static func error(
    _ value: JSONValue, _ file: String, _ problem: String, _ expected: String
  ) -> BankFileError {
    value.error(problem, expected, in: file)
  }
}
