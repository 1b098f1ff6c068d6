import Money
import Receivables

/// A lockbox deposit on a statement is the sum of cheques that a lockbox file brings one by one:
/// where that file is there, the deposit is no receipt, and the two totals are compared.
enum LockboxDeposits {
  struct Outcome {
    /// The indices of deposits whose cheques are in the run.
    var accounted: Set<Int> = []
    var checks: [ControlCheck] = []
  }

  static func compare(_ all: [TakenTransaction], _ files: [TakenFile]) -> Outcome {
    struct Box {
      var name: String
      var date: CalendarDate?
      var total: Money
    }
    var boxes: [Box] = []
    for file in files where file.format == "lockbox" {
      for taken in file.statements {
        for total in taken.statement.bookedCredits where !total.amount.isZero {
          let box = Box(
            name: taken.statement.account, date: taken.transactions.first?.bookingDate,
            total: total.amount)
          // The same lockbox file delivered twice is one deposit.
          if !boxes.contains(where: {
            $0.name == box.name && $0.date == box.date && $0.total == box.total
          }) {
            boxes.append(box)
          }
        }
      }
    }
    var outcome = Outcome()
    guard !boxes.isEmpty else { return outcome }
    boxes.sort { isOrderedByBytes($0.name, $1.name) }
    var open = boxes
    let deposits = all.indices.filter { index in
      let entry = all[index]
      return entry.format != "lockbox" && entry.transaction.status == .booked
        && entry.transaction.direction == .credit && isDeposit(entry.transaction)
    }
    var unmatched: [Int] = []
    for index in deposits {
      let transaction = all[index].transaction
      // Banks credit a deposit on its day or within the days after it.
      let match = open.firstIndex { box in
        box.total == transaction.amount && isNear(box.date, transaction.bookingDate)
      }
      guard let match else {
        unmatched.append(index)
        continue
      }
      let box = open.remove(at: match)
      outcome.accounted.insert(index)
      outcome.checks.append(
        check(box.name, stated: transaction.amount, computed: box.total, holds: true))
    }
    for index in unmatched {
      let transaction = all[index].transaction
      guard let match = open.firstIndex(where: { $0.date == transaction.bookingDate }) else {
        continue
      }
      let box = open.remove(at: match)
      outcome.accounted.insert(index)
      outcome.checks.append(
        check(box.name, stated: transaction.amount, computed: box.total, holds: false))
    }
    return outcome
  }

  private static func isDeposit(_ transaction: BankTransaction) -> Bool {
    transaction.bankCode == "115" || transaction.bankCode.contains("LBOX")
      || transaction.bankCode.contains("LBDP")
  }

  private static func isNear(_ deposit: CalendarDate?, _ booking: CalendarDate?) -> Bool {
    guard let deposit, let booking else { return false }
    return (0...4).contains(booking.days(since: deposit))
  }

  private static func check(
    _ box: String, stated: Money, computed: Money, holds: Bool
  ) -> ControlCheck {
    ControlCheck(
      name: "lockbox \(box) deposit", stated: stated.description, computed: computed.description,
      verdict: holds ? .holds : .off)
  }
}
