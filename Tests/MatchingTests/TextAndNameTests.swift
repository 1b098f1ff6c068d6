import Testing

@testable import Matching

/// What counts in a text, and when two names are one.
@Suite struct TextAndNameTests {
  private func numbers(_ text: String) -> [String] {
    let scan = TextScan(lines: [text])
    return scan.runs.indices.filter { scan.runs[$0].hasDigits && !scan.runs[$0].isDistractor }
      .map { scan.text(of: $0) }
  }

  @Test(arguments: [
    "vom 10.03.2026", "10/3/26", "2026-03-10", "EUR 1.234,56", "980.00", "DE89370400440532013000",
    "DE89 3704 0044 0532 0130 00", "Tel. 05551 104655", "Fax +49 (0)711 / 12 34 56",
  ])
  func `dates, amounts, accounts and telephones are no documents' numbers`(text: String) {
    #expect(numbers(text) == [])
  }

  @Test(arguments: [
    ("RE 4711", ["4711"]), ("4711/12", ["4711", "12"]), ("2026/004711", ["2026", "004711"]),
    ("32.13.2026", ["32", "13", "2026"]), ("DE89370400440532013001", ["DE89370400440532013001"]),
    ("ＲＥ４７１１", ["RE4711"]),
  ])
  func `everything else may be one`(text: String, found: [String]) {
    #expect(numbers(text) == found)
  }

  private func key(_ name: String) -> [UInt8] { NameNormalForm.key(NameNormalForm.words(name)) }

  @Test(arguments: [
    ("Müller GmbH", "MUELLER"), ("Müller GmbH", "Muller Gesellschaft mbH"),
    ("Straßenbau Öhler AG", "OEHLER STRASSENBAU"), ("S.A.R.L. Dupont", "Dupont SARL"),
    ("O'Neill & Sons Ltd.", "ONEILL SONS LIMITED"), ("Société Générale SA", "SOCIETE GENERALE"),
    ("Łódź Sp. z o.o.", "LODZ"),
  ])
  func `legal forms, accents and word order do not part a name`(one: String, other: String) {
    #expect(key(one) == key(other))
  }

  @Test(arguments: [("Meier Bau", "Meier Holz"), ("Schmidt", "Schmitt"), ("Nord AG", "Süd AG")])
  func `other words are another name`(one: String, other: String) {
    #expect(key(one) != key(other))
  }
}
