import Testing

@testable import Matching

/// Step 3b: check digits, by the schemes' own published examples or worked out by hand.
@Suite struct PaymentReferenceTests {
  private func schemes(_ text: String) -> [PaymentReferenceScheme] {
    PaymentReferenceScheme.holding(for: NormalForm.alphanumeric(text))
  }

  @Test(arguments: [
    ("RF18 5390 0754 7034", PaymentReferenceScheme.creditorReference),
    ("RF18000000000539007547034", .creditorReference),
    ("21 00000 00003 13947 14300 09017", .swissQR),
    ("2345676", .norwegianKID),
    ("1234561", .finnish),
    ("090/9337/55493", .belgian),
    ("9000 0000 0000 0001", .dutch),
  ])
  func `a right reference is known`(text: String, scheme: PaymentReferenceScheme) {
    #expect(schemes(text).contains(scheme))
  }

  @Test(arguments: [
    "RF19 5390 0754 7034", "RF18 5390 0754 7035", "RF18", "RF18 5390 0754 7034 0000 0000 00",
    "21 00000 00003 13947 14300 09018", "090/9337/55494", "", "RF", "RF18-äöü",
  ])
  func `a wrong check digit, a wrong length and nothing are not`(text: String) {
    let found = schemes(text)
    #expect(
      !found.contains(.creditorReference) && !found.contains(.swissQR) && !found.contains(.belgian))
  }

  @Test(arguments: ["000000000000000000000000000", "0000000"])
  func `zeros alone are no reference`(text: String) {
    #expect(!schemes(text).contains(.swissQR) && !schemes(text).contains(.norwegianKID))
  }

  @Test func `what a wrong check digit may have meant is found by the right one`() {
    let wrong = NormalForm.alphanumeric("RF19539007547034")

    let right = PaymentReferenceScheme.corrections(of: wrong)

    #expect(right.contains(NormalForm.alphanumeric("RF18539007547034")))
  }
}
