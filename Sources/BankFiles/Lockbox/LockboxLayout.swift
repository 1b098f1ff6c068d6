/// Where the fields of a lockbox file stand: what each bank agrees with its customers anew.
///
/// There is no one lockbox standard, so that layouts are data. Columns count from 1, both ends
/// included.
public struct LockboxLayout: Hashable, Sendable {
  /// A field's columns, and how its days are written.
  public struct Field: Hashable, Sendable {
    public var columns: ClosedRange<Int>
    public var datePattern: DatePattern

    public init(columns: ClosedRange<Int>, datePattern: DatePattern = .yearMonthDay) {
      self.columns = columns
      self.datePattern = datePattern
    }
  }

  public enum DatePattern: String, Sendable {
    case yearMonthDay = "YYMMDD"
    case monthDayYear = "MMDDYY"
  }

  /// What a record of one type means.
  public enum Kind: String, Sendable {
    case fileHeader, serviceHeader, header, check, overflow, batchTotal, lockboxTotal, fileTrailer
  }

  /// One type of record: the digit in column 1 decides.
  public struct Record: Hashable, Sendable {
    public var kind: Kind
    public var fields: [String: Field]
    /// Overflow: the remittance lines that one record holds.
    public var lines: [[String: Field]]

    public init(kind: Kind, fields: [String: Field], lines: [[String: Field]] = []) {
      self.kind = kind
      self.fields = fields
      self.lines = lines
    }
  }

  public var id: String
  /// The user has asked for it: it wins wherever it reads a file without an error.
  public var isPreferred = false
  public var recordLength: Int
  public var currencyCode: String
  /// By the record type's character.
  public var records: [UInt8: Record]
  /// Overflow sequences begin again after this.
  public var sequenceModulo: Int
  /// What the last-overflow indicator says on the last one; empty where there is none.
  public var lastIndicator: String

  public init(
    id: String, recordLength: Int, currencyCode: String = "USD", records: [UInt8: Record],
    sequenceModulo: Int = 99, lastIndicator: String = ""
  ) {
    self.id = id
    self.recordLength = recordLength
    self.currencyCode = currencyCode
    self.records = records
    self.sequenceModulo = sequenceModulo
    self.lastIndicator = lastIndicator
  }
}
