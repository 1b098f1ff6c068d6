import Receivables

/// What elements of a statement say of it, one text each.
///
/// Here and not in the machine, which is `~Copyable`: there Swift 6.3 leaks a text that replaces
/// another through `statement?.…`.
extension CamtStatement {
  mutating func take(_ place: CamtPlace, _ text: UnsafeBufferPointer<UInt8>) {
    switch place {
    case .statementID: statement.id = CamtText.string(text)
    case .electronicSequence: statement.sequence = CamtText.string(text)
    case .createdAt: statement.createdAt = CamtText.string(text)
    case .periodFrom:
      statement.periodFrom = CamtText.date(text)
      statement.periodText.from = CamtText.string(text)
    case .periodTo:
      statement.periodTo = CamtText.date(text)
      statement.periodText.to = CamtText.string(text)
    case .pageNumber: pageNumber = CamtText.string(text)
    case .pageIsLast: isLastPage = ["true", "1"].contains(CamtText.string(text))
    case .totalCount: total.count = CamtText.string(text)
    case .totalSum: total.sum = CamtText.string(text)
    case .creditCount: credit.count = CamtText.string(text)
    case .creditSum: credit.sum = CamtText.string(text)
    case .debitCount: debit.count = CamtText.string(text)
    case .debitSum: debit.sum = CamtText.string(text)
    case .servicer: servicer = CamtText.string(text)
    default: break
    }
  }

  mutating func setAccount(_ number: String) { statement.account = number }
}
