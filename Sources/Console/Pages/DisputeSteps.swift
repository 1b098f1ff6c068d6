import Access
import Enquiry
import HTTPTypes
import LedgerFiles
import Money
import Pipeline
import Reconciliation

/// What is done from the page of a dispute; what cannot be done is told there.
enum DisputeSteps {
  /// What was arranged, for the page that comes next.
  enum Told: String {
    case owner, due, attached, removed

    var words: StaticString {
      switch self {
      case .owner: "The owner is set."
      case .due: "The day is set."
      case .attached: "It is attached."
      case .removed: "It is removed from the dispute; its bytes are kept."
      }
    }
  }

  static let routes = [
    action("step", for: .decide) { visit, office in
      let (id, name, note) = (visit.parameter("id"), visit.name, visit.form["note"] ?? "")
      let step = try step(visit.form["step"] ?? "", note)
      let eyes = visit.form["eyes"] != nil
      let report = try await office.decide {
        try $0.decide([.dispute(id, step)], by: name, note: note, needsSecondEyes: eyes)
      }
      return "done=" + report.name
    },
    action("merge", for: .decide) { visit, office in
      let (id, name, note) = (visit.parameter("id"), visit.name, visit.form["note"] ?? "")
      guard let other = visit.form["into"] else {
        throw Refusal(.unprocessableContent, "Choose the dispute as which it goes on.")
      }
      let report = try await office.decide {
        try $0.merge(id, into: other, by: name, note: note)
      }
      return "done=" + report.name
    },
    action("owner", for: .decide) { visit, office in
      let (id, name) = (visit.parameter("id"), visit.name)
      let owner = visit.form["take"] != nil ? name : visit.form["owner"] ?? ""
      try refuse(owner: owner, office)
      try await office.decide { try $0.assign(id, to: owner, by: name) }
      return "told=" + Told.owner.rawValue
    },
    action("due", for: .decide) { visit, office in
      let (id, name, written) = (visit.parameter("id"), visit.name, visit.form["due"])
      let day = written.flatMap { CalendarDate(iso: $0) }
      guard written == nil || day != nil else {
        throw Refusal(
          .unprocessableContent,
          "“\((written ?? "").prefix(100))” is no day; expected one such as 2026-04-01.")
      }
      try await office.decide { try $0.setDue(id, on: day, by: name) }
      return "told=" + Told.due.rawValue
    },
    // A little more than an attachment may have, for what the form wraps around it.
    action("attachments", for: .attach, bodyMax: AttachmentFolder.bytesMax + (1 << 20)) {
      visit, office in
      let (id, name, files) = (visit.parameter("id"), visit.name, visit.files)
      guard let file = files.first, files.count == 1 else {
        throw Refusal(.unprocessableContent, "Choose one file.")
      }
      _ = try await office.decide {
        try $0.attach(file.bytes, named: file.name, type: file.type, to: id, by: name)
      }
      return "told=" + Told.attached.rawValue
    },
    action("attachments/{attachment}/remove", for: .attach) { visit, office in
      let (id, name, attachment) = (
        visit.parameter("id"), visit.name, visit.parameter("attachment")
      )
      guard try office.followed().attachment(attachment)?.dispute == id else {
        throw Refusal.notThere
      }
      try await office.decide { try $0.removeAttachment(attachment, by: name) }
      return "told=" + Told.removed.rawValue
    },
  ]

  /// Something that is done with a dispute, after which its page is shown again.
  ///
  /// - Parameter take: does it, and returns what the page is to say of it.
  private static func action(
    _ path: String, for permission: Permission, bodyMax: Int = 1 << 14,
    _ take: @escaping @Sendable (Visit, Office) async throws -> String
  ) -> Route {
    Route.action("/disputes/{id}/" + path, for: permission, bodyMax: bodyMax) { visit, office in
      do {
        let done = try await take(visit, office)
        return .see(HTMLWriter.path(["disputes", visit.parameter("id")]) + "?" + done)
      } catch {
        let refusal = Refusal(error)
        guard refusal.leavesThePage else { throw error }
        return try DisputePage.page(visit, office, told: refusal.words, status: refusal.status)
      }
    }
  }

  /// A dispute is nobody's, or somebody's who can decide it.
  static func refuse(owner: String, _ office: Office) throws {
    let person = try office.access.person(named: owner)
    guard owner.isEmpty || (person?.role.may(.decide) == true && person?.isDisabled == false) else {
      throw Refusal(.unprocessableContent, "“\(owner.prefix(100))” is nobody who decides here.")
    }
  }

  static func step(_ name: String, _ note: String) throws -> DisputeStep {
    switch name {
    case "review": return .underReview(note: note)
    case "note" where note.isEmpty:
      throw Refusal(.unprocessableContent, "Write a note first.")
    case "note": return .note(note)
    case "approve": return .approve(note: note)
    case "deny": return .deny(note: note)
    case "explain": return .explain(note: note)
    case "resolve": return .resolve(note: note)
    case "reopen": return .reopen(note: note)
    default: throw Refusal(.unprocessableContent, "That is no step of a dispute.")
    }
  }
}
