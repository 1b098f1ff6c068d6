import Durable
import Foundation
import Store

/// Something that is done outside after a commit; doing it twice is doing it once.
struct OutboxStep: Codable {
  enum Kind: String {
    case publishFolder = "publish_folder"
    case publishFile = "publish_file"
    /// A file whose bytes are in the step: a decision's are few, and nothing is left of them where
    /// the decision is not committed.
    case publishBytes = "publish_bytes"
    /// The ledger as the store has it when it is done, and not when it was committed.
    case publishLedger = "publish_ledger"
    case archive, quarantine, unmark, correct, notify
  }

  /// Folders as the pipeline's file has them, so that all of it may be moved elsewhere meanwhile;
  /// names as bytes, which need not be text.
  var parent = ""
  var name: [UInt8] = []
  var staged = ""
  /// A file that is moved, and what it was when it was claimed.
  var folder = ""
  var file: [UInt8] = []
  var size: Int64 = 0
  var seconds: Int64 = 0
  var nanoseconds: Int64 = 0
  var inode: UInt64 = 0
  var device: UInt64 = 0
  var links: UInt64 = 1
  var kind = ""
  var content: Data?
  /// Why a file goes to quarantine, for people and for programs.
  var text = ""
  var json = ""

  init() {}

  init(parent: String, name: FileName, staged: String) {
    self.parent = parent
    self.name = name.bytes
    self.staged = staged
  }

  init(
    moving file: FileName, in source: String, _ facts: FileFacts, as name: String,
    to folder: String
  ) {
    parent = folder
    self.name = Array(name.utf8)
    self.folder = source
    self.file = file.bytes
    size = facts.size
    seconds = facts.modified.seconds
    nanoseconds = facts.modified.nanoseconds
    inode = facts.inode
    device = facts.device
    links = facts.links
    kind = facts.kind.rawValue
  }

  init?(_ item: OutboxItem) {
    guard let step = try? JSONDecoder().decode(OutboxStep.self, from: Data(item.body)) else {
      return nil
    }
    self = step
  }

  func item(_ kind: Kind, subject: String) -> OutboxItem {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    // Texts and numbers alone: they can always be encoded.
    let body = (try? encoder.encode(self)).map(Array.init) ?? []
    return OutboxItem(kind: kind.rawValue, subject: subject, body: body)
  }

  /// Where it leads, to tell which steps are about one place.
  var place: String { parent + "/" + String(decoding: name, as: UTF8.self) }

  var facts: FileFacts {
    FileFacts(
      kind: FileKind(rawValue: kind) ?? .file, size: size,
      modified: FileTime(seconds: seconds, nanoseconds: nanoseconds), inode: inode, device: device,
      links: links)
  }
}
