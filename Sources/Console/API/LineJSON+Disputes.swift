import Enquiry
import LedgerFiles
import Money
import Pipeline
import Receivables

/// Disputes, and what people did with them, as JSON.
extension LineJSON {
  static func dispute(_ line: DisputeLine) -> JSONValue {
    .object(
      [
        ("dispute_id", .string(line.id)), ("customer_id", .string(line.customer.text)),
        ("document_number", .string(line.document.text)),
      ] + amount(line.amount) + [
        ("reason_code", .string(line.reasonCode)), ("origin", .string(line.origin.rawValue)),
        ("status", .string(line.status.rawValue)), ("stage", .string(line.stage.rawValue)),
        ("ending", optional(line.ending?.rawValue)), ("merged_into", optional(line.mergedInto)),
        ("opened_on", .string(line.openedOn.description)), ("owner", optional(line.owner)),
        ("due_on", optional(line.dueOn?.description)),
        ("payment_id", optional(line.payment?.text)), ("explanation", optional(line.explanation)),
        ("attachments", .integer(line.attachments)),
      ])
  }

  static let disputeSchema = Schema.object(
    [("dispute_id", .string), ("customer_id", .string), ("document_number", .string)]
      + amountSchema + [
        ("reason_code", .string), ("origin", .string),
        ("status", .choice(Dispute.Status.allCases.map(\.rawValue))),
        ("stage", .choice(DisputeCase.Stage.allCases.map(\.rawValue))),
        ("ending", .optional(.choice(DisputeLine.Ending.allCases.map(\.rawValue)))),
        ("merged_into", .optionalString), ("opened_on", .date), ("owner", .optionalString),
        ("due_on", .optional(.date)), ("payment_id", .optionalString),
        ("explanation", .optionalString), ("attachments", .whole),
      ])

  static func event(_ line: DisputeEventLine) -> JSONValue {
    .object([
      ("at", .string(line.at)), ("actor", .string(line.actor)), ("what", .string(line.words)),
      ("note", optional(line.note)), ("decision", optional(line.decision)),
      ("undone_by", optional(line.undoneBy)),
    ])
  }

  static let eventSchema = Schema.object([
    ("at", .string), ("actor", .string), ("what", .string), ("note", .optionalString),
    ("decision", .optionalString), ("undone_by", .optionalString),
  ])

  static func attachment(_ line: AttachmentLine) -> JSONValue {
    .object([
      ("attachment_id", .string(line.id)), ("name", .string(line.name)),
      ("bytes", .integer(line.bytes)), ("digest", .string(line.digest)),
      ("actor", .string(line.actor)), ("at", .string(line.at)),
      ("removed_at", optional(line.removed)),
    ])
  }

  static let attachmentSchema = Schema.object([
    ("attachment_id", .string), ("name", .string), ("bytes", .whole), ("digest", .string),
    ("actor", .string), ("at", .string), ("removed_at", .optionalString),
  ])
}
