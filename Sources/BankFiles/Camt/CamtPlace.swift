import XMLStream

/// A place in the tree of a camt message, whatever the version calls the way to it.
enum CamtPlace: Int16, CaseIterable {
  /// Unknown, or not for us: the whole subtree is passed over.
  case skipped
  /// Above the message: bank envelopes may nest anything here.
  case envelope
  case applicationHeader, messageDefinition
  case message, groupHeader, messageID, messageCreatedAt
  /// An element that no version has here, and what is below it: no entry may vanish in it.
  case unknown, strayEntry

  case statement, statementID, electronicSequence, legalSequence, createdAt, period, periodFrom
  case periodTo, copyIndicator, page, pageNumber, pageIsLast
  case account, accountID, accountIBAN, accountOther, accountNumber, accountCurrency
  case accountServicer, servicer

  case balance, balanceType, balanceCode, balanceSubtype, balanceSubtypeCode, balanceAmount
  case balanceDirection, balanceDay, balanceDate

  case summary, totalEntries, totalCount, totalSum
  case creditEntries, creditCount, creditSum
  case debitEntries, debitCount, debitSum

  case entry, entryReference, status, statusCode, statusOther, bookingDay, bookingDate, valueDay
  case valueDate, entryDetails, batch, batchMessageID, batchPaymentID, batchCount, batchTotal
  case entryText, reversal

  // Below, an entry and its details share places; the reader knows which of them is open.
  case amount, direction, servicerReference
  case bankCode, bankDomain, bankDomainCode, bankFamily, bankFamilyCode, bankSubfamily
  case bankProprietary, bankProprietaryCode, bankProprietaryIssuer
  case amounts, instructed, instructedAmount, instructedExchange, transaction, transactionAmount
  case charges, chargesTotal, chargeRecord, chargeAmount, chargeDirection

  case detail, references, endToEndID, endToEndUUID, reference, chequeNumber, referenceOther,
    detailText
  case parties, debtor, debtorName, ultimateDebtor, ultimateDebtorName
  case debtorAccount, debtorIBAN, debtorOther, debtorNumber

  case remittance, unstructured, structured, document, documentType, documentTypeCode
  case documentNumber, documentDay, documentDate, documentAmounts
  case due, paid, credit, discount, tax, discountAmount, taxAmount
  case typedAmount, typedAmountType, typedAmountCode, typedAmountValue
  case adjustment, adjustmentAmount, adjustmentDirection, adjustmentReason, adjustmentText
  case creditorReference, creditorReferenceNumber, remittanceText

  case returned, returnReason, returnCode
}

extension CamtPlace {
  /// What the reader wants to hear of the elements here. Most ends come with a text; what merely
  /// leads somewhere is not told at all, which spares half of the events.
  var interest: XMLPathTable.Interest {
    switch self {
    case .skipped, .applicationHeader, .legalSequence, .page, .period, .accountID, .accountOther,
      .accountServicer, .balanceType, .balanceSubtype,
      .balanceDay, .summary,
      .totalEntries, .creditEntries, .debitEntries, .bookingDay, .valueDay, .bankCode, .bankDomain,
      .bankFamily, .bankProprietary, .amounts, .instructed, .transaction, .references,
      .referenceOther, .parties, .debtor, .ultimateDebtor, .debtorAccount, .debtorOther,
      .remittance, .documentType, .documentAmounts, .typedAmountType, .creditorReference,
      .returnReason:
      []
    case .envelope, .strayEntry, .account, .entryDetails, .document, .returned: .start
    case .groupHeader: .end
    case .message, .statement, .balance, .entry, .detail, .batch, .structured, .adjustment,
      .typedAmount,
      .charges, .chargeRecord:
      [.start, .end]
    case .balanceAmount, .batchTotal, .amount, .instructedAmount, .transactionAmount, .chargesTotal,
      .chargeAmount, .due, .paid, .credit, .discount, .tax, .discountAmount, .taxAmount,
      .typedAmountValue, .adjustmentAmount:
      [.text, .attributes]
    default: .text
    }
  }
}
