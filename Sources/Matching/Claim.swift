import Money
import Receivables

/// Cash held against debit items: one question of the ladder of differences.
///
/// Either a whole receipt against all the items it is for, or, where the remittance states amounts,
/// one document with the amount stated for it.
struct Claim {
  /// Debit items, oldest due date first.
  var debits: [Int]
  /// What there is for them: cash, and credits that are netted.
  var available: Int64
  /// Of that, cash alone.
  var cash: Int64
  /// What the remittance says was kept back, by item.
  var adjustments: [(item: Int, adjustment: RemittanceDocument.Adjustment)] = []
}

/// What is the same for every claim of a receipt.
struct ClaimContext {
  var transaction: BankTransaction
  var payer: Int?
  var rules: Rules
  /// Items that the receipt is for, debits and credits: no other credit is looked for among them.
  var named: Set<Int>
  /// Words that say "part payment", if the remittance has any.
  var partialWords: String?
  /// What other claims of the receipt have used already: nothing explains two shortfalls.
  var used = Used()

  var currency: Currency { transaction.amount.currency }

  /// The earlier of booking and value date: what counts for a discount.
  var discountDay: CalendarDate {
    switch (transaction.bookingDate, transaction.valueDate) {
    case (let booking?, let value?): min(booking, value)
    case (let booking?, nil): booking
    case (nil, let value?): value
    case (nil, nil): CalendarDate(dayNumber: 0)
    }
  }

  var bookingDay: CalendarDate { transaction.bookingDate ?? discountDay }
}

/// Allowances, disputes, promises and charges: each explains a shortfall once.
struct Used {
  var allowances: Set<Int> = []
  var disputes: Set<String> = []
  var promises: Set<Int> = []
  var bankCharge = false

  mutating func formUnion(_ other: Used) {
    allowances.formUnion(other.allowances)
    disputes.formUnion(other.disputes)
    promises.formUnion(other.promises)
    bankCharge = bankCharge || other.bankCharge
  }
}

/// How a claim's difference is explained, and what is booked for it.
struct Settlement {
  /// What each debit gets of the available amount.
  var paid: [(item: Int, amount: Int64)] = []
  /// Everything else that clears an item.
  var other: [Decision.Clearing] = []
  /// A credit of the payer that was found to be the shortfall.
  var extraCredit: (item: Int, amount: Int64)?
  /// Cash beyond the items and the tolerance.
  var excess: Int64 = 0
  /// What nothing explains of a shortfall: disputed, or left open.
  var unexplained: Int64 = 0
  /// There is no difference at all.
  var isExact = false
  /// It was left open as a part payment, rather than disputed.
  var isPartial = false
  var used = Used()
  /// In words, for the evidence.
  var words = ""

  /// The amount fits, or everything that is missing has its reason.
  var isExplained: Bool { unexplained == 0 && excess == 0 }
}
