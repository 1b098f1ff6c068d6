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
    let value: JSONValue
    do {
      value = try decoder.decode(AnyJSON.self, from: Data(bytes)).value
    } catch {
      throw Refusal(
        .badRequest, "the body is no JSON that can be read; expected \(schema.expected)")
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
