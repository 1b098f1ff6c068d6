public import Money

/// What to do with one receipt, by rule or by person. Booking it is another matter (`Books`), which
/// does not care who decided.
public struct Decision: Hashable, Sendable {
  /// What is booked, in order; empty where nothing is.
  public var clearings: [Clearing]
  /// What people are told, in order; amounts may leave cash unapplied.
  public var notices: [Notice]
  /// Who paid; nil for a stranger.
  public var payer: CustomerID?
  /// The rule that won, in the contract's words; empty where none did.
  public var rule: String
  public var confidence: Confidence
  /// Every rule that was tried and what it found, in the order of trying.
  public var evidence: [Evidence]
  /// Explanations that lost, each with the test that it failed.
  public var rejected: [RejectedExplanation]
  /// Expectations that the receipt meets, by their id, with the cash that counts for each.
  public var meets: [MetExpectation]
  /// What the searches for sets found, where step 3d came to them.
  public var certificates: [SetCertificate]

  public init(
    clearings: [Clearing] = [], notices: [Notice] = [], payer: CustomerID? = nil,
    rule: String = "", confidence: Confidence = Confidence(hundredths: 0),
    evidence: [Evidence] = [], rejected: [RejectedExplanation] = [],
    meets: [MetExpectation] = [], certificates: [SetCertificate] = []
  ) {
    self.clearings = clearings
    self.notices = notices
    self.payer = payer
    self.rule = rule
    self.confidence = confidence
    self.evidence = evidence
    self.rejected = rejected
    self.meets = meets
    self.certificates = certificates
  }

  /// One line to book.
  public struct Clearing: Hashable, Sendable, Codable {
    /// The item; nil for `onAccount`, which makes its own.
    public var item: DocumentKey?
    public var kind: ApplicationKind
    public var amount: Money
    public var reasonCode: String
    /// What becomes of a deduction; nil for other kinds.
    public var treatment: DeductionTreatment?

    public init(
      item: DocumentKey?, kind: ApplicationKind, amount: Money, reasonCode: String = "",
      treatment: DeductionTreatment? = nil
    ) {
      self.item = item
      self.kind = kind
      self.amount = amount
      self.reasonCode = reasonCode
      self.treatment = treatment
    }
  }

  /// What is left behind by a deduction.
  public enum DeductionTreatment: Hashable, Sendable, Codable {
    /// A `-D<n>` item and a new dispute on it.
    case openDispute
    /// A `-D<n>` item, bound to a dispute that the customer reported.
    case bindDispute(id: String)
    /// Nothing: it books to its reason, which the rules accept or a dispute explained.
    case agreed
    /// Nothing: it uses up an allowance.
    case useAllowance(id: String)
  }

  /// One thing that a person is told.
  public struct Notice: Hashable, Sendable {
    public var type: ExceptionType
    public var amount: Money
    public var message: String
    public var candidates: [DocumentKey]

    public init(
      type: ExceptionType, amount: Money, message: String, candidates: [DocumentKey] = []
    ) {
      self.type = type
      self.amount = amount
      self.message = message
      self.candidates = candidates
    }
  }

  /// An explanation that lost.
  public struct RejectedExplanation: Hashable, Sendable {
    public var rule: String
    public var items: [DocumentKey]
    /// The test that it failed, as a sentence.
    public var reason: String

    public init(rule: String, items: [DocumentKey], reason: String) {
      self.rule = rule
      self.items = items
      self.reason = reason
    }
  }

  /// An announcement that came true.
  public struct MetExpectation: Hashable, Sendable {
    public var id: String
    public var wholly: Bool

    public init(id: String, wholly: Bool) {
      self.id = id
      self.wholly = wholly
    }
  }
}
