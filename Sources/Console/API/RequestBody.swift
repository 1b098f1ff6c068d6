import Foundation
import HTTPTypes
import LedgerFiles

/// The body of a request, read and held against its schema.
enum RequestBody {
  /// - Returns: its members, as a type has them.
  /// - Throws: `Refusal` (400), which names the member that is at fault.
  static func read<Body: Decodable>(
    _ visit: Visit, as type: Body.Type, _ schema: Schema
  ) throws -> Body {
    // Where nothing has to be said, nothing has to be sent.
    let bytes = visit.body.isEmpty ? Array("{}".utf8) : visit.body
    let decoder = JSONDecoder()
    // RFC 8259, 8.1: JSON is UTF-8; one that is UTF-16 has nulls in it.
    guard !bytes.contains(0),
      let value = try? decoder.decode(AnyJSON.self, from: Data(bytes)).value
    else {
      throw Refusal(
        .badRequest, "the body is no JSON that can be read; expected \(schema.expected)")
    }
    if let name = repeatedMember(of: bytes) {
      throw Refusal(
        .badRequest, "“\(name.prefix(100))” is given twice; expected one",
        parameter: String(name.prefix(100)))
    }
    if let problem = schema.problem(of: value, at: "") { throw problem }
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return try decoder.decode(type, from: Data(bytes))
    } catch {
      throw Refusal(.badRequest, "the body cannot be read; expected \(schema.expected)")
    }
  }
}

extension RequestBody {
  /// The first name that an object of well-formed JSON has twice: some programs read the first of
  /// them, others the last, and what was seen might not be what is booked.
  static func repeatedMember(of json: [UInt8]) -> String? {
    // The names so far of each object that is open; nil for a list.
    var open: [Set<String>?] = []
    var isName = false
    var place = 0
    while place < json.count {
      switch json[place] {
      case UInt8(ascii: "{"):
        open.append([])
        isName = true
      case UInt8(ascii: "["):
        open.append(nil)
        isName = false
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        open.removeLast()
        isName = false
      case UInt8(ascii: ","): isName = open.last != .some(nil)
      case UInt8(ascii: "\""):
        let start = place
        place += 1
        while place < json.count, json[place] != UInt8(ascii: "\"") {
          place += json[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        if isName, place < json.count, var names = open.removeLast() {
          let written = Data(json[start...place])
          let name = (try? JSONDecoder().decode(String.self, from: written)) ?? ""
          guard names.insert(name).inserted else { return name }
          open.append(names)
        }
        isName = false
      default: break
      }
      place += 1
    }
    return nil
  }
}

/// Any JSON but numbers that are not whole: no operation takes one.
struct AnyJSON: Decodable {
  let value: JSONValue

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    if let members = try? decoder.container(keyedBy: Key.self) {
      value = .object(
        try members.allKeys.sorted { $0.stringValue < $1.stringValue }.map { key in
          (key.stringValue, try members.decode(AnyJSON.self, forKey: key).value)
        })
      return
    }
    if var list = try? decoder.unkeyedContainer() {
      var values: [JSONValue] = []
      while !list.isAtEnd { values.append(try list.decode(AnyJSON.self).value) }
      value = .list(values)
      return
    }
    let single = try decoder.singleValueContainer()
    if single.decodeNil() {
      value = .null
    } else if let boolean = try? single.decode(Bool.self) {
      value = .boolean(boolean)
    } else if let number = try? single.decode(Int.self) {
      value = .integer(number)
    } else {
      value = .string(try single.decode(String.self))
    }
  }
}
