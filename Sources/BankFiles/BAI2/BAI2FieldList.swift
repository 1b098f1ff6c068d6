/// The fields of a logical record, with the borders of its physical records.
struct BAI2FieldList {
  private var fields: [(bytes: ArraySlice<UInt8>, line: Int, endsPhysicalRecord: Bool)] = []
  private var next = 0

  var count: Int { fields.count }
  var isAtEnd: Bool { next >= fields.count }

  /// The line of the field that comes next, or of the last one.
  var line: Int? { isAtEnd ? fields.last?.line : fields[next].line }

  mutating func append(_ bytes: ArraySlice<UInt8>, line: Int, endsPhysicalRecord: Bool) {
    fields.append((bytes, line, endsPhysicalRecord))
  }

  /// The next field; empty beyond the last.
  mutating func take() -> ArraySlice<UInt8> {
    guard !isAtEnd else { return [] }
    defer { next += 1 }
    return fields[next].bytes
  }

  /// The next field, left where it is.
  var peek: ArraySlice<UInt8>? { isAtEnd ? nil : fields[next].bytes }

  /// Passes over an empty field that ends its physical record: the extra comma of some banks.
  mutating func skipEmptyRecordEnd() -> Bool {
    guard !isAtEnd, fields[next].bytes.isEmpty, fields[next].endsPhysicalRecord else {
      return false
    }
    next += 1
    return true
  }
}

/// What a funds type needs of the record it stands in.
protocol BAI2FieldSource {
  mutating func take() -> ArraySlice<UInt8>
  var isAtEnd: Bool { get }
}

extension BAI2FieldList: BAI2FieldSource {}
