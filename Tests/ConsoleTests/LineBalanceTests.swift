import Money
import Receivables
import Testing

@testable import Console

/// What lines come to is told good only where they can be booked.
@Suite("What lines come to")
struct LineBalanceTests {
  private static let paid = WrittenLine(document: "INV-1", amount: "500.00")

  private func balance(_ more: WrittenLine) throws -> LineBalance {
    LineBalance([Self.paid, WrittenLine(), more], of: try Money(parsing: "500.00", in: .eur))
  }

  @Test(arguments: [
    (
      WrittenLine(document: "INV-2", amount: "soon"),
      "Line 3: “soon” is no amount; expected one such as 1234.50 EUR."
    ),
    (
      WrittenLine(document: "INV-2", amount: "1,50"),
      "Line 3: “1,50” is no amount; expected one such as 1234.50 EUR."
    ),
    (
      WrittenLine(document: "INV-2"),
      "Line 3: “” is no amount; expected one such as 1234.50 EUR."
    ),
    (
      WrittenLine(document: "INV-2", kind: "deduction", amount: "0.00"),
      "Line 3: “0.00” is no amount; expected one such as 1234.50 EUR."
    ),
    (WrittenLine(kind: "deduction", amount: "3.00"), "Line 3 has an amount, and no document."),
  ])
  func `a line that cannot be booked is named, and they do not hold`(
    line: WrittenLine, words: String
  ) throws {
    let balance = try balance(line)

    #expect(!balance.holds)
    #expect(balance.words == words + " Nothing is left.")
  }

  @Test func `a line that says nothing keeps nothing from being booked`() throws {
    let balance = try balance(WrittenLine(kind: "deduction", reason: "QTY-SHORT"))

    #expect(balance.holds)
    #expect(balance.words == "Nothing is left.")
  }
}
