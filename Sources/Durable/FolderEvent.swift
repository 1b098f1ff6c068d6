/// Something that happened in a watched folder: a hint, never the whole truth.
public enum FolderEvent: Hashable, Sendable {
  /// A name is new. SFTP servers that rename by `link` and `unlink` cause this alone.
  case created(FileName)
  /// A file that was open for writing was closed.
  case closed(FileName)
  /// A file came by `rename`.
  case movedIn(FileName)
  /// A name is gone.
  case removed(FileName)
  /// Events were lost: only a look tells what is there.
  case overflow
  /// The folder itself is gone, or another one.
  case folderGone
}
