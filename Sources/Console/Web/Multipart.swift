/// A form with files in it (RFC 7578), read from its bytes.
enum Multipart {
  struct File: Hashable, Sendable {
    var field: String
    /// As the browser calls it; never used as a path.
    var name: String
    /// The media type as the browser states it; never believed.
    var type = ""
    var bytes: [UInt8]
  }

  static let partsMax = 50

  /// - Parameters:
  ///   - type: the request's `Content-Type`, which has the boundary.
  /// - Returns: nil where the body is not what its type says.
  static func read(_ body: [UInt8], type: String) -> (fields: Fields, files: [File])? {
    guard let boundary = parameter("boundary", of: type), (1...70).contains(boundary.utf8.count)
    else { return nil }
    let mark = Array("--\(boundary)".utf8)
    var fields = Fields()
    var files: [File] = []
    // Every part stands between two marks; the last mark ends with two hyphens.
    guard body.starts(with: mark) else { return nil }
    var place = mark.count
    var parts = 0
    while true {
      if body[place...].starts(with: [0x2D, 0x2D]) { return (fields, files) }
      guard body[place...].starts(with: crlf), parts < partsMax else { return nil }
      parts += 1
      let start = place + crlf.count
      guard let headEnd = find(crlf + crlf, in: body, from: start),
        let end = find(crlf + mark, in: body, from: headEnd + 2),
        let head = String(validating: body[start..<headEnd], as: UTF8.self)
      else { return nil }
      let content = Array(body[min(headEnd + 4, end)..<end])
      guard
        let disposition = head.split(whereSeparator: \.isNewline).first(where: {
          $0.lowercased().hasPrefix("content-disposition:")
        }), let field = parameter("name", of: String(disposition))
      else { return nil }
      if let name = parameter("filename", of: String(disposition)) {
        let stated = head.split(whereSeparator: \.isNewline).first {
          $0.lowercased().hasPrefix("content-type:")
        }
        let type = stated.map { $0.dropFirst("content-type:".count).trimmed } ?? ""
        if !name.isEmpty {
          files.append(File(field: field, name: name, type: type, bytes: content))
        }
      } else {
        guard let text = String(validating: content, as: UTF8.self) else { return nil }
        fields.add(field, text)
      }
      place = end + crlf.count + mark.count
    }
  }

  private static let crlf: [UInt8] = [0x0D, 0x0A]

  private static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard start <= bytes.count - needle.count, let first = needle.first else { return nil }
    var place = start
    while let next = bytes[place...].firstIndex(of: first), next <= bytes.count - needle.count {
      if bytes[next..<(next + needle.count)].elementsEqual(needle) { return next }
      place = next + 1
    }
    return nil
  }

  /// A parameter of a header, quoted or not.
  private static func parameter(_ name: String, of header: String) -> String? {
    for part in header.split(separator: ";").dropFirst() {
      let trimmed = part.trimmed
      guard trimmed.lowercased().hasPrefix(name + "=") else { continue }
      let value = trimmed.dropFirst(name.count + 1)
      if value.count >= 2, value.first == "\"", value.last == "\"" {
        return String(value.dropFirst().dropLast())
      }
      return String(value)
    }
    return nil
  }
}
