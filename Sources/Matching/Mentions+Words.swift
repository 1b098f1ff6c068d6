/// What the words before a number say that it is.
extension Mentions {
  /// The word that says what the number behind it is; empty where none stands there.
  static func telling(before run: Int, _ scan: TextScan) -> String {
    let words = scan.wordsBefore(run).drop { fillers.contains($0) }
    // `f-ra`: faktura.
    if words.starts(with: ["RA", "F"]) { return "FRA" }
    if words.count > 1, let first = words.first, let types = ReferenceWords.typePairs[first],
      let type = types[words[words.startIndex + 1]]
    {
      return type
    }
    // Any other word says what the number is, and none stands for the word before it.
    if let word = words.first, !passed.contains(word) { return word }
    return invoiceWord(before: run, scan) ?? words.first ?? ""
  }

  /// The word for invoices from which nothing but small words and a date part the number:
  /// `Faktura VAT nr 48302`, `Rechnung vom 12.03.2026 Nr. 48302`.
  private static func invoiceWord(before run: Int, _ scan: TextScan) -> String? {
    var index = run - 1
    var isBehindDate = false
    while index >= 0, index >= run - passedMax {
      if let date = scan.date(endingAt: index) {
        index = date.lowerBound - 1
        isBehindDate = true
        continue
      }
      if scan.runs[index].hasDigits { return nil }
      let word = scan.text(of: index)
      if explicit.contains(word) || ReferenceWords.isInvoiceCompound(word) { return word }
      guard
        fillers.contains(word) || passed.contains(word) || (isBehindDate && datings.contains(word))
      else { return nil }
      index -= 1
    }
    return nil
  }

  /// A word that says invoice, or the prefix of one of our series.
  static func isOurs(_ word: String, _ index: ReferenceIndex) -> Bool {
    explicit.contains(word) || ReferenceWords.isInvoiceCompound(word) || isSeries(word, index)
  }

  /// The word is the prefix of one of our series. `loyer de 4711` speaks of no series `DE`.
  static func isSeries(_ word: String, _ index: ReferenceIndex) -> Bool {
    index.prefixes.contains(Array(word.utf8)) && !ReferenceWords.between.contains(word)
  }

  /// The number behind the word is one of a document: of ours, or it has failed.
  static func isClaim(_ word: String, _ index: ReferenceIndex) -> Bool {
    isOurs(word, index) || claims.contains(word) || ReferenceWords.creditMemo.contains(word)
  }

  /// So many words and figures of a date may part a number from the word for it.
  private static let passedMax = 8

  /// Words that stand between the telling one and the number.
  static let fillers: Set<String> = [
    "NR", "NO", "NUM", "NUMBER", "NUMMER", "NRO", "N", "ID", "NUMERO", "NUMER", "NOS",
  ]

  /// Words that may stand between the word for invoices and the number, and elsewhere mean
  /// something else.
  private static let passed: Set<String> = [
    "VAT", "TVA", "IVA", "MWST", "UST", "REF", "REFERENCE", "REFERENZ", "OF", "MIT", "DER", "DEM",
    "DEN", "WITH", "THE", "AVEC", "LE", "CON", "IL", "DE", "VAN", "YOUR", "OUR", "IHRE", "UNSERE",
    "NOTRE", "VOTRE",
  ]

  /// Words before a date.
  private static let datings: Set<String> = [
    "VOM", "V", "DU", "DEL", "DATED", "DATE", "DATUM", "DD", "D", "DNIA", "Z", "AV", "AF", "FRAN",
    "PAIVATTY", "PVM", "FECHA", "AM", "PER",
  ]

  /// Words that make a number a reference to one of our documents, known or not.
  static let explicit: Set<String> = [
    "INV", "INVOICE", "INVOICES", "RE", "RG", "RGNR", "RENR", "RNR", "RECHNUNG", "RECHNUNGEN",
    "RECHNR", "RECHNUNGSNR", "RECHNUNGSNUMMER", "FACT", "FACTURE", "FACTURES", "FAKTURA",
    "FATTURA", "FATTURE", "FACTUUR", "FACTUREN", "FACTURA", "FACTURAS", "LASKU", "FV", "FRA",
    "FRAS", "FT", "FATT", "FAC", "FAKTNR", "FAKT", "RECH", "RECHN", "RGNUMMER", "LASKUT", "INVNO",
    "INVNR", "INVS", "BILL", "BILLS", "FACTNR", "FATTNR", "SASKAITA", "ARVE", "RACUN", "SZAMLA",
  ]

  /// Words that make a number a reference to some document, as far as it is none of ours: too weak
  /// to name somebody else's.
  private static let claims: Set<String> = [
    "NOTA", "BELEG", "BELEGNR", "BELEGNUMMER", "DOKUMENT", "DOKUMENTNR", "DOC", "DOCUMENT",
    "DOCUMENTO", "REKENING", "REK", "REGNING", "REGNINGSNR", "RAEKNING", "RAKNING", "FAKTURY",
    "FAKTURE", "FA", "RN", "NOTE", "FAK", "RAEKNINGSNR", "REIKNR", "VIITE", "VIITENRO", "STATEMENT",
  ]
}
