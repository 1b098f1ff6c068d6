/// What an attachment is called, whatever somebody called it.
enum AttachmentName {
  static let bytesMax = 200

  /// The last part of what may be a path of either kind, without what a terminal or a page would act
  /// upon, at most 200 bytes with its extension kept; `attachment` where nothing is left.
  static func cleaned(_ name: String) -> String {
    let last = name.split { $0 == "/" || $0 == "\\" }.last ?? ""
    let kept = String(
      String.UnicodeScalarView(
        last.unicodeScalars.filter { scalar in
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
            false
          default: true
          }
        }))
    var stem = Substring(kept.drop { $0 == "." || $0.isWhitespace })
    while stem.last?.isWhitespace == true { stem.removeLast() }
    if stem.isEmpty { return "attachment" }
    if stem.utf8.count <= bytesMax { return String(stem) }
    let ending = stem.lastIndex(of: ".").map { stem[$0...] }.flatMap {
      $0.utf8.count <= 16 ? $0 : nil
    }
    stem = stem.dropLast(ending?.count ?? 0)
    while stem.utf8.count > bytesMax - (ending?.utf8.count ?? 0) { stem.removeLast() }
    return String(stem) + (ending ?? "")
  }

  /// The media type that somebody stated, for people to read; `application/octet-stream` for what is
  /// none. Nothing is ever served as it.
  static func type(_ stated: String) -> String {
    let type = stated.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace }
    let parts = type.split(separator: "/", omittingEmptySubsequences: false)
    let isType =
      parts.count == 2 && type.utf8.count <= 100
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.unicodeScalars.allSatisfy { scalar in
            ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
              || "!#$&^_.+-".unicodeScalars.contains(scalar)
          }
      }
    return isType ? type : "application/octet-stream"
  }
}
