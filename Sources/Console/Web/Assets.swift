import Crypto
import Durable
import HTTPTypes
import LedgerFiles

/// Style and script, part of the program; named after what is in them, so that browsers keep them.
struct Asset: Sendable {
  let name: String
  let type: String
  let bytes: [UInt8]

  init(_ stem: String, _ ending: String, type: String, _ bytes: [UInt8]) {
    var hash = SHA256()
    hash.update(data: bytes)
    name = "\(stem)-\(hexadecimal(hash.finalize().prefix(8))).\(ending)"
    self.type = type
    self.bytes = bytes
  }
}

enum Assets {
  static let style = Asset(
    "console", "css", type: "text/css; charset=utf-8", PackageResources.console_css)
  static let scripts = [
    Asset("console", "js", type: "text/javascript; charset=utf-8", PackageResources.console_js),
    Asset("keys", "js", type: "text/javascript; charset=utf-8", PackageResources.keys_js),
  ]

  /// A receipt's tick.
  private static let icon = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" \
    fill="#1d3450"/><path d="M8 17l5 5 11-12" fill="none" stroke="#fff" stroke-width="4"/></svg>
    """

  static let routes = [
    Route.open(.get, "/assets/{name}") { visit, _ in
      let name = visit.parameter("name")
      if name == "icon.svg" {
        return kept(Answer(type: "image/svg+xml", bytes: Array(icon.utf8)))
      }
      guard let asset = ([style] + scripts).first(where: { $0.name == name }) else {
        throw Refusal.notThere
      }
      return kept(Answer(type: asset.type, bytes: asset.bytes))
    }
  ]

  private static func kept(_ answer: Answer) -> Answer {
    var answer = answer
    answer.headers.append((.cacheControl, "public, max-age=31536000, immutable"))
    return answer
  }
}
