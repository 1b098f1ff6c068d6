/// Words that say what the number behind them is, in the languages of our customers' banks.
enum ReferenceWords {
  /// An invoice, or nothing in particular.
  static let invoice: Set<String> = split(
    """
    INV INVOICE INVOICES INVS RE RG RGNR RENR RNR RN RECHNUNG RECHNUNGEN RECH RECHN RECHNR \
    RECHNUNGSNR RECHNUNGSNUMMER RGNUMMER FACT FACTURE FACTURES FAC FA FAKTURA FAKTURY FAKTURE FV \
    FAKTURANR FAKTNR FATTURA FATTURE FATT FT FACTUUR FACTUREN FACTUURNR FACTURA FACTURAS FRA FRAS \
    LASKU LASKUT LASKUNRO NR NRO NO NOS NUM NUMMER NUMERO NUMBER N DOC DOCUMENT BELEG BELEGNR BILL \
    BILLS REF REFERENCE REFERENZ REFERENCIA VERWENDUNGSZWECK ZWECK PMT PAYMENT PAY ZAHLUNG \
    PAIEMENT FUER FOR POUR PER ACCT DOKUMENT GUTSCHRIFT CREDIT NOTE CM CN DM MEMO UND AND ET Y E \
    MIT SOWIE PLUS OF THE VERW OUR YOUR IHRE UNSERE LS
    """)

  /// A purchase order of the payer.
  static let purchaseOrder: Set<String> = split(
    """
    PO PONR PONO ORDER ORDERS BESTELLUNG BESTELLNR BESTELLNUMMER BEST COMMANDE CDE ORDINE ORDEN \
    PEDIDO INKOOPORDER TILAUS BESTALLNING ORDRE ZAMOWIENIE AUFTRAG AUFTRAGSNR
    """)

  /// Something that is no document: a customer number, a telephone, an account, a tax number.
  static let other: Set<String> = split(
    """
    TEL TELEFON TELEPHONE PHONE FON FAX MOBIL MOBILE KD KDNR KUNDE KUNDENNR KUNDENNUMMER CUST \
    CUSTOMER CLIENT KONTO KTO KTONR ACCOUNT IBAN BIC BLZ VAT UST USTID USTIDNR VATID STNR STEUERNR \
    SIRET TVA PLZ ZIP HRB HRA VERTRAG CONTRACT MANDAT MANDATE MANDATSREF GLAEUBIGERID CREDITORID \
    TAX EIN PTE DATUM DATE VOM DATED DU AM DEL TERMIN PERIODE KW WEEK
    """)

  /// A telephone: all the groups of figures behind it are one number.
  static let telephone: Set<String> = split(
    "TEL TELEFON TELEPHONE PHONE FON FAX MOBIL MOBILE HANDY")

  /// The payer says that this is only a part.
  static let partialPayment: Set<String> = split(
    """
    TEILZAHLUNG TEILBETRAG TEILZAHLG ABSCHLAG ABSCHLAGSZAHLUNG ANZAHLUNG RATENZAHLUNG \
    TEILRECHNUNG PARTIAL PARTPAYMENT PARTPMT INSTALMENT INSTALLMENT ACOMPTE ACCONTO \
    ANTICIPO ANTICIPADO PARCIAL PARZIALE PARTIEL DEELBETALING AANBETALING AVBETALNING DELBETALING \
    DELBETALNING AKONTO OSASUORITUS ZALICZKA RATA AKONTOZAHLUNG VORAUSZAHLUNG
    """)

  /// Two words that say the same.
  static let partialPaymentPairs: [(String, String)] = [
    ("PART", "PAYMENT"), ("PART", "PMT"), ("ON", "ACCOUNT"), ("A", "CONTO"), ("A", "CUENTA"),
    ("AN", "ACCOUNT"), ("PAIEMENT", "PARTIEL"), ("DOWN", "PAYMENT"), ("IN", "PART"),
    ("EN", "PARTIE"), ("PAGO", "PARCIAL"), ("PAGAMENTO", "PARZIALE"),
  ]

  /// From one number to another.
  static let range: Set<String> = split(
    "BIS TO THRU THROUGH UNTIL TILL JUSQU AU TOT A ATE HASTA AL")

  /// The text speaks of a part payment; the words that say so.
  static func partialPaymentWords(in scan: TextScan) -> String? {
    for index in scan.runs.indices {
      let word = scan.text(of: index)
      if partialPayment.contains(word) { return word }
      if word == "RATE", let number = ordinal(beside: index, in: scan) { return number }
      if index + 1 < scan.runs.count {
        let next = scan.text(of: index + 1)
        if partialPaymentPairs.contains(where: { $0 == (word, next) }) { return "\(word) \(next)" }
      }
    }
    return nil
  }

  /// `2. Rate`, `Rate 2/6`: an instalment by its number. A rate without one is a price.
  private static func ordinal(beside word: Int, in scan: TextScan) -> String? {
    func isOrdinal(_ run: Int) -> Bool {
      guard scan.runs.indices.contains(run), scan.runs[run].isDigits,
        !scan.runs[run].isDistractor, scan.runs[run].range.count <= 2
      else { return false }
      // `1.0834` is an exchange rate.
      let isDecimal =
        run + 1 < scan.runs.count && scan.runs[run + 1].isDigits
        && scan.separator(after: run).count == 1
        && scan.separator(after: run).contains { $0 == 0x2E || $0 == 0x2C }
      return !isDecimal
    }
    if isOrdinal(word - 1) { return "\(scan.text(of: word - 1)). RATE" }
    return isOrdinal(word + 1) ? "RATE \(scan.text(of: word + 1))" : nil
  }

  private static func split(_ words: String) -> Set<String> {
    Set(words.split(separator: " ").map(String.init))
  }
}
