import Access
import HTTPTypes
import LedgerFiles

/// Everything that programs can look up and do. Each group stands in a file of its own.
enum APIOperations {
  static let all: [APIOperation] =
    day + exceptions + customers + documents + receipts + disputes + files + people + rules
    + attachments + deciding + disputing + handling + trials + access

  static let routes: [Route] =
    all.map(\.route) + [
      .api(.get, "/api/v1/openapi.json", for: .see) { visit, _ in
        if let problem = APIOperation.problem(of: visit.query, [], "the description") {
          throw problem
        }
        return .json(APIDescription.document(all))
      }
    ]

  /// How many lines somebody wants; what is no number of lines was refused before.
  static func limit(_ visit: Visit) -> Int { visit.query["limit"].flatMap { Int($0) } ?? 50 }
}
