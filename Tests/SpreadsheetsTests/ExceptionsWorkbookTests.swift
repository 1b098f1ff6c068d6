import Foundation
import LedgerFiles
import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

@testable import Spreadsheets

@Suite struct ExceptionsWorkbookTests {
  @Test func `an exception is a row with names, age and typed cells`() throws {
    let outcome = try World(.item("4711", "1000.00"))
      .reconciling(.receipt("985.00", "4711", from: "=Meier", account: "DE11"))

    let sheet = try #require(ReadWorkbook(ExceptionsWorkbook.bytes(outcome)).sheets.first)

    let exception = try #require(outcome.exceptions.first)
    let columns = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "L", "M"]
    #expect(
      columns.map { sheet.cells[$0 + "1"] } == [
        "Exception", "Type", "Customer", "Name", "Payer", "Amount", "Currency", "Booked on",
        "Age in days", "What is the matter", "Receipt", "Payment",
      ])
    #expect(
      columns.map { sheet.cells[$0 + "2"] } == [
        exception.id, "Short payment", "C1", "Meier Bau GmbH", "=Meier", "15", "EUR", "46091", "21",
        exception.message, "985", exception.payment.text,
      ])
    #expect(sheet.kinds["E2"] == "inlineStr" && sheet.kinds["F2"] == "n")
  }

  @Test func `disputes have a sheet of their own, opened and changed ones`() throws {
    let outcome = try World(.item("4711", "1000.00"))
      .reconciling(.receipt("985.00", "4711", account: "DE11"))

    let book = try ReadWorkbook(ExceptionsWorkbook.bytes(outcome))

    let dispute = try #require(outcome.disputes.first)
    let sheet = try #require(book.sheets.last)
    #expect(book.sheets.count == 2)
    #expect(try book.part("xl/workbook.xml").contains("<sheet name=\"Disputes\""))
    #expect(
      ["A", "B", "E", "F", "G", "H", "J"].map { sheet.cells[$0 + "2"] } == [
        dispute.id, "opened", "4711", "15", "EUR", "no reason given", "open",
      ])
  }

  @Test func `a day without exceptions has two empty sheets`() throws {
    let book = try ReadWorkbook(ExceptionsWorkbook.bytes(try World().reconciling()))

    #expect(book.sheets.map { $0.cells["A1"] } == ["Exception", "Dispute"])
    #expect(book.sheets.allSatisfy { $0.cells["A2"] == nil })
  }
}
