public import LedgerFiles
import Money
import Receivables

/// Checks an output folder from its own files alone: the contract's invariants, and the certificates
/// of the searches for sets. It shares no routine with what decided and booked.
///
/// The decisions are gone through twice, in their order: first to learn what was open before the
/// run, then to follow what each receipt did.
public struct OutputVerifier {
  private let output: OutputFiles
  private var replay: RunReplay
  private let undone: UndoneDeductions
  private var linesOf: [String: [String]] = [:]
  private var exceptionsOf: [String: [String]] = [:]
  private var disputesOf: [String: [[String: String]]] = [:]
  private var outcomes: [String: ReceiptRecord] = [:]
  private var decided: Set<String> = []
  /// Deduction items that receipts made.
  private var disputed: [(item: OpenItem, payment: String)] = []

  private var read = VerifiedCheck("every line of decisions.jsonl can be read")
  private var listed = VerifiedCheck("applications.csv and exceptions.csv are what was decided")
  private var money = VerifiedCheck("payments + on account + unapplied = received, per receipt")
  private var credits = VerifiedCheck("netted credits cancel out, per receipt")
  private var items = VerifiedCheck(
    "open before − booked = open after, never beyond zero, per item")
  private var ledger = VerifiedCheck("the ledger has what the receipts left open")
  private var once = VerifiedCheck("no bank transaction is taken twice")
  private var lost = VerifiedCheck("what is not booked is in front of a person")
  private var deductions = VerifiedCheck("every deduction that is disputed has its dispute")
  private var certificates = VerifiedCheck(
    "certificates: the sets make the amount, and are counted")
  private var uncounted = 0

  public init(_ output: OutputFiles) throws(CSVError) {
    self.output = output
    replay = RunReplay(output.ledger)
    undone = UndoneDeductions(output.ledger)
    for row in try output.rows("applications.csv") {
      linesOf[row["payment_id"] ?? "", default: []].append(
        Self.text(
          row["customer_id"] ?? "", row["document_number"] ?? "", row["kind"] ?? "",
          row["amount"] ?? "", row["currency"] ?? ""))
    }
    for row in try output.rows("exceptions.csv") {
      exceptionsOf[row["payment_id"] ?? "", default: []].append(row["exception_id"] ?? "")
    }
    for row in try output.rows("disputes.csv") {
      disputesOf[row["payment_id"] ?? "", default: []].append(row)
    }
    for record in output.ledger.receipts {
      once.require(
        outcomes.updateValue(record, forKey: record.payment.text) == nil,
        "\(record.payment) stands twice in ledger/receipts.csv")
    }
  }

  private static func text(
    _ customer: String, _ document: String, _ kind: String, _ amount: String, _ currency: String
  ) -> String {
    "\(document) of \(customer): \(kind) \(amount) \(currency)"
  }

  /// The first pass, line by line in the file's order.
  public mutating func goBack(before line: [UInt8], number: Int) {
    do {
      let decision = try RecordedDecision(line: line)
      replay.goBack(before: decision)
      read.require(true, "")
    } catch {
      read.require(false, "decisions.jsonl:\(number): \(error)")
    }
  }

  /// The second pass, over the same lines.
  public mutating func follow(_ line: [UInt8]) {
    guard let decision = try? RecordedDecision(line: line) else { return }
    let payment = decision.paymentId
    once.require(decided.insert(payment).inserted, "\(payment) was decided twice")
    for certificate in decision.certificates { check(certificate, of: payment) }
    checkLists(decision)
    checkMoney(decision)
    checkItems(decision)
  }

  private mutating func checkLists(_ decision: RecordedDecision) {
    let payment = decision.paymentId
    let lines = decision.applications.map {
      Self.text($0.customerId, $0.documentNumber, $0.kind, $0.amount, $0.currency)
    }
    listed.require(
      lines == linesOf.removeValue(forKey: payment) ?? [],
      "\(payment): its lines in applications.csv are others than in decisions.jsonl")
    listed.require(
      decision.exceptions.map(\.exceptionId) == exceptionsOf.removeValue(forKey: payment) ?? [],
      "\(payment): its rows in exceptions.csv are others than in decisions.jsonl")
  }

  private mutating func checkMoney(_ decision: RecordedDecision) {
    let payment = decision.paymentId
    var cash: Int128 = 0
    var netted: Int128 = 0
    for line in decision.applications {
      guard let amount = minorUnits(line.amount, line.currency) else {
        money.require(false, "\(payment): '\(line.amount) \(line.currency)' is no amount")
        continue
      }
      if line.kind == "payment" || line.kind == "on_account" { cash += Int128(amount) }
      if line.kind == "credit" { netted += Int128(amount) }
    }
    credits.require(netted == 0, "\(payment): netted credits leave \(netted)")
    guard let received = minorUnits(decision.receipt.amount, decision.receipt.currency) else {
      return money.require(false, "\(payment): its amount cannot be read")
    }
    let isReturn = decision.receipt.direction == "debit"
    let rest = Int128(received) - cash
    if !isReturn {
      money.require(
        rest >= 0 && cash >= 0, "\(payment): \(cash) of \(received) is booked, in minor units")
    }
    lost.require(
      (rest == 0 && !isReturn) || !decision.exceptions.isEmpty,
      "\(payment): \(rest) is not booked, in minor units, and nobody is told")
    guard let record = outcomes[payment] else {
      // A credit that returns our own transfer is no receipt, and has no row.
      return lost.require(
        decision.applications.isEmpty && !decision.exceptions.isEmpty,
        "\(payment): no row in ledger/receipts.csv")
    }
    let stated = record.amount.minorUnits
    let fits =
      switch record.outcome {
      case .applied: rest == 0
      case .partApplied: rest > 0 && cash > 0
      case .unapplied: cash == 0
      case .returned: true
      }
    money.require(
      fits && stated == (isReturn ? -received : received),
      "\(payment): ledger/receipts.csv says \(record.amount), \(record.outcome.rawValue)")
  }

  private mutating func checkItems(_ decision: RecordedDecision) {
    let payment = decision.paymentId
    var booked: [DocumentKey: Int128] = [:]
    for line in decision.applications {
      booked[line.key, default: 0] += Int128(minorUnits(line.amount, line.currency) ?? 0)
    }
    for moved in decision.items {
      let name = "\(payment): \(moved.documentNumber) of \(moved.customerId)"
      guard let item = replay.items[moved.key],
        let before = minorUnits(moved.openBefore, moved.currency),
        let after = minorUnits(moved.openAfter, moved.currency)
      else {
        items.require(false, "\(name) is not in the ledger")
        continue
      }
      items.require(item.open == before, "\(name) was \(item.open) before, not \(before)")
      let lines = booked.removeValue(forKey: moved.key) ?? 0
      let expected = Int128(before) - lines
      // A deduction moves from its document to an item of its own, and back when it is undone.
      let isDeduction = item.document.type == .deduction && lines == 0
      items.require(
        expected == Int128(after)
          || (isDeduction && isCovered(decision, item.document, before, after)),
        "\(name): \(before) less \(lines) is not \(after)")
      let original = item.document.original.minorUnits
      items.require(
        after == 0 || ((after < 0) == (original < 0) && after.magnitude <= original.magnitude),
        "\(name): \(after) open of \(original)")
      if isDeduction, before == 0, after != 0 { disputed.append((item.document, payment)) }
      replay.set(moved.key, after)
    }
    let without = undone.withoutItem(in: decision)
    items.require(without.isEmpty, "\(payment): \(without) is undone without its deduction item")
    let rest = booked.filter { $0.value != 0 }
    items.require(
      rest.isEmpty,
      "\(payment): \(rest.keys.map(\.number.text).sorted()) is booked on, and did not move")
  }

  /// A deduction of exactly this much on the same customer's documents made the item, or its reversal
  /// takes the whole of it back: what was paid on an item since must not go with it.
  private func isCovered(
    _ decision: RecordedDecision, _ item: OpenItem, _ before: Int64, _ after: Int64
  ) -> Bool {
    let original = item.original.minorUnits
    guard (before, after) == (0, original) || (before, after) == (original, 0) else { return false }
    return decision.applications.contains { line in
      line.customerId == item.customer.text && line.kind == (after == 0 ? "reversal" : "deduction")
        && minorUnits(line.amount, line.currency) == after - before
    }
  }

  private mutating func checkDispute(of item: OpenItem, _ payment: String) {
    // What was returned or credited in the run took the dispute with it.
    guard replay.items[item.key]?.open != 0 else { return }
    let root = item.number.text
    deductions.require(
      (disputesOf[payment] ?? []).contains {
        $0["customer_id"] == item.customer.text
          && root.hasPrefix(($0["document_number"] ?? "") + "-D")
      }, "\(payment): \(root) of \(item.customer) has no dispute in disputes.csv")
  }

  // MARK: Certificates

  private mutating func check(_ certificate: RecordedDecision.Certificate, of payment: String) {
    let name = "\(payment): \(certificate.search) of \(certificate.customerId)"
    guard let target = minorUnits(certificate.amount, certificate.currency) else {
      return certificates.require(false, "\(name): no amount")
    }
    let open = replay.openItems(
      of: CustomerID(certificate.customerId), in: certificate.currency)
    guard open.count == certificate.items else {
      return certificates.require(
        false, "\(name): \(certificate.items) items, \(open.count) were open")
    }
    let discounts = Dictionary(
      certificate.discounts.map {
        ($0.document, minorUnits($0.amount, certificate.currency) ?? 0)
      }, uniquingKeysWith: { one, _ in one })
    let count = SetCount(
      items: open.map {
        SetCount.Item(
          number: $0.document.number.text, open: $0.open,
          discount: discounts[$0.document.number.text] ?? 0, due: $0.document.dueDate,
          dated: $0.document.documentDate)
      }, target: target)
    let places = Dictionary(
      count.items.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { one, _ in one })
    let sets = certificate.sets.map { $0.compactMap { places[$0] } }
    certificates.require(
      zip(sets, certificate.sets).allSatisfy {
        $0.count == $1.count && !$0.isEmpty && count.makes($0)
          && $0.count <= certificate.sizeMax ?? .max
      } && Set(sets.map(Set.init)).count == sets.count,
      "\(name): a set of it does not make \(certificate.amount)")
    let found: Int?
    if certificate.answer == "cut short" || !certificate.hasAllDiscounts {
      found = nil
    } else if let sizeMax = certificate.sizeMax {
      found = count.every(sizeMax: sizeMax)
    } else {
      found = count.natural().count
    }
    guard let found else {
      uncounted += 1
      return
    }
    let stated = ["none": 0, "one": 1, "several": 2][certificate.answer] ?? -1
    certificates.require(
      min(found, 2) == stated && min(found, 2) == sets.count,
      "\(name): \(found) sets make \(certificate.amount), it says \(certificate.answer)")
  }

  // MARK: The end

  /// All checks, once every line was followed.
  public mutating func finish() -> [VerifiedCheck] {
    for (payment, _) in linesOf.sorted(by: { $0.key < $1.key }) {
      listed.require(false, "\(payment): applications.csv has lines that nobody decided")
    }
    for (payment, _) in exceptionsOf.sorted(by: { $0.key < $1.key }) {
      listed.require(false, "\(payment): exceptions.csv has rows that nobody decided")
    }
    for document in output.ledger.openItems + output.ledger.clearedItems {
      let open = replay.items[document.key]?.open ?? 0
      ledger.require(
        open == document.open.minorUnits,
        "\(document.number) of \(document.customer): \(document.open) is open, \(open) was left")
    }
    for (item, payment) in disputed { checkDispute(of: item, payment) }
    if uncounted > 0 {
      certificates.remark = "\(uncounted) searches were cut short or are too large to count again"
    }
    let journal = JournalCheck(output.files["journal.ledger"] ?? []).check()
    return [
      read, listed, money, credits, items, ledger, journal, once, lost, deductions, certificates,
    ]
  }
}
