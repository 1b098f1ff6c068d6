import Money

/// One `Ntry` with its details.
struct CamtEntry {
  let day: CalendarDate
  let currency: Currency
  let amount: Int64
  let reference: String
  let movements: [(payment: WorldPayment, reference: String)]

  func write(into bytes: inout [UInt8], withDetails: Bool) {
    var out = XMLText()
    let first = movements[0].payment
    let valueDay = day.advanced(byDays: -first.valueDaysBack)
    var head =
      "<Ntry>\(money("Amt", amount))<CdtDbtInd>\(first.isDebit ? "DBIT" : "CRDT")</CdtDbtInd>"
    if case .reversal = first.movement { head += "<RvslInd>true</RvslInd>" }
    out.line(head + "<Sts><Cd>\(first.isPending ? "PDNG" : "BOOK")</Cd></Sts>")
    out.line(
      "<BookgDt><Dt>\(day)</Dt></BookgDt><ValDt><Dt>\(valueDay)</Dt></ValDt><AcctSvcrRef>\(reference)"
        + "</AcctSvcrRef>\(code(first))")
    out.line("<NtryDtls>")
    if movements.count > 1 || !withDetails {
      out.line(
        "<Btch><NbOfTxs>\(movements.count)</NbOfTxs>\(money("TtlAmt", amount))"
          + "<CdtDbtInd>CRDT</CdtDbtInd></Btch>")
    }
    if withDetails {
      for (payment, own) in movements {
        write(payment, movements.count > 1 ? own : "", &out)
      }
    }
    out.line("</NtryDtls></Ntry>")
    bytes += out.bytes
  }

  private func write(_ payment: WorldPayment, _ own: String, _ out: inout XMLText) {
    var text = "<TxDtls><Refs>"
    if !own.isEmpty { text += "<AcctSvcrRef>\(own)</AcctSvcrRef>" }
    text +=
      "<EndToEndId>\(payment.endToEnd.isEmpty ? "NOTPROVIDED" : payment.endToEnd)</EndToEndId>"
    text += "</Refs>\(money("Amt", payment.amount))<CdtDbtInd>\(payment.isDebit ? "DBIT" : "CRDT")"
    text += "</CdtDbtInd>"
    if payment.instructed > 0 {
      text += "<AmtDtls><InstdAmt>\(money("Amt", payment.instructed))</InstdAmt></AmtDtls>"
    }
    if payment.charge > 0 {
      text +=
        "<Chrgs><Rcrd>\(money("Amt", payment.charge))<CdtDbtInd>DBIT</CdtDbtInd></Rcrd></Chrgs>"
    }
    out.line(text)
    if !payment.payerName.isEmpty {
      out.line(
        "<RltdPties><Dbtr><Pty><Nm>\(XMLText.escaped(payment.payerName))</Nm></Pty></Dbtr><DbtrAcct>"
          + "<Id><IBAN>\(payment.payerIBAN)</IBAN></Id></DbtrAcct></RltdPties>")
    }
    remittance(payment, &out)
    switch payment.movement {
    case .returned(let reason): out.line("<RtrInf><Rsn><Cd>\(reason)</Cd></Rsn></RtrInf>")
    case .ownTransferReturned: out.line("<RtrInf><Rsn><Cd>AC01</Cd></Rsn></RtrInf>")
    default: break
    }
    out.line("</TxDtls>")
  }

  private func remittance(_ payment: WorldPayment, _ out: inout XMLText) {
    guard
      !payment.text.isEmpty || !payment.documents.isEmpty || !payment.creditorReference.isEmpty
    else { return }
    out.line("<RmtInf>")
    for line in payment.text { out.line("<Ustrd>\(XMLText.escaped(line))</Ustrd>") }
    for document in payment.documents { out.line(structured(document)) }
    if !payment.creditorReference.isEmpty {
      let code =
        payment.creditorReference.hasPrefix("RF")
        ? "<Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>"
        : payment.creditorReference.utf8.count == 27
          ? "<Tp><CdOrPrtry><Prtry>QRR</Prtry></CdOrPrtry></Tp>" : ""
      out.line(
        "<Strd><CdtrRefInf>\(code)<Ref>\(payment.creditorReference)</Ref></CdtrRefInf></Strd>")
    }
    out.line("</RmtInf>")
  }

  private func structured(_ document: StatedDocument) -> String {
    var text = "<Strd><RfrdDocInf><Tp><CdOrPrtry><Cd>\(document.isCredit ? "CREN" : "CINV")</Cd>"
    text += "</CdOrPrtry></Tp><Nb>\(document.number)</Nb></RfrdDocInf>"
    guard let paid = document.paid else { return text + "</Strd>" }
    text += "<RfrdDocAmt>"
    if document.isCredit {
      text += money("CdtNoteAmt", paid)
    } else {
      if let due = document.due { text += money("DuePyblAmt", due) }
      if let discount = document.discount {
        text += "<DscntApldAmt>\(money("Amt", discount))</DscntApldAmt>"
      }
      for adjustment in document.adjustments {
        text += "<AdjstmntAmtAndRsn>\(money("Amt", adjustment.amount))<CdtDbtInd>DBIT</CdtDbtInd>"
        text += "<Rsn>\(adjustment.reason)</Rsn><AddtlInf>\(adjustment.text)</AddtlInf>"
        text += "</AdjstmntAmtAndRsn>"
      }
      text += money("RmtdAmt", paid)
    }
    return text + "</RfrdDocAmt></Strd>"
  }

  private func code(_ payment: WorldPayment) -> String {
    let (domain, family, part) =
      switch payment.movement {
      case .receipt, .pending: ("PMNT", "RCDT", "ESCT")
      case .ownTransferReturned: ("PMNT", "ICDT", "RRTN")
      case .returned: ("PMNT", "RDDT", "UPDD")
      case .reversal: ("PMNT", "RCDT", "ESCT")
      case .interest: ("ACMT", "MCOP", "INTR")
      case .feeRefund: ("ACMT", "MCOP", "CHRG")
      }
    return "<BkTxCd><Domn><Cd>\(domain)</Cd><Fmly><Cd>\(family)</Cd><SubFmlyCd>\(part)</SubFmlyCd>"
      + "</Fmly></Domn></BkTxCd>"
  }

  private func money(_ element: String, _ units: Int64) -> String {
    "<\(element) Ccy=\"\(currency.code)\">\(Money(minorUnits: units, currency).decimal)</\(element)>"
  }
}
