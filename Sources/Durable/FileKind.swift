/// What a path may lead to.
public enum FileKind: String, Hashable, Sendable {
  /// `pipe` is one with a name (FIFO), `other` a device.
  case file, directory, symbolicLink, pipe, socket, other
}
