/// Words that say what the number behind them is, in the languages of our customers' banks.
enum ReferenceWords {
  /// An invoice, or nothing in particular.
  static let invoice: Set<String> = split(
    """
    INV INVOICE INVOICES INVS RE RG RGNR RENR RNR RN RECHNUNG RECHNUNGEN RECH RECHN RECHNR \
    RECHNUNGSNR RECHNUNGSNUMMER RGNUMMER FACT FACTURE FACTURES FAC FA FAKTURA FAKTURY FAKTURE FV \
    FAKTURANR FAKTNR FAKT INVNO INVNR FACTNR FATTNR SASKAITA ARVE RACUN SZAMLA FATTURA FATTURE \
    FATT FT FACTUUR FACTUREN FACTUURNR FACTURA FACTURAS FRA FRAS LASKU LASKUT LASKUNRO NR NRO NO \
    NOS NUM NUMMER NUMERO NUMER NUMBER N DOC DOCUMENT BELEG BELEGNR BILL \
    BILLS REF REFERENCE REFERENZ REFERENCIA VERWENDUNGSZWECK ZWECK PMT PAYMENT PAY ZAHLUNG \
    PAIEMENT FUER FOR POUR PER ACCT DOKUMENT GUTSCHRIFT CREDIT NOTE CM CN DM MEMO UND AND ET Y E \
    MIT SOWIE PLUS OF THE VERW OUR YOUR IHRE UNSERE
    """)

  /// A purchase order of the payer.
  static let purchaseOrder: Set<String> = split(
    """
    PO PONR PONO ORDER ORDERS ORDERNR ORDERNO BESTELLUNG BESTELLNR BESTELLNUMMER BEST COMMANDE CDE \
    ORDINE ORDEN PEDIDO INKOOPORDER BESTELLING BESTELNUMMER BESTELNR TILAUS TILAUSNRO TILAUSNUMERO \
    BESTALLNING ORDRE ORDRENR ORDERNUMMER ZAMOWIENIE ZAMOWIENIA ZAM ENCOMENDA \
    ZLECENIE ZLECENIA BESTELBON AUFTRAG AUFTRAGSNR
    """)

  /// Something that is no document: a customer number, a telephone, an account, a tax number.
  static let other: Set<String> = split(
    """
    TEL TELEFON TELEPHONE PHONE FON FAX MOBIL MOBILE KD KDNR KUNDE KUNDENNR KUNDENNUMMER CUST \
    CUSTOMER CLIENT KONTO KTO KTONR ACCOUNT IBAN BIC BLZ VAT UST USTID USTIDNR VATID STNR STEUERNR \
    SIRET TVA PLZ ZIP HRB HRA VERTRAG CONTRACT MANDAT MANDATE MANDATSREF GLAEUBIGERID CREDITORID \
    TAX EIN PTE DATUM DATE VOM DATED DU AM DEL TERMIN PERIODE KW WEEK KUNDEN DEBITOR DEBITORENNR \
    CLIENTE KLANT KLANTNR KUND KUNDNR KLIENT KLIENTA ASIAKAS ASIAKASNRO MIETVERTRAG AKTENZEICHEN AZ \
    OBJEKT POLICE ZAEHLER UMOWA UMOWY AVTAL SOPIMUS NIP IVA PIVA KVK ORIG INDN MOB TLF TELF PUH PH \
    DNIA LIEFERSCHEIN LIEFERSCHEINNR LS ANGEBOT ANGEBOTSNR QUOTE QUOTATION OFFER OFFERTE OFFERT \
    OFERTA DEVIS PREVENTIVO PRESUPUESTO ORCAMENTO KOSZTORYS ANBUD PROFORMA STORNO RFQ RMA ORG ORGNR \
    TICKET LIEFERUNG CONFIRMATION AUFTRAGSBESTAETIGUNG ORDERBEVESTIGING TARJOUS TILBUD DELIVERY LIVRAISON DDT ALBARAN \
    BETRAG SUMME AMOUNT BEDRAG BELOPP BELOEB BELOB SUMMA IMPORTE IMPORTO MONTANT KWOTA TOTAL \
    PAKBON LEVERINGSBON VRACHTBRIEF WZ FOELJESEDDEL FOLJESEDEL FOELGESEDDEL LAEHETE LAHETE
    """)

  /// A customer's number with us.
  static let customer: Set<String> = split(
    """
    KD KDNR KUNDE KUNDENNR KUNDENNUMMER CUST CUSTOMER CLIENT CLIENTE KLANT KLANTNR KLANTNUMMER \
    KUND KUNDNR KUNDNUMMER KLIENT ASIAKAS ASIAKASNRO DEBITOR DEBITORENNR DEBITORENNUMMER
    """)

  /// A telephone: all the groups of figures behind it are one number.
  static let telephone: Set<String> = split(
    "TEL TELEFON TELEPHONE PHONE FON FAX MOBIL MOBILE HANDY")

  /// The payer says that this is only a part.
  static let partialPayment: Set<String> = split(
    """
    TEILZAHLUNG TEILBETRAG TEILZAHLG ABSCHLAG ABSCHLAGSZAHLUNG ANZAHLUNG RATENZAHLUNG \
    TEILRECHNUNG PARTIAL PARTPAYMENT PARTPMT INSTALMENT INSTALLMENT ACOMPTE ACCONTO \
    ANTICIPO ANTICIPADO ANTICIPATO PARCIAL PARCIALMENTE PARZIALE PARTIEL PARTIELLE PARTIELLEMENT \
    DEELBETALING AANBETALING GEDEELTELIJK GEDEELTELIJKE AVBETALNING DELBETALING DELBETALNING \
    DELLIKVID DELVIS DELVIST DELVIDST AVDRAG AFDRAG AKONTO OSASUORITUS OSAMAKSU OSAMAKSE ENNAKKO \
    ZALICZKA CZESCIOWA CZESCIOWO CZESCIOWE RATA ZALOHA CIASTOCNA CASTECNA DJELOMICNA DELNO \
    PREDUJAM DALINIS DALEJS AKONTOZAHLUNG VORAUSZAHLUNG TEILWEISE TEILZLG ADIANTAMENTO
    """)

  /// Two words that say the same.
  static let partialPaymentPairs: [(String, String)] = [
    ("PART", "PAYMENT"), ("PART", "PMT"), ("ON", "ACCOUNT"), ("A", "CONTO"), ("A", "CUENTA"),
    ("AN", "ACCOUNT"), ("PAIEMENT", "PARTIEL"), ("DOWN", "PAYMENT"), ("IN", "PART"),
    ("EN", "PARTIE"), ("IN", "PARTE"), ("EN", "PARTE"), ("A", "VALOIR"), ("IN", "DELEN"),
    ("PO", "CZESCI"),
  ]

  /// The word says that a number is an invoice's, whatever is put together with it:
  /// `FACTUURNUMMER`, `RECHNUNGSNR`. The amount and the date of one are none.
  static func isInvoiceWord(_ word: String) -> Bool {
    if invoice.contains(word) { return true }
    return isInvoiceCompound(word)
  }

  /// A word that is put together with the word for invoice: `RECHNUNGSNR`, `AUSGANGSRECHNUNG`.
  static func isInvoiceCompound(_ word: String) -> Bool {
    guard word.utf8.count >= 6, word.utf8.count <= 24,
      invoiceStems.contains(where: { word.hasPrefix($0) })
        || invoiceEnds.contains(where: { word.hasSuffix($0) })
    else { return false }
    return !nonNumbers.contains { word.hasSuffix($0) }
  }

  /// The word says that a number is no document's.
  static func isOther(_ word: String) -> Bool {
    other.contains(word) || (word.utf8.count >= 8 && nonNumbers.contains { word.hasSuffix($0) })
      || otherStems.contains { word.hasPrefix($0) }
  }

  private static let otherStems = [
    "VERTRAG", "KUNDENN", "STEUER", "TELEFON", "MANDAT", "LIEFERANT", "CONTRAT", "ASIAKASN",
    "KLANTN", "DEBITOREN",
  ]

  /// Short words between numbers, which are no letters of one where they stand apart from it.
  static let between: Set<String> = split(
    """
    E Y A U I Z O ET UND AND EN OG OCH JA I NO NR DE DI DU DEL LE LA VON PER FOR DO TO BIS OF IN \
    ON AN AM AS AT
    """)

  static let currency: Set<String> = split(
    "EUR EURO EUROS USD GBP CHF PLN SEK NOK DKK CZK HUF RON BGN CAD AUD ZL KR")

  /// A credit memo.
  static let creditMemo: Set<String> = split(
    """
    GUTSCHRIFT GUTSCHRIFTEN GUTSCHR GUTSCHRIFTSNR AVOIR CN CM GS CREDITNOTA CREDITNOTE KREDITNOTA \
    KREDITNOTE KREDITFAKTURA CREDITFACTUUR CREDITO HYVITYS HYVITYSLASKU KOREKTA ABONO
    """)

  /// A document of another type by two words, the second one first: `credit note`.
  static let typePairs: [String: [String: String]] = [
    "NOTE": ["CREDIT": "CN", "DELIVERY": "DELIVERY"], "MEMO": ["CREDIT": "CN"],
    "NOTA": ["CREDIT": "CN"], "CREDIT": ["DE": "CN"], "FISCAL": ["NOTA": "NOTA"],
  ]

  /// What stands behind is not paid.
  static let exclusion: Set<String> = split(
    """
    OHNE AUSSER NICHT STATT ANSTATT ANSTELLE EXCEPT EXCLUDING WITHOUT INSTEAD SAUF SANS LIEU ZONDER \
    BEHALVE PLAATS SENZA SALVO TRANNE INVECE EXCEPTO LUGAR VEZ OPROCZ ZAMIAST UTAN STAELLET STALLET \
    STEDET UDEN UTEN SIJASTA SIJAAN FOLGT BEREITS
    """)

  /// The same, right before a number; elsewhere they are said of much else.
  static let exclusionBeside: Set<String> = split("NOT NIET INTE IKKE NIE PAS NON KEIN KEINE BEZ")

  /// What stands before is not paid.
  static let exclusionBehind: Set<String> = split(
    "FOLGT FOLGEN FOLLOWS SUIVRA SEGUE SIJASTA SIJAAN")

  private static let invoiceStems = [
    "INVOIC", "RECHN", "FACTUU", "FACTUR", "FAKTUR", "FATTUR", "LASKU", "FAKTUUR", "FATURA",
  ]
  private static let invoiceEnds = [
    "RECHNUNG", "RECHNUNGEN", "FACTUUR", "FACTUREN", "FAKTURA", "LASKU", "RECHNUNGNR",
    "RECHNUNGSNR",
  ]
  private static let nonNumbers = [
    "BETRAG", "BETRAEGE", "SUMME", "DATUM", "DATE", "DATA", "AMOUNT", "BEDRAG", "BELOPP", "BELOEB",
    "SUMMA",
  ]

  /// From one number to another.
  static let range: Set<String> = split(
    "BIS TO THRU THROUGH UNTIL TILL JUSQU AU TOT TM A ATE HASTA AL DO PO AZ TIL FINO")

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
