import Enquiry
import Pipeline
import Receivables

/// Which disputes the queue shows, and in which order: what stands in its address.
struct DisputeFilter: Sendable {
  /// How far the disputes are that the queue shows.
  enum State: String, CaseIterable {
    /// All that is not resolved.
    case waiting
    case open
    case underReview = "under_review"
    case explained, resolved, all

    var name: StaticString {
      switch self {
      case .waiting: "not resolved"
      case .open: "open"
      case .underReview: "under review"
      case .explained: "explained"
      case .resolved: "resolved"
      case .all: "all"
      }
    }
  }

  /// Whose; a name stands behind `@`, so that nobody is called `mine`.
  enum Owner: Hashable, Sendable {
    case mine, nobody
    case person(String)

    init?(_ text: String) {
      switch text {
      case "mine": self = .mine
      case "nobody": self = .nobody
      case _ where text.hasPrefix("@"): self = .person(String(text.dropFirst()))
      default: return nil
      }
    }

    var text: String {
      switch self {
      case .mine: "mine"
      case .nobody: "nobody"
      case .person(let name): "@" + name
      }
    }
  }

  var state = State.waiting
  var owner: Owner?
  var reason: String?
  var customer: CustomerID?
  var isOverdue = false
  var order = DisputeLine.Order.value

  init(_ query: Fields) {
    state = query["status"].flatMap { State(rawValue: $0) } ?? .waiting
    owner = query["owner"].flatMap { Owner($0) }
    reason = query["reason"]
    customer = query["customer"].map { CustomerID($0) }
    isOverdue = query["overdue"] != nil
    order = query["order"].flatMap { DisputeLine.Order(rawValue: $0) } ?? .value
  }

  var isEmpty: Bool {
    state == .waiting && owner == nil && reason == nil && customer == nil && !isOverdue
  }

  /// As the index has it.
  func filter(_ visit: Visit) -> DisputeLine.Filter {
    var filter = DisputeLine.Filter(reasonCode: reason, customer: customer)
    switch state {
    case .waiting: filter.isWaiting = true
    case .open:
      filter.status = .open
      filter.stage = .open
    case .underReview: filter.stage = .underReview
    case .explained: filter.status = .explained
    case .resolved: filter.status = .resolved
    case .all: break
    }
    switch owner {
    case .mine: filter.owner = .person(visit.name)
    case .nobody: filter.owner = .nobody
    case .person(let name): filter.owner = .person(name)
    case nil: break
    }
    if isOverdue { filter.dueBefore = visit.now.day }
    return filter
  }
}

/// What a dispute's state is called on the pages.
enum DisputeWords {
  static func state(of dispute: DisputeLine) -> String {
    switch (dispute.status, dispute.ending) {
    case (.resolved, .approve): "approved: credited"
    case (.resolved, .deny): "denied: due again"
    case (.resolved, .merge): "merged into \(dispute.mergedInto)"
    case (.resolved, _): "resolved"
    case _ where dispute.stage == .underReview: "under review"
    case (.explained, _): "explained"
    case (.open, _): "open"
    }
  }

  /// The day until which it was to be decided is over.
  static func isOverdue(_ dispute: DisputeLine, _ visit: Visit) -> Bool {
    guard dispute.status != .resolved, let due = dispute.dueOn else { return false }
    return due < visit.now.day
  }
}
