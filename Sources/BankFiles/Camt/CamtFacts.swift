import Money
import Receivables

/// An amount as it stood in the file: usable, or with the reason why not.
enum CamtAmount: Hashable {
  case money(Money)
  case bad(BankFileError.Code, String)

  var money: Money? {
    if case .money(let money) = self { money } else { nil }
  }
}

/// What an entry (`Ntry`) and one of its details (`TxDtls`) may both state.
struct CamtFacts {
  var line = 0
  var amount: CamtAmount?
  /// As written: `CRDT` or `DBIT`, if the file is right.
  var direction: String?
  var servicerReference = ""
  var domain = ""
  var family = ""
  var subfamily = ""
  var proprietaryCode = ""
  /// Whose list that code is of: `DK`, say.
  var proprietaryIssuer = ""
  var instructed: CamtAmount?
  var hasExchange = false
  var transactionAmount: CamtAmount?
  /// `Chrgs`: the sum of its records, debits positive.
  var charges: Money?
  var chargesTotal: Money?

  var statedCharges: Money? { charges ?? chargesTotal }

  /// `PMNT/RCDT/ESCT`, else the bank's own code, else empty.
  var bankCode: String {
    domain.isEmpty ? proprietaryCode : "\(domain)/\(family)/\(subfamily)"
  }
}

/// One `TxDtls`.
struct CamtDetail {
  var facts = CamtFacts()
  var endToEndID = ""
  var references: [String] = []
  /// `UETR`, which no other payment in the world has.
  var uniqueReference = ""
  var checkNumber = ""
  var debtorName = ""
  var ultimateDebtorName = ""
  var debtorAccount = ""
  var remittance = CamtRemittance()
  var returnReason: String?
  var isReturned = false
  var text = ""
  var batch = ""
  /// Its elements as the file has them.
  var raw = ""

  var hasPartyOrRemittance: Bool {
    !debtorName.isEmpty || !ultimateDebtorName.isEmpty || !debtorAccount.isEmpty
      || !remittance.isEmpty
  }

  var payer: Party {
    Party(
      name: ultimateDebtorName.isEmpty ? debtorName : ultimateDebtorName, account: debtorAccount)
  }
}

/// One `Ntry`, gathered until its end.
struct CamtEntry {
  var facts = CamtFacts()
  var reference = ""
  var status: String?
  var statusIsProprietary = false
  var isReversal = false
  var bookingDate: CalendarDate?
  var valueDate: CalendarDate?
  /// There is one, whether or not it is a date.
  var hasBookingDate = false
  var hasValueDate = false
  var text = ""
  var batch = ""
  /// `NbOfTxs` over all `Btch`.
  var announcedCount = 0
  /// `TtlAmt` of each `Btch`.
  var batchTotals: [Money] = []
  var details: [CamtDetail] = []
  /// Its own elements as the file has them, not its details'.
  var raw = ""
}
