/// The language in which a payer writes remittance text.
enum Language: Int, CaseIterable, Sendable {
  case de, en, fr, it, es, nl, sv, pl

  private var place: Int { rawValue }

  /// Words before a document number.
  var invoiceWords: [String] {
    [
      ["Rechnung", "Rechnung Nr.", "Rg.", "Re-Nr.", "RG-NR"],
      ["Invoice", "Inv", "invoice no.", "Your invoice", "INVOICE NUMBER"],
      ["Facture", "facture no", "Fact.", "FACTURE NUM"],
      ["Fattura", "fatt. n.", "Ft.", "SALDO FATTURA"],
      ["Factura", "fra.", "Fact. num.", "PAGO FACTURA"],
      ["Factuur", "factuurnr.", "fact.", "FACTUURNUMMER"],
      ["Faktura", "faktura nr", "fakt.", "FAKTURANUMMER"],
      ["Faktura", "faktura nr", "f-ra", "ZAPLATA ZA FAKTURE"],
    ][place]
  }

  var orderWord: String {
    ["Bestellung", "PO", "Commande", "Ordine", "Pedido", "Bestelling", "Order", "Zamowienie"][place]
  }

  var creditWord: String {
    [
      "Gutschrift", "credit note", "avoir", "nota credito", "abono", "creditnota", "kreditnota",
      "korekta",
    ][place]
  }

  var lessWord: String {
    ["abzgl.", "less", "moins", "meno", "menos", "minus", "minus", "minus"][place]
  }

  var rangeWord: String { ["bis", "to", "a", "a", "a", "t/m", "till", "do"][place] }

  var dateWord: String { ["vom", "dated", "du", "del", "del", "van", "den", "z dnia"][place] }

  /// Words by which a payer says that this is a part.
  var partWords: [String] {
    [
      ["Teilzahlung", "Abschlag"], ["part payment", "partial payment"], ["acompte"], ["acconto"],
      ["anticipo", "pago parcial"], ["deelbetaling"], ["delbetalning"], ["czesciowa zaplata"],
    ][place]
  }

  /// What is written where nothing is said.
  var emptyPhrases: [String] {
    [
      ["Zahlung", "Ueberweisung", "Danke"], ["payment", "Transfer", "thank you"],
      ["virement", "reglement"], ["bonifico", "pagamento"], ["transferencia", "pago"],
      ["betaling", "overboeking"], ["betalning"], ["przelew", "zaplata"],
    ][place]
  }

  var companyWords: [String] {
    [
      ["Maschinenbau", "Logistik", "Energietechnik", "Holzwerke", "Feinkost", "Stahlhandel"],
      ["Engineering", "Logistics", "Foods", "Timber", "Steel", "Packaging"],
      ["Mecanique", "Logistique", "Emballages", "Boissons", "Menuiserie"],
      ["Meccanica", "Imballaggi", "Alimentari", "Legnami", "Trasporti"],
      ["Mecanica", "Alimentos", "Embalajes", "Transportes", "Maderas"],
      ["Techniek", "Transport", "Verpakkingen", "Houthandel", "Bouw"],
      ["Mekanik", "Livsmedel", "Transport", "Byggvaror", "Verkstad"],
      ["Mechanika", "Opakowania", "Spedycja", "Drewno", "Budowa"],
    ][place]
  }

  var legalForms: [String] {
    [
      ["GmbH", "AG", "GmbH & Co. KG"], ["Ltd", "LLC", "Inc"], ["SARL", "SAS", "SA"],
      ["S.r.l.", "S.p.A."], ["S.L.", "S.A."], ["B.V.", "N.V."], ["AB"], ["Sp. z o.o."],
    ][place]
  }

  var country: AccountNumbers.Country { [.de, .gb, .fr, .it, .es, .nl, .se, .pl][place] }
}
