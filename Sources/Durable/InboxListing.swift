/// What lies in a folder, each kind in the order of its names' bytes.
public struct InboxListing: Hashable, Sendable {
  /// Files that are wanted, complete or not.
  public var candidates: [Candidate] = []
  /// What has the name of a wanted file and cannot be taken.
  public var oddities: [Oddity] = []
  /// What says that the file before its suffix is complete.
  public var markers: [Marker] = []
  /// Files that no pattern wants and no rule ignores.
  public var unmatched: [FileName] = []

  public init() {}

  public struct Candidate: Hashable, Sendable {
    public var name: FileName
    public var facts: FileFacts
    /// Which of the patterns wants it, counted from 0.
    public var pattern: Int

    public init(name: FileName, facts: FileFacts, pattern: Int) {
      self.name = name
      self.facts = facts
      self.pattern = pattern
    }
  }

  public struct Marker: Hashable, Sendable {
    public var name: FileName
    public var facts: FileFacts
    /// Whose marker it is; that file may not be there.
    public var file: FileName

    public init(name: FileName, facts: FileFacts, file: FileName) {
      self.name = name
      self.facts = facts
      self.file = file
    }
  }

  public struct Oddity: Hashable, Sendable {
    public var name: FileName
    /// nil where the system would not say.
    public var facts: FileFacts?
    public var reason: Reason

    public init(name: FileName, facts: FileFacts?, reason: Reason) {
      self.name = name
      self.facts = facts
      self.reason = reason
    }
  }

  public enum Reason: Hashable, Sendable {
    case symbolicLink, pipe, socket, device, directory, strangeName
    /// With the largest size that is allowed.
    case tooLong(Int64)
    case unreadable(FileSystemError)

    /// Whether it is to be moved away with its reason; the rest is reported and stays.
    public var isToBeQuarantined: Bool {
      switch self {
      case .symbolicLink, .pipe, .socket, .device, .directory, .strangeName, .tooLong: true
      // It may be readable at the next look, and moving it would fail as well.
      case .unreadable: false
      }
    }

    /// What is wrong and what to do, as two clauses of a sentence.
    public var explanation: String {
      switch self {
      case .symbolicLink: "a symbolic link, which is not followed; put the file itself here"
      case .pipe: "a named pipe, no file; write the content into a file"
      case .socket: "a socket, no file; put a file here"
      case .device: "a device, no file; put a file here"
      case .directory: "a folder, no file; put its files here"
      case .strangeName:
        "named with control characters, or signs that turn a line around; rename it and put it here "
          + "again"
      case .tooLong(let limit):
        "larger than the limit of \(limit) bytes; deliver it in parts or raise the limit"
      case .unreadable(let error):
        "unreadable (\(error.call): \(error.reason)); see to it that it can be read"
      }
    }
  }
}
