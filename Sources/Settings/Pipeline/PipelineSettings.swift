public import LedgerFiles

/// A pipeline, as its file declares it. Paths are as written: relative to the file's own folder.
public struct PipelineSettings: Hashable, Sendable {
  public enum Log: String, Sendable, CaseIterable {
    case text, json
  }

  /// Letters, figures, `.`, `_` and `-`: it stands in names of files and metrics.
  public var name: String
  /// The SQLite file that is the pipeline's memory; `<name>.sqlite` where it is not said.
  public var store: String
  public var inboxes: [Inbox]
  /// Where files lie while they are taken; on the file system of the inboxes that are moved from.
  public var work = "work"
  public var archive: PathTemplate
  public var quarantine: PathTemplate
  public var ledger: LedgerSource
  /// `rules.yaml`; nil where its defaults hold.
  public var rules: String?
  /// As `reconcile --banks`.
  public var banks: String?
  /// As `reconcile --lockbox-layout`: names of those that come with the program, or files.
  public var lockboxLayouts: [String] = []
  /// As `reconcile --csv-layout`.
  public var csvLayouts: [String] = []
  /// Files that are read at once; nil for as many as there are processors.
  public var jobs: Int?
  public var exports: [Export] = []
  public var notices: [Notice] = []
  public var calendar: [ExpectedStatement] = []
  public var people = People()
  /// The receipts of a day are decided when every expected statement of the day is there, or at this
  /// time (UTC) at the latest, so that no order of arrival changes them; nil: each batch as it comes.
  public var settleDay: TimeOfDay?
  /// Health and metrics answer on this port of the local machine; nil where they do not.
  public var metricsPort: Int?
  /// So often the inboxes are looked through, whatever was noticed in between.
  public var sweep = TimeSpan(milliseconds: 10_000)
  public var log = Log.text

  public init(
    name: String, inboxes: [Inbox], archive: PathTemplate, quarantine: PathTemplate,
    ledger: LedgerSource
  ) {
    self.name = name
    store = name + ".sqlite"
    self.inboxes = inboxes
    self.archive = archive
    self.quarantine = quarantine
    self.ledger = ledger
  }

  /// The inbox that takes a file of this name from this folder, with the pattern that did; several
  /// may watch one folder, and the first that takes it has it.
  public func inbox(
    for name: String, in folder: String
  ) -> (inbox: Inbox, pattern: Inbox.Pattern)? {
    for inbox in inboxes where inbox.folder == folder {
      if let pattern = inbox.pattern(for: name) { return (inbox, pattern) }
    }
    return nil
  }
}
