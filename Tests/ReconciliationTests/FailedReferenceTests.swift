import Money
import Receivables
import Reconciliation
import TestSupport
import Testing

/// A reference that is given and names nothing: what merely fits is then left to a person (fine
/// print 21).
@Suite struct FailedReferenceTests {
  /// - Parameter text: as the bank hands it on, line by line.
  private func receipt(of text: String) throws -> BankTransaction {
    var receipt = try BankTransaction.receipt("100.00", account: "DE11")
    receipt.text = text.split(separator: "\n").map(String.init)
    return receipt
  }

  @Test(arguments: [
    "Nota 48211", "Rekening 48211", "Beleg 48211", "Beleg-Nr. 48211", "Rechnung A-48211",
    "Rechnung X48211", "Invoice ABC-48211", "Faktura nr F48211", "Rechnung VAT 48211",
    "Rechnung REF 48211", "Rechnung VOM 12.03.2026 48211", "Rechnung mit der Nummer 48211",
    "fattura del 10/03/2026 n. 48211", "faktura VAT nr 48211", "Regning 48211", "Räkning 48211",
    "Rechnung\n48211", "Zahlung der Rechnung\n48211", "Invoice number:\n48211",
    "Rg.-Nr.\n48211 Danke", "R48211", "SR-48211", "48211", "48211 Rechnung", "Faktuuri 48211",
    "nota fiscal 48211",
    "fatura 48211", "Schlussrechnung 48211", "Sammelrechnungs-Nr. 48211",
  ])
  func `a number that is called a document, or stands alone and looks like ours, may fail`(
    text: String
  ) throws {
    let world = try World(
      .item("RE-48300", "100.00"), .item("RE-48301", "20.00", of: "C2"),
      .item("RE-48302", "30.00", of: "C2"), .item("RE-48303", "40.00", of: "C2"))

    let outcome = try world.reconciling(receipt(of: text))

    #expect(outcome.told == ["low_confidence 100.00"])
  }

  @Test(arguments: [
    "48211 Berlin", "D-48211 Greven Miete", "Miete Objekt 48211", "Projekt 48211", "KD48211",
    "PO-48211", "Miete Wohnung 12", "Rechnung 12 Monate", "Rechnungen 03 2026",
    "Rechnung 3% Skonto",
    "Rechnung 1. Quartal", "Zahlung Rechnung\n48211 Greven",
  ])
  func `what nothing calls a document of ours does not fail`(text: String) throws {
    let world = try World(
      .item("RE-48300", "100.00"), .item("RE-48301", "20.00", of: "C2"),
      .item("RE-48302", "30.00", of: "C2"), .item("RE-7", "40.00", of: "C2"))

    let outcome = try world.reconciling(receipt(of: text))

    #expect(outcome.lines == ["RE-48300 payment 100.00"])
  }

  @Test(arguments: [
    "Rechnung 12", "Rg. 12", "Invoice 12, thank you", "Rechnung A-12", "Rg A12", "Invoice B 12",
    "Rechnung Nr. 12 vom 10.03.2026",
  ])
  func `a short number may fail where ours are as short`(text: String) throws {
    let world = try World(.item("A-77", "100.00"), .item("A-78", "20.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.told == ["low_confidence 100.00"])
  }

  @Test(arguments: ["2026-K117-04", "2026 K117 04", "Miete 2026-K300-01"])
  func `letters and figures in the order of ours may fail`(text: String) throws {
    let world = try World(
      .item("2026-K117-03", "100.00"), .item("2026-K118-03", "20.00", of: "C2"),
      .item("2026-K119-03", "30.00", of: "C2"))

    let outcome = try world.reconciling(.receipt("100.00", text, account: "DE11"))

    #expect(outcome.told == ["low_confidence 100.00"])
  }

  @Test func `a short number does not fail that is the serial of a document of the payer`() throws {
    let world = try World(
      .item("100234-21", "1000.00"), .item("100234-22", "500.00"),
      .item("100199-21", "70.00", of: "C2"))

    let named = try world.reconciling(
      .receipt("500.00", "Kd 100234 Rechnung 22", account: "DE11"))
    let other = try world.reconciling(
      .receipt("500.00", "Kd 100234 Rechnung 23", account: "DE11"))

    #expect(named.lines == ["100234-22 payment 500.00"])
    #expect(other.told == ["low_confidence 500.00"])
  }
}
