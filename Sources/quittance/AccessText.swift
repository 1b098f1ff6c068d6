import Access
import Pipeline

/// People and tokens as lines for a terminal.
enum AccessText {
  static func lines(_ people: [Person]) -> [String] {
    let rows = people.map { person in
      [
        person.name, person.role.rawValue, person.isDisabled ? "disabled" : "",
        "since \(day(person.createdAt))", "password of \(day(person.passwordChangedAt))",
      ]
    }
    return aligned(rows)
  }

  static func lines(_ tokens: [APIToken], at moment: Int64) -> [String] {
    let rows = tokens.map { token in
      [
        "\(token.id)", state(token, moment),
        token.scopes.map(\.rawValue).sorted().joined(separator: ","),
        token.usedAt.map { "used \(day($0))" } ?? "never used", token.name,
      ]
    }
    return aligned(rows)
  }

  private static func state(_ token: APIToken, _ moment: Int64) -> String {
    if let revokedAt = token.revokedAt { return "revoked \(day(revokedAt))" }
    return "\(token.isLive(at: moment) ? "until" : "ended") \(day(token.expiresAt))"
  }

  private static func day(_ moment: Int64) -> String { "\(Moment(seconds: moment).day)" }

  /// Columns, two spaces apart.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in
      rows.map { $0[column].count }.max() ?? 0
    }
    return rows.map { row in
      let cells = zip(row, widths).filter { $1 > 0 }.map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      let line = cells.joined(separator: "  ")
      return visible(String(line.reversed().drop { $0 == " " }.reversed()))
    }
  }
}
