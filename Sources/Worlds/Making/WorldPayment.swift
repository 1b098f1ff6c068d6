/// One movement on an account, and the truth about it.
struct WorldPayment: Sendable {
  enum Movement: Sendable {
    case receipt
    /// Money that goes back; the text is the reason's code.
    case returned(String)
    case reversal
    case interest, feeRefund
    /// Money that we sent, and that comes back.
    case ownTransferReturned
    /// Not booked yet.
    case pending
  }

  var scenario: Int
  var movement = Movement.receipt
  /// Minor units, above zero.
  var amount: Int64
  /// What the payer calls it; empty for `NOTPROVIDED`.
  var endToEnd: String
  var payerName = ""
  var payerIBAN = ""
  var payerRouting = ""
  var payerAccount = ""
  var text: [String] = []
  var documents: [StatedDocument] = []
  var creditorReference = ""
  var charge: Int64 = 0
  /// So many days before the booking is the value date.
  var valueDaysBack = 0
  var instructed: Int64 = 0
  /// The statement books it with others as one sum, and a camt.054 brings the details.
  var isDetailedElsewhere = false
  /// Which of several equal movements of one statement it is, from 1.
  var ordinal = 1
  var truth = Truth()

  var isPending: Bool {
    if case .pending = movement { true } else { false }
  }

  var isDebit: Bool {
    switch movement {
    case .returned, .reversal: true
    default: false
    }
  }
}
