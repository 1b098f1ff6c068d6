import Money
import Receivables

/// A lockbox deposit on a statement is the sum of cheques that a lockbox file brings one by one:
/// where that file is there, the deposit is no receipt, and the two totals are compared.
enum LockboxDeposits {
  struct Outcome {
    /// The indices of deposits whose cheques are in the run.
    var accounted: Set<Int> = []
    /// Those that an earlier run may have taken cheque by cheque, and cheques that one may have
    /// taken as a deposit, with the file that it did from.
    var doubtful: [Int: String] = [:]
    /// Cheques whose deposit an earlier run took, and which that is.
    var held: [Int: EarlierSum] = [:]
    var checks: [ControlCheck] = []
  }

  private struct Box {
    var name: String
    var date: CalendarDate?
    var total: Money
    var files: Set<String>
    /// The deposit that it was held against.
    var deposit: PaymentID?
  }

  static func compare(
    _ all: [TakenTransaction], _ files: [TakenFile], history: inout ReceiptHistory
  ) -> Outcome {
    var outcome = Outcome()
    var open = boxes(in: files)
    var matched: [Box] = []
    var accounted: Set<PaymentID> = []
    var unmatched: [Int] = []
    for index in all.indices where isDeposit(all[index]) {
      let transaction = all[index].transaction
      // A statement that comes twice has its deposits twice.
      if accounted.contains(all[index].payment) {
        outcome.accounted.insert(index)
        continue
      }
      // Banks credit a deposit on its day or within the days after it.
      let match = open.firstIndex { box in
        box.total == transaction.amount && isNear(box.date, transaction.bookingDate)
          && !namesAnother(transaction, than: box)
      }
      guard let match else {
        unmatched.append(index)
        continue
      }
      var box = open.remove(at: match)
      box.deposit = all[index].payment
      matched.append(box)
      outcome.accounted.insert(index)
      accounted.insert(all[index].payment)
      outcome.checks.append(
        check(box.name, stated: transaction.amount, computed: box.total, holds: true))
    }
    var earlier = unmatched.isEmpty ? EarlierTotals() : history.earlierTotals()
    for index in unmatched {
      let transaction = all[index].transaction
      if accounted.contains(all[index].payment) {
        outcome.accounted.insert(index)
        continue
      }
      if let day = transaction.bookingDate,
        let file = earlier.take(
          transaction.amount, on: day, countMin: 2, areCheques: true)
      {
        outcome.accounted.insert(index)
        accounted.insert(all[index].payment)
        outcome.checks.append(
          check(file, stated: transaction.amount, computed: transaction.amount, holds: true))
        continue
      }
      if let file = takeNearSum(transaction, of: &earlier) {
        outcome.doubtful[index] =
          "cheques of \(file) that an earlier run took have this sum, but nothing names their box"
        continue
      }
      let sameDay = open.indices.filter { open[$0].date == transaction.bookingDate }
      let named = sameDay.first { names(transaction, open[$0]) }
      let only = sameDay.count == 1 && unmatched.count == 1 ? sameDay.first : nil
      guard let match = named ?? only, !namesAnother(transaction, than: open[match]) else {
        continue
      }
      var box = open.remove(at: match)
      box.deposit = all[index].payment
      matched.append(box)
      outcome.accounted.insert(index)
      accounted.insert(all[index].payment)
      outcome.checks.append(
        check(box.name, stated: transaction.amount, computed: box.total, holds: false))
    }
    let boxes = open + matched
    if !boxes.isEmpty {
      let receipts = history.earlierReceipts()
      if !receipts.isEmpty { compare(boxes, with: receipts, all, &outcome) }
    }
    return outcome
  }

  /// Cheques whose deposit an earlier run took as a receipt: their money is in the books already.
  private static func compare(
    _ boxes: [Box], with earlier: EarlierReceipts, _ all: [TakenTransaction],
    _ outcome: inout Outcome
  ) {
    var cheques: [String: [Int]] = [:]
    for index in all.indices where TakenFile.lockboxFormats.contains(all[index].format) {
      cheques[all[index].transaction.account, default: []].append(index)
    }
    var used: Set<PaymentID> = []
    for box in boxes {
      let own = (cheques[box.name] ?? []).filter {
        all[$0].transaction.bookingDate == box.date && box.files.contains(all[$0].sourceFile)
      }
      guard own.allSatisfy({ earlier[all[$0].payment] == nil }) else { continue }
      if let deposit = box.deposit {
        guard let record = earlier[deposit] else { continue }
        let known =
          "a cheque of \(EarlierReceipts.name(record)), which an earlier run took as a deposit"
        for index in own {
          if record.amount == box.total {
            outcome.held[index] = EarlierSum(payment: record.payment, words: known)
          } else {
            outcome.doubtful[index] = known
          }
        }
        continue
      }
      let count = Set(own.map { all[$0].payment }).count
      let fitting = (0...4).flatMap { days in
        box.date.map { earlier.receipts(of: box.total, on: $0.advanced(byDays: days)) } ?? []
      }.filter {
        !isCheque($0.bankReference) && !used.contains($0.payment) && $0.outcome != .returned
          && ($0.outcome == .unapplied || count > 1)
      }
      let waiting = fitting.filter { $0.outcome == .unapplied }
      let likely = waiting.isEmpty ? fitting : waiting
      guard likely.count == 1, let record = likely.first else { continue }
      used.insert(record.payment)
      let known =
        "the cheques of \(box.name) have the sum of \(EarlierReceipts.name(record)), which an "
        + "earlier run took"
      // Several cheques that sum to what waits since their day are its own, as the deposit of a day
      // is where the cheques came first. The history has no box to prove anything less.
      let isSure = count > 1 && !waiting.isEmpty && record.bookingDate == box.date
      for index in own {
        if isSure {
          outcome.held[index] = EarlierSum(payment: record.payment, words: known)
        } else {
          outcome.doubtful[index] = known
        }
      }
    }
  }

  /// The boxes of the run's lockbox files by name; the same file delivered twice is one deposit.
  private static func boxes(in files: [TakenFile]) -> [Box] {
    var boxes: [Box] = []
    let statements = files.filter { TakenFile.lockboxFormats.contains($0.format) }
      .flatMap { file in file.statements.map { (file: file.name, statement: $0) } }
    for (file, taken) in statements {
      for total in taken.statement.bookedCredits where !total.amount.isZero {
        let box = Box(
          name: taken.statement.account, date: taken.transactions.first?.bookingDate,
          total: total.amount, files: [file])
        let known = boxes.firstIndex {
          $0.name == box.name && $0.date == box.date && $0.total == box.total
        }
        if let known { boxes[known].files.insert(file) } else { boxes.append(box) }
      }
    }
    return boxes.sorted { isOrderedByBytes($0.name, $1.name) }
  }

  private static func isDeposit(_ entry: TakenTransaction) -> Bool {
    let transaction = entry.transaction
    return !TakenFile.lockboxFormats.contains(entry.format) && transaction.status == .booked
      && transaction.direction == .credit
      && (transaction.bankCode == "115" || transaction.bankCode.contains("LBOX")
        || transaction.bankCode.contains("LBDP"))
  }

  private static func isNear(_ deposit: CalendarDate?, _ booking: CalendarDate?) -> Bool {
    guard let deposit, let booking else { return false }
    return (0...4).contains(booking.days(since: deposit))
  }

  /// The numbers that a deposit's text calls a lockbox: `LOCKBOX 68751`, `LBX NO. 0068751`.
  private static func boxNumbers(of transaction: BankTransaction) -> [Substring] {
    (transaction.text + [transaction.bankText]).flatMap { text -> [Substring] in
      let words = text.split { !$0.isLetter && !$0.isNumber }
      return words.indices.compactMap { place -> Substring? in
        guard ["LOCKBOX", "LBX"].contains(words[place].uppercased()) else { return nil }
        var next = place + 1
        if next < words.count, ["NO", "NR", "NUMBER"].contains(words[next].uppercased()) {
          next += 1
        }
        guard next < words.count, words[next].allSatisfy(\.isNumber) else { return nil }
        return words[next].drop { $0 == "0" }
      }
    }
  }

  private static func names(_ transaction: BankTransaction, _ box: Box) -> Bool {
    let number = box.name.drop { $0 == "0" }
    return boxNumbers(of: transaction).contains(number)
      || (transaction.references + [transaction.bankReference]).contains {
        $0.drop { $0 == "0" } == number
      }
  }

  /// The text names a lockbox, and it is another one.
  private static func namesAnother(_ transaction: BankTransaction, than box: Box) -> Bool {
    !boxNumbers(of: transaction).isEmpty && !names(transaction, box)
  }

  /// Cheques of one file and of a day shortly before sum to the deposit, or one cheque is as much:
  /// the history has no box to prove that they are its own.
  private static func takeNearSum(
    _ deposit: BankTransaction, of earlier: inout EarlierTotals
  ) -> String? {
    guard let booking = deposit.bookingDate else { return nil }
    for days in 0...4 {
      let day = booking.advanced(byDays: -days)
      if let file = earlier.take(
        deposit.amount, on: day, countMin: 1, areCheques: true)
      {
        return file
      }
    }
    return nil
  }

  /// The cheque's number of a lockbox receipt's reference, `BATCH-ITEM-CHECKNUMBER`, each part
  /// without leading zeros; nil for any other reference.
  static func chequeNumber(of reference: String) -> String? {
    let parts = reference.split(separator: "-", omittingEmptySubsequences: false)
    let areNumbers = parts.allSatisfy { part in
      !part.isEmpty && !part.hasPrefix("0") && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
    return parts.count == 3 && areNumbers ? parts.last.map(String.init) : nil
  }

  private static func isCheque(_ reference: String) -> Bool { chequeNumber(of: reference) != nil }

  private static func check(
    _ box: String, stated: Money, computed: Money, holds: Bool
  ) -> ControlCheck {
    ControlCheck(
      name: "lockbox \(box) deposit", stated: stated.description, computed: computed.description,
      verdict: holds ? .holds : .off)
  }
}
