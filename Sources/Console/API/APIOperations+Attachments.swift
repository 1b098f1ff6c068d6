import Access
import Enquiry
import Foundation
import HTTPTypes
import LedgerFiles
import Pipeline

/// Documents that are attached to disputes.
extension APIOperations {
  private struct Attachment: Decodable, Sendable {
    var name: String
    var type: String?
    var content: String
    var note: String?
  }

  static let attachments: [APIOperation] = [
    .get(
      "/disputes/{id}/attachments", "listAttachmentsOfDispute",
      "What is attached to a dispute, in the order in which it came; what was removed too.",
      gives: .object([("lines", .list(LineJSON.attachmentSchema))])
    ) { visit, office in
      let id = visit.parameter("id")
      _ = try dispute(id, office)
      let attachments = try office.followed().attachments(ofDispute: id)
      return .object([("lines", .list(attachments.map(LineJSON.attachment)))])
    },
    .get(
      "/disputes/{id}/attachments/{attachment}", "getAttachment",
      "What is attached, with its bytes.",
      gives: .object([
        ("attachment", LineJSON.attachmentSchema), ("content", .text(.bytes)),
      ])
    ) { visit, office in
      let attachment = try attachment(visit, office)
      guard attachment.removed.isEmpty else { throw Refusal.notThere }
      let folder = AttachmentFolder(office.places)
      let bytes = try await office.apart { try folder.bytes(of: attachment.digest) }
      return .object([
        ("attachment", LineJSON.attachment(attachment)),
        ("content", .string(Data(bytes).base64EncodedString())),
      ])
    },
    .post(
      "/disputes/{id}/attachments", "attach",
      "Attaches a document to a dispute, of \(AttachmentFolder.bytesMax >> 20) MiB at most.",
      for: .attach,
      takes: .object(
        [
          ("name", .text(.named)), ("type", .text(.named)), ("content", .text(.bytes)), note,
        ], optional: ["type", "note"]), as: Attachment.self,
      // Base64 takes four letters for three bytes.
      bodyMax: AttachmentFolder.bytesMax / 3 * 4 + (1 << 16),
      gives: .object([("attachment_id", .string)])
    ) { visit, office, body in
      let (id, name) = (visit.parameter("id"), visit.name)
      guard let bytes = Data(base64Encoded: body.content).map(Array.init) else {
        throw Schema.missing("content", expected: "bytes in base64")
      }
      let attached = try await office.decide {
        try $0.attach(
          bytes, named: body.name, type: body.type ?? "", to: id, by: name, note: body.note ?? "")
      }
      return .object([("attachment_id", .string(attached))])
    },
    .post(
      "/disputes/{id}/attachments/{attachment}/remove", "removeAttachment",
      "Takes an attachment out of its dispute; its bytes are kept.", for: .attach,
      takes: noteAlone, as: Note.self, gives: LineJSON.attachmentSchema
    ) { visit, office, note in
      let (id, name) = (try attachment(visit, office).id, visit.name)
      try await office.decide { try $0.removeAttachment(id, by: name, note: note.text) }
      return LineJSON.attachment(try attachment(visit, office))
    },
  ]

  /// One of its own dispute.
  private static func attachment(_ visit: Visit, _ office: Office) throws -> AttachmentLine {
    let found = try office.followed().attachment(visit.parameter("attachment"))
    guard let found, found.dispute == visit.parameter("id") else { throw Refusal.notThere }
    return found
  }
}
