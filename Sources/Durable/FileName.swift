/// A name in a folder as the file system has it: bytes, which need not be UTF-8.
///
/// Two names are equal when their bytes are; `String` would take the composed and the decomposed
/// form of an `é` for the same, which to the file system are two files.
public struct FileName: Hashable, Sendable {
  /// 1 or more, none of them `/` or NUL; never `.` or `..`.
  public let bytes: [UInt8]

  /// nil for what is no name of a file in a folder.
  public init?(bytes: [UInt8]) {
    guard !bytes.isEmpty, !bytes.contains(0), !bytes.contains(UInt8(ascii: "/")),
      bytes != [UInt8(ascii: ".")], bytes != Array("..".utf8)
    else { return nil }
    self.bytes = bytes
  }

  public init?(_ text: String) { self.init(bytes: Array(text.utf8)) }

  /// Reads back what `display` wrote.
  public init?(display: String) {
    guard let bytes = EscapedBytes.bytes(of: display) else { return nil }
    self.init(bytes: bytes)
  }

  /// For people and for the store: what a terminal would act upon is written out as `\u{202E}`,
  /// bytes that are no UTF-8 as `\xFF`, and a backslash as `\\`, so that nothing is lost.
  public var display: String { EscapedBytes.display(bytes) }

  /// Whether the name has control characters, line breaks or such as turn a line around: no bank
  /// sends them, and people could not see what they are looking at.
  public var isStrange: Bool {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.contains(where: EscapedBytes.isStrange)
  }

  /// The name followed by a suffix.
  public func appending(_ suffix: String) -> FileName { FileName(checked: bytes + suffix.utf8) }

  /// The name as it is given to the second file of it, and to those after: `day.xml`, `day-2.xml`.
  ///
  /// - Parameter number: from 1, which is the name itself.
  public func numbered(_ number: Int) -> FileName {
    guard number > 1 else { return self }
    let suffix = Array("-\(number)".utf8)
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > 0 else {
      return FileName(checked: bytes + suffix)
    }
    return FileName(checked: bytes[..<dot] + suffix + bytes[dot...])
  }

  private init(checked: [UInt8]) { bytes = checked }
}

extension FileName: Comparable {
  public static func < (one: FileName, other: FileName) -> Bool {
    one.bytes.lexicographicallyPrecedes(other.bytes)
  }
}

extension FileName: CustomStringConvertible {
  public var description: String { display }
}
