public import Durable
import Glibc
public import Settings

/// Where the things of a pipeline lie: the paths of its file, seen from the file's own folder.
public struct PipelinePlaces: Sendable {
  public let settings: PipelineSettings
  /// The folder of the pipeline's file.
  public let base: String

  /// - Parameter path: the pipeline's file.
  public init(_ settings: PipelineSettings, at path: String) {
    self.settings = settings
    var parts = path.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast()
    base = parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/")
  }

  /// The folder part of a path of the file.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A path of the file; absolute ones stay.
  public func resolved(_ path: String) -> String {
    path.hasPrefix("/") ? path : base == "/" ? "/" + path : base + "/" + path
  }

  public var store: String { resolved(settings.store) }
  public var lock: FilePath { FilePath(store + ".lock") }
  public var work: FilePath { FilePath(resolved(settings.work)) }
  public var ledger: String { resolved(settings.ledger.folder) }
  public func folder(of inbox: Settings.Inbox) -> FilePath { FilePath(resolved(inbox.folder)) }
}
