/// Who is told of what, and how.
public struct Notice: Hashable, Sendable {
  public enum Event: String, Sendable, CaseIterable {
    /// A receipt that a person must look at.
    case exception
    /// A file that could not be taken.
    case quarantine
    /// A gap between statements, one that did not come, a ledger that differs.
    case alert
    /// A person decided, undid, proposed or rejected something.
    case decision
    /// The pipeline stopped, or could not do what it was to do.
    case failure
  }

  public enum Means: Hashable, Sendable {
    /// A program and its arguments, never a shell; the event as JSON is its standard input.
    case command(CommandTemplate)
    case webhook(Webhook)
  }

  public var events: [Event]
  public var means: Means

  public init(on events: [Event], by means: Means) {
    self.events = events
    self.means = means
  }
}
