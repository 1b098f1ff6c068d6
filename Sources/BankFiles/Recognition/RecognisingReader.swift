import Receivables

/// Reads a bank file of any format, told by its content and never by its name.
///
/// The first bytes are held back until there are enough of them to tell; they then go to the
/// format's own reader, as all that follows.
public struct RecognisingReader: BankFileReader {
  /// So many bytes are looked at.
  static let sampleMax = 1 << 16

  private enum Reader {
    case undecided
    case camt(CamtReader)
    case bai2(BAI2Reader)
    case lockbox(LockboxReader)
  }

  /// What the file is; nil until enough of it has been seen.
  public private(set) var recognition: BankFileRecognition?
  private let file: String
  private let format: BankFileFormat?
  private let layouts: [LockboxLayout]
  private var sample: [UInt8] = []
  private var reader = Reader.undecided

  /// - Parameter format: what the file is said to be; nil to find out.
  public init(
    file: String, format: BankFileFormat? = nil, layouts: [LockboxLayout] = LockboxLayout.shipped
  ) {
    self.file = file
    self.format = format
    self.layouts = layouts
  }

  public mutating func consume(
    _ bytes: Span<UInt8>, into events: inout [BankFileEvent]
  ) throws(BankFileError) {
    if case .undecided = reader {
      let taken = min(bytes.count, Self.sampleMax - sample.count)
      bytes.extracting(0..<taken).withUnsafeBufferPointer { sample.append(contentsOf: $0) }
      guard sample.count == Self.sampleMax else { return }
      try decide(into: &events)
      try forward(bytes.extracting(taken..<bytes.count), into: &events)
    } else {
      try forward(bytes, into: &events)
    }
  }

  public mutating func finish(into events: inout [BankFileEvent]) throws(BankFileError) {
    if case .undecided = reader { try decide(into: &events) }
    switch reader {
    case .undecided: break
    case .camt(let camt): try camt.finish(into: &events)
    case .bai2(var bai2): try bai2.finish(into: &events)
    case .lockbox(var lockbox): try lockbox.finish(into: &events)
    }
    reader = .undecided
  }

  private mutating func decide(into events: inout [BankFileEvent]) throws(BankFileError) {
    let kind: ContentSample.Kind
    if let format {
      recognition = BankFileRecognition(
        format: format, certainty: "certain", reason: "the caller says so")
      kind =
        switch format {
        case .camt053, .camt052, .camt054: .xml
        case .bai2: .bai2
        case .lockbox: .lockbox
        }
    } else {
      let found = try ContentSample(sample, file: file).recognise()
      recognition = found.recognition
      kind = found.kind
    }
    switch kind {
    case .xml: reader = .camt(CamtReader(file: file))
    case .bai2: reader = .bai2(BAI2Reader(file: file))
    case .lockbox: reader = .lockbox(LockboxReader(file: file, layouts: layouts))
    }
    let held = sample
    sample = []
    try forward(held.span, into: &events)
  }

  /// The reader is taken out of the enumeration while it works, so that nothing is copied.
  private mutating func forward(
    _ bytes: Span<UInt8>, into events: inout [BankFileEvent]
  ) throws(BankFileError) {
    let working = reader
    reader = .undecided
    switch working {
    case .undecided: break
    case .camt(let camt):
      try camt.consume(bytes, into: &events)
      reader = .camt(camt)
    case .bai2(var bai2):
      try bai2.consume(bytes, into: &events)
      reader = .bai2(bai2)
    case .lockbox(var lockbox):
      try lockbox.consume(bytes, into: &events)
      reader = .lockbox(lockbox)
    }
  }
}
