import HTTPTypes
import Hummingbird
import LedgerFiles

/// What the console answers to a request.
struct Answer: Sendable {
  var status: HTTPResponse.Status = .ok
  var type = "text/html; charset=utf-8"
  var bytes: [UInt8] = []
  /// Headers beside the type and those that every answer has.
  var headers: [(HTTPField.Name, String)] = []

  /// Another page of ours is to be seen now; `303`, so that nothing is sent twice by a reload.
  ///
  /// - Parameter place: a path of ours; anything else leads to the first page.
  static func see(_ place: String) -> Answer {
    var answer = Answer(status: .seeOther)
    answer.headers.append((.location, LocalPath(place)?.text ?? "/"))
    return answer
  }

  static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Answer {
    Answer(status: status, type: "text/plain; charset=utf-8", bytes: Array(text.utf8))
  }

  static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Answer {
    Answer(status: status, type: "application/json", bytes: value.compact)
  }

  /// A file to be kept, never to be shown as a page.
  static func download(_ bytes: [UInt8], type: String, name: String) -> Answer {
    var answer = Answer(type: type, bytes: bytes)
    let plain = String(
      decoding: name.utf8.map { byte in
        let isPlain =
          (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: ".")
          || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        return isPlain ? byte : UInt8(ascii: "_")
      }, as: UTF8.self)
    answer.headers.append((.contentDisposition, "attachment; filename=\"\(plain)\""))
    return answer
  }

  var response: Response {
    var fields = HTTPFields()
    if !bytes.isEmpty || status == .ok { fields[.contentType] = type }
    for (name, value) in headers { fields.append(HTTPField(name: name, value: value)) }
    return Response(
      status: status, headers: fields, body: .init(byteBuffer: .init(bytes: bytes)))
  }
}

/// A path of this server, with its query: never another host, however it is written.
struct LocalPath: Hashable, Sendable {
  let text: String

  /// - Returns: nil for what is no plain path (`//elsewhere`, `/\elsewhere`, control characters).
  init?(_ text: String) {
    guard text.utf8.first == UInt8(ascii: "/"), text.utf8.count <= 2000,
      text.utf8.dropFirst().first != UInt8(ascii: "/"),
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
    else { return nil }
    self.text = text
  }
}
