import Foundation
import LedgerFiles
public import Receivables
import Store

/// How a proposal ended.
public struct ProposalEnd: Hashable, Sendable {
  /// The decision that it became; nil where it was rejected.
  public var decision: String?
  /// Who approved or rejected it.
  public var actor: String
  /// When, UTC.
  public var at: String
  /// Why it was rejected.
  public var note: String
}

extension DeskReading {
  /// What a person decided, with all that it did; nil where there is no such decision.
  ///
  /// - Parameter id: such as `N42`, which is the number of its event.
  public func record(of id: String) throws -> DeskRecord? {
    guard id.first == "N", let number = Int64(id.dropFirst()), number > 0,
      let event = try store.events(number...number).first, event.kind == .personDecided,
      let record = DeskRecord(facts: EventBody.facts(event.body)), record.decision == id
    else { return nil }
    return record
  }

  /// The receipts that were decided anew, each once, in the order of the journal.
  ///
  /// - Parameter id: such as `R43`.
  public func receipts(decidedAnew id: String) throws -> [PaymentID] {
    var seen: Set<String> = []
    return try store.rows(of: .journal, where: "batch", is: id).compactMap { row in
      guard let payment = row.cells.dropFirst().first, seen.insert(payment).inserted else {
        return nil
      }
      return PaymentID(payment)
    }
  }

  /// The rules by which the last batch was decided, as they were written; nil where no batch has
  /// kept them yet.
  public func rulesOfLastBatch() throws -> String? { try store.fact(Pipeline.rulesFact) }

  /// What was proposed, and when; nil where there was no such proposal (`Q44`).
  public func proposed(_ id: String) throws -> (record: DeskRecord, at: String)? {
    guard let event = try store.events(about: id, .proposalMade).first,
      let record = DeskRecord(facts: EventBody.facts(event.body))
    else { return nil }
    return (record, event.recordedAt)
  }

  /// How a proposal ended; nil while it waits.
  public func end(ofProposal id: String) throws -> ProposalEnd? {
    guard let event = try store.events(about: id, .proposalClosed).first else { return nil }
    struct Facts: Decodable { var decision, note: String? }
    let facts = try? JSONDecoder().decode(Facts.self, from: Data(EventBody.facts(event.body)))
    return ProposalEnd(
      decision: facts?.decision, actor: event.actor, at: event.recordedAt,
      note: facts?.note ?? "")
  }
}
