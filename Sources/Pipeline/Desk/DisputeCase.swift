import LedgerFiles
public import Money
public import Store

/// What people arranged about a dispute, beside what the ledger says of it: whose it is, until when
/// it is to be decided, and how far it is.
public struct DisputeCase: Hashable, Sendable, Codable {
  public enum Stage: String, Sendable, CaseIterable, Codable {
    case open
    case underReview = "under_review"
  }

  public var dispute: String
  /// Empty where it is nobody's.
  public var owner = ""
  public var dueOn: CalendarDate?
  public var stage = Stage.open
  /// The dispute as which it goes on; empty where it stands for itself.
  public var mergedInto = ""

  public init(_ dispute: String) { self.dispute = dispute }

  /// The case of a row of the state; nil where it is none.
  public init?(_ row: StateRow) {
    let cells = row.cells
    guard cells.count >= StateTable.cases.columns.count, let stage = Stage(rawValue: cells[3])
    else { return nil }
    dispute = cells[0]
    owner = cells[1]
    dueOn = CalendarDate(iso: cells[2])
    self.stage = stage
    mergedInto = cells[4]
  }

  /// Nothing was arranged: there is no row of it.
  var isPlain: Bool { self == DisputeCase(dispute) }

  private var cells: [String] {
    [dispute, owner, dueOn?.description ?? "", stage.rawValue, mergedInto]
  }

  /// What becomes of its row; nil where it stays as it is.
  ///
  /// - Parameter held: the row that is there.
  func row(over held: StateRow?) -> RowChange? {
    switch (held, isPlain) {
    case (nil, true): nil
    case (nil, false): StateTable.cases.adding(cells)
    case (_?, true): StateTable.cases.removing([dispute])
    case (let held?, false): held.cells == cells ? nil : StateTable.cases.changing(cells)
    }
  }
}

/// A case before and after a decision: what undoing it brings back.
struct CaseStep: Hashable, Sendable, Codable {
  var before: DisputeCase
  var after: DisputeCase

  /// What undoing makes of the case as it is now: what the decision changed and nobody changed since.
  func undone(in now: DisputeCase) -> DisputeCase {
    var now = now
    if before.stage != after.stage, now.stage == after.stage { now.stage = before.stage }
    if before.mergedInto != after.mergedInto, now.mergedInto == after.mergedInto {
      now.mergedInto = before.mergedInto
    }
    return now
  }
}
