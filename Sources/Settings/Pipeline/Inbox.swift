public import BankFiles

/// A folder that banks, or people, drop files into: which of them are taken, and when.
public struct Inbox: Hashable, Sendable {
  /// How it is known that a file is wholly there.
  public enum Completeness: String, Sendable, CaseIterable {
    /// The writer closed it or moved it into place, and it kept still for `settle`.
    case closed
    /// It kept its size and time for `settle`: what a network file system can tell.
    case stable
    /// Its marker lies beside it.
    case marker
  }

  /// What becomes of the file in the folder.
  public enum Take: String, Sendable, CaseIterable {
    /// It is moved away: the folder holds what is still to come.
    case move
    /// It stays, and is known again by its content: for folders that are not ours.
    case copy
  }

  /// Names that are taken, and what such files should be.
  public struct Pattern: Hashable, Sendable {
    public var glob: GlobPattern
    /// One of these, or any where there is none; another one found means quarantine.
    public var formats: [BankFileFormat]

    public init(_ glob: GlobPattern, formats: [BankFileFormat] = []) {
      self.glob = glob
      self.formats = formats
    }
  }

  public var folder: String
  /// The first that fits a name decides; a name that fits none is left alone.
  public var patterns: [Pattern]
  /// Names that are left alone, beside those of `isUnfinished`.
  public var ignore: [GlobPattern] = []
  public var take = Take.move
  public var completeness = Completeness.closed
  /// The marker of a file, `{name}` standing for the file's own name.
  public var marker = "{name}.done"
  /// For so long a file must not have changed.
  public var settle = TimeSpan(milliseconds: 2_000)
  /// A file that is not complete after so long goes to quarantine.
  public var settleMax = TimeSpan(milliseconds: 15 * 60_000)
  /// A larger file goes to quarantine unread.
  public var sizeMax = ByteSize(bytes: 10_000_000_000)

  public init(folder: String, patterns: [Pattern]) {
    self.folder = folder
    self.patterns = patterns
  }

  /// The pattern that takes a file of this name; nil where it is left alone.
  public func pattern(for name: String) -> Pattern? {
    guard !Self.isUnfinished(name), !ignore.contains(where: { $0.matches(name) }),
      !(completeness == .marker && isMarker(name))
    else { return nil }
    return patterns.first { $0.glob.matches(name) }
  }

  /// The name of a file's marker.
  public func marker(of name: String) -> String {
    let (before, after) = markerParts
    return before + name + after
  }

  /// Hidden, or named as programs name what they have not finished writing.
  public static func isUnfinished(_ name: String) -> Bool {
    if name.hasPrefix(".") || name.hasSuffix("~") { return true }
    return unfinishedSuffixes.contains { name.lowercased().hasSuffix($0) }
  }

  private static let unfinishedSuffixes = [
    ".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".swp",
    ".inprogress", ".uploading", ".writing",
  ]

  private func isMarker(_ name: String) -> Bool {
    let (before, after) = markerParts
    return name.utf8.count > before.utf8.count + after.utf8.count
      && name.hasPrefix(before) && name.hasSuffix(after)
  }

  private var markerParts: (before: String, after: String) {
    guard let open = marker.firstIndex(of: "{"), let close = marker.firstIndex(of: "}") else {
      return (marker, "")
    }
    return (String(marker[..<open]), String(marker[marker.index(after: close)...]))
  }
}
