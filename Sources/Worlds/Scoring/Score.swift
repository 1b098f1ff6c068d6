public import Money

/// How far an output agrees with a truth.
public struct Score: Sendable {
  /// Lines that agree, of those of the output and of those of the truth.
  public struct Agreement: Sendable, Hashable {
    public var agreed = 0
    public var output = 0
    public var truth = 0

    public var precision: Share { Share(agreed, of: output) }
    public var recall: Share { Share(agreed, of: truth) }
  }

  /// The same in money, without signs.
  public struct ValueAgreement: Sendable, Hashable {
    public var agreed: Int64 = 0
    public var output: Int64 = 0
    public var truth: Int64 = 0

    public var precision: Share { Share(Int(agreed), of: Int(output)) }
    public var recall: Share { Share(Int(agreed), of: Int(truth)) }
  }

  /// One payment on which truth and output differ.
  public struct Example: Sendable, Hashable {
    public var payment: String
    public var scenario: String
    public var expected: String
    public var got: String
    /// It pays what the truth does not pay.
    public var isWrong: Bool
  }

  /// A class of receipts.
  public struct PerScenario: Sendable {
    public var name: String
    public var receipts = 0
    public var wrong = 0
    /// Booked exactly as the truth says, or not at all where it says so.
    public var linesAgree = Share()
    public var exceptionsAgree = Share()
    public var lines = Agreement()
  }

  public var receipts = 0
  /// Payments of the output that the truth does not know.
  public var strangers = 0
  public var lines = Agreement()
  public var values: [(currency: Currency, agreement: ValueAgreement)] = []
  /// Receipts with a payment or credit that the truth does not have.
  public var wrong = Share()
  /// Receipts booked wholly as the truth says, without an exception that it does not have, of those
  /// that the evidence decides.
  public var straightThrough = Share()
  public var disputes = Agreement()
  /// Receipts whose exception types are those of the truth, of those where either has one.
  public var exceptions = Share()
  public var exceptionTypes: [(name: String, agreement: Agreement)] = []
  /// How often a line of the one kind is one of the other; `-` for none.
  public var kinds: [(truth: String, output: String, count: Int)] = []
  /// The worst first.
  public var scenarios: [PerScenario] = []
  public var examples: [Example] = []
}
