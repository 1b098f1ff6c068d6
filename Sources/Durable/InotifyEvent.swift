/// One event as the kernel writes it: four numbers of 32 bits and a name, padded with NUL.
struct InotifyEvent: Hashable {
  var watch: Int32
  var mask: UInt32
  var name: FileName?

  // From <linux/inotify.h>.
  static let closeWrite: UInt32 = 0x8
  static let movedFrom: UInt32 = 0x40
  static let movedTo: UInt32 = 0x80
  static let create: UInt32 = 0x100
  static let delete: UInt32 = 0x200
  static let deleteSelf: UInt32 = 0x400
  static let moveSelf: UInt32 = 0x800
  static let unmount: UInt32 = 0x2000
  static let overflow: UInt32 = 0x4000
  static let ignored: UInt32 = 0x8000
  static let onlyDirectories: UInt32 = 0x100_0000

  static let wanted =
    closeWrite | movedFrom | movedTo | create | delete | deleteSelf | moveSelf | onlyDirectories

  /// All whole events; what is cut off at the end, which the kernel never does, is left out.
  static func parse(_ bytes: some Collection<UInt8>) -> [InotifyEvent] {
    var events: [InotifyEvent] = []
    var rest = Array(bytes)[...]
    while rest.count >= 16 {
      let number = { (offset: Int) -> UInt32 in
        // The kernel's order of bytes is ours, which is little-endian on all that Swift runs on.
        rest.dropFirst(offset).prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
      }
      let (watch, mask, length) = (number(0), number(4), Int(number(12)))
      guard rest.count - 16 >= length else { break }
      let name = rest.dropFirst(16).prefix(length).prefix { $0 != 0 }
      events.append(
        InotifyEvent(
          watch: Int32(bitPattern: watch), mask: mask, name: FileName(bytes: Array(name))))
      rest = rest.dropFirst(16 + length)
    }
    return events
  }

  /// What it says about the folder that is watched.
  var event: FolderEvent? {
    if mask & Self.overflow != 0 { return .overflow }
    if mask & (Self.deleteSelf | Self.moveSelf | Self.unmount | Self.ignored) != 0 {
      return .folderGone
    }
    guard let name else { return nil }
    if mask & Self.closeWrite != 0 { return .closed(name) }
    if mask & Self.movedTo != 0 { return .movedIn(name) }
    if mask & Self.create != 0 { return .created(name) }
    if mask & (Self.delete | Self.movedFrom) != 0 { return .removed(name) }
    return nil
  }
}
