import XMLStream

/// Which element leads from where to where: all versions of camt.052, .053 and .054 in one table.
///
/// Versions differ in names and in levels put between; both are rows here, and every shape is read
/// in every version, since banks mix them. What no row names is passed over with all below it.
///
/// - Source: the ISO 20022 schemas camt.052/.053/.054.001.01 to .14.
struct CamtElementTable {
  /// What the parser is told: names, ways and what is wanted of each place.
  let paths: XMLPathTable
  /// The code of the attribute `Ccy`.
  let currencyName: Int16
  /// The code of each container and what message it is.
  let containers: [Int16: BankFileFormat]

  static let shared = CamtElementTable()

  private init() {
    var names: [String] = []
    var codes: [String: Int16] = [:]
    func code(_ name: String) -> Int16 {
      if let code = codes[name] { return code }
      names.append(name)
      codes[name] = Int16(names.count)
      return Int16(names.count)
    }
    currencyName = code("Ccy")
    var containers: [Int16: BankFileFormat] = [:]
    for (name, format) in [
      ("BkToCstmrAcctRpt", BankFileFormat.camt052), ("BkToCstmrStmt", .camt053),
      ("BkToCstmrDbtCdtNtfctn", .camt054),
    ] {
      // Version .01 has a suffix to the name.
      for suffix in ["", "V01", "V02", "V03", "V04"] { containers[code(name + suffix)] = format }
    }
    self.containers = containers

    let entryNames = ["Ntry", "ntry", "NTRY"].map(code)
    let rows = Self.rows.flatMap { row in
      row.children.map { (row.from, code($0.0), $0.1) }
    }
    let width = names.count + 1
    var next = [Int16](repeating: XMLPathTable.passedOver, count: CamtPlace.allCases.count * width)
    // Any ancestors are accepted above the message.
    for name in 0..<width {
      next[Int(CamtPlace.envelope.rawValue) * width + name] = CamtPlace.envelope.rawValue
    }
    // Below a message and its statements what no row names is looked through for entries.
    for from in [CamtPlace.message, .statement, .unknown] {
      for name in 0..<width {
        next[Int(from.rawValue) * width + name] = CamtPlace.unknown.rawValue
      }
      for name in entryNames {
        next[Int(from.rawValue) * width + Int(name)] = CamtPlace.strayEntry.rawValue
      }
    }
    for (from, name, to) in rows { next[Int(from.rawValue) * width + Int(name)] = to.rawValue }
    for name in containers.keys {
      next[Int(CamtPlace.envelope.rawValue) * width + Int(name)] = CamtPlace.message.rawValue
    }
    paths = XMLPathTable(
      names: names, root: CamtPlace.envelope.rawValue, next: next,
      interests: CamtPlace.allCases.map(\.interest))
  }
}

extension CamtElementTable {
  private struct Row {
    let from: CamtPlace
    let children: [(String, CamtPlace)]
    init(_ from: CamtPlace, _ children: (String, CamtPlace)...) {
      self.from = from
      self.children = children
    }
  }

  private static let rows: [Row] = statementRows + entryRows + detailRows + remittanceRows

  private static let statementRows = [
    Row(.envelope, ("AppHdr", .applicationHeader), ("SplmtryData", .skipped)),
    Row(.applicationHeader, ("MsgDefIdr", .messageDefinition)),
    Row(
      .message, ("GrpHdr", .groupHeader), ("Stmt", .statement), ("Rpt", .statement),
      ("Ntfctn", .statement), ("SplmtryData", .skipped)),
    Row(.unknown, ("SplmtryData", .skipped)),
    Row(.groupHeader, ("MsgId", .messageID), ("CreDtTm", .messageCreatedAt)),
    Row(
      .statement, ("Id", .statementID), ("ElctrncSeqNb", .electronicSequence),
      ("LglSeqNb", .legalSequence), ("CreDtTm", .createdAt), ("FrToDt", .period),
      ("CpyDplctInd", .copyIndicator), ("Acct", .account), ("Bal", .balance),
      ("TxsSummry", .summary), ("Ntry", .entry), ("StmtPgntn", .page), ("RptPgntn", .page),
      ("NtfctnPgntn", .page), ("SplmtryData", .skipped)),
    Row(.page, ("PgNb", .pageNumber), ("LastPgInd", .pageIsLast)),
    Row(.period, ("FrDtTm", .periodFrom), ("ToDtTm", .periodTo)),
    Row(.account, ("Id", .accountID), ("Ccy", .accountCurrency), ("Svcr", .accountServicer)),
    Row(
      .accountServicer, ("FinInstnId", .accountServicer), ("BIC", .servicer), ("BICFI", .servicer)),
    Row(
      .accountID, ("IBAN", .accountIBAN), ("Othr", .accountOther), ("PrtryAcct", .accountOther),
      ("BBAN", .accountNumber), ("UPIC", .accountNumber)),
    Row(.accountOther, ("Id", .accountNumber)),
    Row(
      .balance, ("Tp", .balanceType), ("Amt", .balanceAmount), ("CdtDbtInd", .balanceDirection),
      ("Dt", .balanceDay)),
    Row(
      .balanceType, ("CdOrPrtry", .balanceType), ("Cd", .balanceCode), ("Prtry", .balanceCode),
      ("SubTp", .balanceSubtype)),
    Row(.balanceSubtype, ("Cd", .balanceSubtypeCode), ("Prtry", .balanceSubtypeCode)),
    Row(.balanceDay, ("Dt", .balanceDate), ("DtTm", .balanceDate)),
    Row(
      .summary, ("TtlNtries", .totalEntries), ("TtlCdtNtries", .creditEntries),
      ("TtlDbtNtries", .debitEntries)),
    Row(.totalEntries, ("NbOfNtries", .totalCount), ("Sum", .totalSum)),
    Row(.creditEntries, ("NbOfNtries", .creditCount), ("Sum", .creditSum)),
    Row(.debitEntries, ("NbOfNtries", .debitCount), ("Sum", .debitSum)),
  ]

  private static let entryRows = [
    Row(
      .entry, ("NtryRef", .entryReference), ("Amt", .amount), ("CdtDbtInd", .direction),
      ("RvslInd", .reversal), ("Sts", .status), ("BookgDt", .bookingDay), ("ValDt", .valueDay),
      ("AcctSvcrRef", .servicerReference), ("BkTxCd", .bankCode), ("AmtDtls", .amounts),
      ("Chrgs", .charges), ("NtryDtls", .entryDetails), ("AddtlNtryInf", .entryText),
      ("Btch", .batch), ("TxDtls", .detail)),
    Row(.status, ("Cd", .statusCode), ("Prtry", .statusOther)),
    Row(.bookingDay, ("Dt", .bookingDate), ("DtTm", .bookingDate)),
    Row(.valueDay, ("Dt", .valueDate), ("DtTm", .valueDate)),
    Row(.entryDetails, ("Btch", .batch), ("TxDtls", .detail)),
    Row(
      .batch, ("MsgId", .batchMessageID), ("PmtInfId", .batchPaymentID), ("NbOfTxs", .batchCount),
      ("TtlAmt", .batchTotal)),
    Row(.bankCode, ("Domn", .bankDomain), ("Prtry", .bankProprietary)),
    Row(.bankDomain, ("Cd", .bankDomainCode), ("Fmly", .bankFamily)),
    Row(.bankFamily, ("Cd", .bankFamilyCode), ("SubFmlyCd", .bankSubfamily)),
    Row(.bankProprietary, ("Cd", .bankProprietaryCode), ("Issr", .bankProprietaryIssuer)),
    Row(.amounts, ("InstdAmt", .instructed), ("TxAmt", .transaction)),
    Row(.instructed, ("Amt", .instructedAmount), ("CcyXchg", .instructedExchange)),
    Row(.transaction, ("Amt", .transactionAmount)),
    Row(
      .charges, ("TtlChrgsAndTaxAmt", .chargesTotal), ("Rcrd", .chargeRecord),
      ("Amt", .chargeAmount), ("CdtDbtInd", .chargeDirection)),
    Row(.chargeRecord, ("Amt", .chargeAmount), ("CdtDbtInd", .chargeDirection)),
  ]

  private static let detailRows = [
    Row(
      .detail, ("Refs", .references), ("Amt", .amount), ("CdtDbtInd", .direction),
      ("AmtDtls", .amounts), ("BkTxCd", .bankCode), ("Chrgs", .charges), ("RltdPties", .parties),
      ("RmtInf", .remittance), ("RtrInf", .returned), ("AddtlTxInf", .detailText)),
    Row(
      .references, ("EndToEndId", .endToEndID), ("AcctSvcrRef", .servicerReference),
      ("ChqNb", .chequeNumber), ("MsgId", .reference), ("PmtInfId", .reference),
      ("InstrId", .reference), ("UETR", .endToEndUUID), ("TxId", .reference),
      ("MndtId", .reference),
      ("ClrSysRef", .reference), ("AcctOwnrTxId", .reference), ("AcctSvcrTxId", .reference),
      ("MktInfrstrctrTxId", .reference), ("PrcgId", .reference), ("RtrId", .reference),
      ("Prtry", .referenceOther)),
    Row(.referenceOther, ("Ref", .reference)),
    Row(
      .parties, ("Dbtr", .debtor), ("UltmtDbtr", .ultimateDebtor), ("DbtrAcct", .debtorAccount)),
    // From .07 a party holds Pty, or Agt where it is a bank.
    Row(
      .debtor, ("Nm", .debtorName), ("Pty", .debtor), ("Agt", .debtor), ("FinInstnId", .debtor),
      ("NmAndAdr", .debtor)),
    Row(
      .ultimateDebtor, ("Nm", .ultimateDebtorName), ("Pty", .ultimateDebtor),
      ("Agt", .ultimateDebtor), ("FinInstnId", .ultimateDebtor), ("NmAndAdr", .ultimateDebtor)),
    Row(
      .debtorAccount, ("Id", .debtorAccount), ("IBAN", .debtorIBAN), ("BBAN", .debtorNumber),
      ("UPIC", .debtorNumber), ("Othr", .debtorOther), ("PrtryAcct", .debtorOther)),
    Row(.debtorOther, ("Id", .debtorNumber)),
    Row(.returned, ("Rsn", .returnReason), ("RtrRsn", .returnReason)),
    Row(.returnReason, ("Cd", .returnCode), ("Prtry", .returnCode)),
  ]

  private static let remittanceRows = [
    Row(.remittance, ("Ustrd", .unstructured), ("Strd", .structured)),
    Row(
      .structured, ("RfrdDocInf", .document), ("RfrdDocRltdDt", .documentDay),
      ("RfrdDocAmt", .documentAmounts), ("CdtrRefInf", .creditorReference),
      ("AddtlRmtInf", .remittanceText)),
    Row(
      .document, ("Tp", .documentType), ("RfrdDocTp", .documentType), ("Nb", .documentNumber),
      ("RfrdDocNb", .documentNumber), ("RltdDt", .documentDay)),
    Row(
      .documentType, ("CdOrPrtry", .documentType), ("Cd", .documentTypeCode),
      ("Prtry", .documentTypeCode)),
    // Up to .11 the date is the text of the element itself.
    Row(.documentDay, ("Dt", .documentDate)),
    Row(
      .documentAmounts, ("DuePyblAmt", .due), ("DscntApldAmt", .discount), ("CdtNoteAmt", .credit),
      ("TaxAmt", .tax), ("RmtdAmt", .paid), ("RmtAmtAndTp", .typedAmount),
      ("AdjstmntAmtAndRsn", .adjustment)),
    Row(.discount, ("Amt", .discountAmount)),
    Row(.tax, ("Amt", .taxAmount)),
    Row(.typedAmount, ("Tp", .typedAmountType), ("Amt", .typedAmountValue)),
    Row(.typedAmountType, ("Cd", .typedAmountCode), ("Prtry", .typedAmountCode)),
    Row(
      .adjustment, ("Amt", .adjustmentAmount), ("CdtDbtInd", .adjustmentDirection),
      ("Rsn", .adjustmentReason), ("AddtlInf", .adjustmentText)),
    Row(
      .creditorReference, ("Ref", .creditorReferenceNumber), ("CdtrRef", .creditorReferenceNumber)),
  ]
}
