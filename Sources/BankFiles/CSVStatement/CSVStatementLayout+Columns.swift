import Receivables

extension CSVStatementLayout {
  mutating func takeColumns(_ root: JSONValue, _ file: String) throws(BankFileError) {
    guard let value = root["columns"], let members = value.members else {
      throw (root["columns"] ?? root).error(
        "the layout has no columns", "\"columns\": {\"amount\": \"a column's name\", …}", in: file)
    }
    try value.expectKeys(Field.allCases.map(\.rawValue), in: file)
    for (key, value) in members {
      guard let field = Field(rawValue: key) else { continue }
      if field == .text {
        for element in value.elements ?? [value] {
          textColumns.append(try column(element, field, file))
        }
      } else {
        columns[field] = try column(value, field, file)
      }
    }
    for field in Field.allCases where field != .text {
      guard let column = columns[field], let value = value[field.rawValue] else { continue }
      if let other = Field.allCases.first(where: { $0 != field && columns[$0] == column }) {
        throw value.error(
          "\(field.rawValue) is the column of \(other.rawValue)", "a column of its own", in: file)
      }
    }
  }

  private func column(
    _ value: JSONValue, _ field: Field, _ file: String
  ) throws(BankFileError) -> Column {
    if let number = value.number, (1...CSVRecordScanner.columnsMax).contains(number) {
      return .number(number)
    }
    guard hasHeader, let name = value.text, !name.isEmpty else {
      throw value.error(
        "the column of \(field.rawValue) is not usable",
        hasHeader ? "a name in the header, or a number from 1" : "a number from 1", in: file)
    }
    return .name(name)
  }

  mutating func takeWords(_ value: JSONValue?, _ file: String) throws(BankFileError) {
    guard let value else { return }
    try value.expectKeys(Meaning.allCases.map(\.rawValue), in: file)
    for (key, list) in value.members ?? [] {
      guard let meaning = Meaning(rawValue: key), let elements = list.elements else {
        throw list.error("the words of '\(key)' are no list", "[\"a word\", …]", in: file)
      }
      for element in elements {
        guard let word = element.text else {
          throw element.error("no word stands here", "a text", in: file)
        }
        words[meaning, default: []].insert(word.uppercased())
      }
    }
    for meanings in [Meaning.directions, Meaning.statuses, Meaning.classes] {
      for (place, meaning) in meanings.enumerated() {
        for other in meanings.dropFirst(place + 1) {
          let common = (words[meaning] ?? []).intersection(words[other] ?? [])
          guard let word = common.sorted().first else { continue }
          throw value.error(
            "the word '\(word)' means \(meaning.rawValue) and \(other.rawValue)", "one meaning",
            in: file)
        }
      }
    }
  }

  /// The columns must say of every line when, how much, which way, in what and where.
  func expectBankLines(_ root: JSONValue, _ file: String) throws(BankFileError) {
    let place = root["columns"] ?? root
    guard columns[.bookingDate] != nil else {
      throw place.error("no column is the booking date", "\"booking_date\"", in: file)
    }
    let hasSides = columns[.credit] != nil || columns[.debit] != nil
    guard (columns[.amount] != nil) != hasSides else {
      throw place.error(
        hasSides ? "amounts stand in one column as well as in two" : "no column is the amount",
        "\"amount\", or \"credit\" and \"debit\"", in: file)
    }
    if hasSides, columns[.credit] == nil || columns[.debit] == nil {
      throw place.error("one of two columns for amounts is missing", "both", in: file)
    }
    if columns[.direction] != nil {
      guard !hasSides, words[.credit] != nil, words[.debit] != nil else {
        throw place.error(
          "nothing says what the words of the direction mean",
          "\"amount\", and \"words\" with \"credit\" and \"debit\"", in: file)
      }
    }
    if columns[.status] != nil, Meaning.statuses.allSatisfy({ words[$0] == nil }) {
      throw place.error(
        "nothing says what the words of the status mean",
        "\"words\" with \"booked\", \"pending\" or \"information\"", in: file)
    }
    if columns[.bankCode] == nil, Meaning.classes.contains(where: { words[$0] != nil }) {
      throw place.error("words of bank codes have no column", "\"bank_code\"", in: file)
    }
    if columns[.currency] == nil, currency == nil {
      throw place.error("nothing says the currency", "a column, or \"currency\": \"EUR\"", in: file)
    }
    if columns[.account] == nil, account.isEmpty {
      throw place.error(
        "nothing says the account", "a column, or \"account\": \"its number\"", in: file)
    }
  }
}
