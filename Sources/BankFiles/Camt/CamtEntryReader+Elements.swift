import Money
import Receivables
import XMLStream

/// What each element of an entry does when it ends.
extension CamtEntryReader {
  mutating func end(_ place: CamtPlace, _ text: UnsafeBufferPointer<UInt8>, _ line: Int) {
    switch place.rawValue {
    case CamtPlace.entry.rawValue..<CamtPlace.amount.rawValue: endOfEntry(place, text, line)
    case CamtPlace.amount.rawValue..<CamtPlace.detail.rawValue: endOfFacts(place, text, line)
    case CamtPlace.detail.rawValue..<CamtPlace.remittance.rawValue: endOfDetail(place, text)
    case CamtPlace.remittance.rawValue...: endOfRemittance(place, text, line)
    default: break
    }
  }

  private mutating func endOfEntry(
    _ place: CamtPlace, _ text: UnsafeBufferPointer<UInt8>, _ line: Int
  ) {
    switch place {
    case .entryReference: entry.reference = CamtText.reference(text)
    case .status, .statusCode, .statusOther:
      if text.isEmpty { return }
      if entry.status != nil {
        report(.warning, .duplicateElement, line, "a second Sts; the first counts")
      } else {
        entry.status = CamtText.string(text)
        entry.statusIsProprietary = place == .statusOther
      }
    case .bookingDate:
      if entry.hasBookingDate {
        report(.warning, .duplicateElement, line, "a second BookgDt; the first counts")
      } else {
        entry.hasBookingDate = true
        entry.bookingDate = date(text, line)
      }
    case .valueDate:
      if entry.hasValueDate {
        report(.warning, .duplicateElement, line, "a second ValDt; the first counts")
      } else {
        entry.hasValueDate = true
        entry.valueDate = date(text, line)
      }
    case .batchMessageID: batchMessageID = CamtText.reference(text)
    case .batchPaymentID: batchPaymentID = CamtText.reference(text)
    case .batchCount:
      entry.announcedCount += min(max(0, Int(CamtText.string(text)) ?? 0), 1_000_000_000)
    case .batchTotal:
      if let total = informativeAmount(text, line) { entry.batchTotals.append(total) }
    case .batch: if entry.batch.isEmpty { entry.batch = openBatch }
    case .entryText: entry.text = CamtText.string(text)
    case .reversal:
      switch CamtText.string(text) {
      case "true", "1": entry.isReversal = true
      case "false", "0": break
      case let other: report(.note, .unusual, line, "RvslInd '\(other)' is neither true nor false")
      }
    default: break
    }
  }

  private mutating func endOfFacts(
    _ place: CamtPlace, _ text: UnsafeBufferPointer<UInt8>, _ line: Int
  ) {
    switch place {
    case .amount:
      let amount = amount(text, line)
      let isRepeated = (isInDetail ? detail.facts.amount : entry.facts.amount) != nil
      if isRepeated {
        report(.warning, .duplicateElement, line, "a second Amt; the first counts")
      } else {
        withFacts { $0.amount = amount }
        if !isInDetail { compareCurrency(of: amount, line) }
      }
    case .direction:
      let direction = CamtText.string(text)
      let isRepeated = (isInDetail ? detail.facts.direction : entry.facts.direction) != nil
      if isRepeated {
        report(.warning, .duplicateElement, line, "a second CdtDbtInd; the first counts")
      } else {
        withFacts { $0.direction = direction }
      }
    case .servicerReference: withFacts { $0.servicerReference = CamtText.reference(text) }
    case .bankDomainCode: withFacts { $0.domain = CamtText.string(text) }
    case .bankFamilyCode: withFacts { $0.family = CamtText.string(text) }
    case .bankSubfamily: withFacts { $0.subfamily = CamtText.string(text) }
    case .bankProprietaryCode: withFacts { $0.proprietaryCode = CamtText.string(text) }
    case .bankProprietaryIssuer: withFacts { $0.proprietaryIssuer = CamtText.string(text) }
    case .instructedAmount:
      let amount = amount(text, line)
      withFacts { $0.instructed = amount }
    case .instructedExchange: withFacts { $0.hasExchange = true }
    case .transactionAmount:
      let amount = amount(text, line)
      withFacts { $0.transactionAmount = amount }
    case .chargesTotal:
      let money = informativeAmount(text, line)
      withFacts { $0.chargesTotal = money }
    case .chargeAmount: charge = informativeAmount(text, line)
    case .chargeDirection: chargeIsCredit = CamtText.string(text) == "CRDT"
    case .charges, .chargeRecord: endCharge()
    default: break
    }
  }

  private mutating func endOfDetail(_ place: CamtPlace, _ text: UnsafeBufferPointer<UInt8>) {
    switch place {
    case .detail: endDetail()
    case .endToEndID: detail.endToEndID = CamtText.reference(text)
    case .chequeNumber: detail.checkNumber = CamtText.reference(text)
    case .reference:
      let reference = CamtText.reference(text)
      if !reference.isEmpty { detail.references.append(reference) }
    case .endToEndUUID:
      let reference = CamtText.reference(text)
      if !reference.isEmpty {
        detail.references.append(reference)
        detail.uniqueReference = reference
      }
    case .detailText: detail.text = CamtText.string(text)
    case .debtorName: detail.debtorName = CamtText.string(text)
    case .ultimateDebtorName: detail.ultimateDebtorName = CamtText.string(text)
    case .debtorIBAN: detail.debtorAccount = CamtText.compact(text)
    case .debtorNumber:
      if detail.debtorAccount.isEmpty { detail.debtorAccount = CamtText.compact(text) }
    default: break
    }
  }

  private mutating func endOfRemittance(
    _ place: CamtPlace, _ text: UnsafeBufferPointer<UInt8>, _ line: Int
  ) {
    switch place {
    case .unstructured:
      let text = CamtText.string(text)
      if !text.isEmpty { detail.remittance.add(line: text) }
    case .structured: detail.remittance.add(structured)
    case .documentTypeCode: structured.change { $0.type = CamtText.string(text) }
    case .documentNumber: structured.change { $0.number = CamtText.string(text) }
    case .documentDay, .documentDate:
      if !text.isEmpty { structured.change { $0.date = CamtText.date(text) } }
    case .due: structured.amounts.due = informativeAmount(text, line)
    case .paid: structured.amounts.paid = informativeAmount(text, line)
    case .credit: structured.amounts.credit = informativeAmount(text, line)
    case .discount, .discountAmount:
      if let money = informativeAmount(text, line) { add(money, to: \.discount) }
    case .tax, .taxAmount:
      if let money = informativeAmount(text, line) { add(money, to: \.tax) }
    case .typedAmountCode: typedAmountCode = CamtText.string(text)
    case .typedAmountValue: typedAmount = informativeAmount(text, line)
    case .typedAmount: endTypedAmount(line)
    case .adjustmentAmount: adjustment.amount = informativeAmount(text, line)
    case .adjustmentDirection: adjustment.direction = CamtText.string(text)
    case .adjustmentReason: adjustment.reason = CamtText.string(text)
    case .adjustmentText: adjustment.text = CamtText.string(text)
    case .adjustment: structured.add(adjustment)
    case .creditorReferenceNumber:
      let reference = CamtText.reference(text)
      if !reference.isEmpty { structured.reference = reference }
    case .remittanceText:
      let text = CamtText.string(text)
      // `?REJECT?0` and the like is machine text of Swiss banks.
      if !text.isEmpty, !text.hasPrefix("?") { structured.add(line: text) }
    case .returnCode: detail.returnReason = CamtText.string(text)
    default: break
    }
  }

  /// `DscntApldAmt` and `TaxAmt` may be stated in parts.
  mutating func add(_ money: Money, to amount: WritableKeyPath<RemittanceDocument, Money?>) {
    guard let before = structured.amounts[keyPath: amount] else {
      structured.amounts[keyPath: amount] = money
      return
    }
    if let sum = try? before.adding(money) { structured.amounts[keyPath: amount] = sum }
  }

  var openBatch: String { batchPaymentID.isEmpty ? batchMessageID : batchPaymentID }

  private mutating func date(_ text: UnsafeBufferPointer<UInt8>, _ line: Int) -> CalendarDate? {
    let date = CamtText.date(text)
    if date == nil {
      report(
        .warning, .badDate, line, "'\(CamtText.string(text).prefix(40))' is no date",
        expected: "YYYY-MM-DD")
    }
    return date
  }
}
