extension FileName {
  /// The longest name that `sanitised` makes, in bytes.
  static let sanitisedMax = 128

  /// A name that is safe wherever it may be written: `A` to `Z`, `a` to `z`, digits, `.`, `_` and
  /// `-`, at most 128 bytes, its extension kept, not hidden, no option of a command and no device
  /// of Windows. Different names may become the same.
  public var sanitised: String {
    var safe = bytes.map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
        byte
      default: UInt8(ascii: "_")
      }
    }
    if safe.first == UInt8(ascii: ".") || safe.first == UInt8(ascii: "-") {
      safe[0] = UInt8(ascii: "_")
    }
    if safe.last == UInt8(ascii: ".") { safe[safe.count - 1] = UInt8(ascii: "_") }
    if Self.isDevice(safe) { safe.insert(UInt8(ascii: "_"), at: 0) }
    if safe.count > Self.sanitisedMax {
      // An extension is what people and programs tell formats by; one of more than 16 is none.
      let dot = safe.lastIndex(of: UInt8(ascii: "."))
      let ending = dot.map { safe[$0...] }.flatMap { $0.count <= 16 ? $0 : nil } ?? []
      safe = Array(safe.prefix(Self.sanitisedMax - ending.count) + ending)
    }
    return String(decoding: safe, as: UTF8.self)
  }

  /// `CON`, `nul.txt`, `COM1`: whoever copies the archive to Windows could not open it.
  private static func isDevice(_ name: [UInt8]) -> Bool {
    let stem = String(decoding: name.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self).uppercased()
    if ["CON", "PRN", "AUX", "NUL"].contains(stem) { return true }
    return stem.utf8.count == 4 && (stem.hasPrefix("COM") || stem.hasPrefix("LPT"))
      && stem.utf8.last.map { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) } == true
  }
}
