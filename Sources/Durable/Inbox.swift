/// A folder into which somebody else puts files.
public struct Inbox<System: FileSystem> {
  public let folder: FilePath
  public let rules: InboxRules
  private let system: System
  private let patterns: [Glob]
  private let ignored: [Glob]

  public init(_ folder: FilePath, _ rules: InboxRules, in system: System) {
    self.folder = folder
    self.rules = rules
    self.system = system
    patterns = rules.patterns.map(Glob.init)
    ignored = rules.ignored.map(Glob.init)
  }

  /// Looks at what is there, without opening anything. What vanishes meanwhile is left out.
  public func list() throws(FileSystemError) -> InboxListing {
    let names = try system.attempt(folder, .inputUnreadable, remedy: "a folder that can be read") {
      () throws(SystemCallError) in try system.entries(in: folder)
    }
    var listing = InboxListing()
    for name in names where !ignored.contains(where: { $0.matches(name) }) {
      let marked = markedFile(name)
      let pattern = marked == nil ? patterns.firstIndex { $0.matches(name) } : nil
      let facts: FileFacts
      do throws(FileSystemError) {
        let found = try system.attempt(
          folder / name, .inputUnreadable, remedy: "a file that can be read"
        ) { () throws(SystemCallError) in try system.facts(of: folder / name) }
        guard let found else { continue }
        facts = found
      } catch {
        // One file that cannot be looked at must not hide the others.
        listing.oddities.append(.init(name: name, facts: nil, reason: .unreadable(error)))
        continue
      }
      if let marked {
        if facts.kind == .file {
          listing.markers.append(.init(name: name, facts: facts, file: marked))
        }
      } else if let pattern {
        if let reason = oddity(name, facts) {
          listing.oddities.append(.init(name: name, facts: facts, reason: reason))
        } else {
          listing.candidates.append(.init(name: name, facts: facts, pattern: pattern))
        }
      } else if facts.kind != .directory {
        listing.unmatched.append(name)
      }
    }
    return listing
  }

  /// The file that a marker speaks of; nil for other names.
  private func markedFile(_ name: FileName) -> FileName? {
    for marker in rules.markers where name.bytes.count > marker.utf8.count {
      if name.bytes.suffix(marker.utf8.count).elementsEqual(marker.utf8) {
        return FileName(bytes: Array(name.bytes.dropLast(marker.utf8.count)))
      }
    }
    return nil
  }

  private func oddity(_ name: FileName, _ facts: FileFacts) -> InboxListing.Reason? {
    switch facts.kind {
    case .symbolicLink: return .symbolicLink
    case .pipe: return .pipe
    case .socket: return .socket
    case .directory: return .directory
    case .other: return .device
    case .file: break
    }
    if name.isStrange { return .strangeName }
    return facts.size > rules.sizeMax ? .tooLong(rules.sizeMax) : nil
  }
}

extension Inbox: Sendable where System: Sendable {}
