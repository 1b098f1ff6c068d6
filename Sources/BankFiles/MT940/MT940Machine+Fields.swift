import Money
import Receivables

/// The fields of a message's head and foot.
extension MT940Machine {
  /// Ends the field or entry that is being read.
  mutating func closeFields(into events: inout BankFileBatch) throws(BankFileError) {
    switch place {
    case .field: closeField(into: &events)
    case .entry, .skippedInEntry: try closeEntry(into: &events)
    case .between, .skipped: return
    }
    place = .skipped
  }

  private mutating func closeField(into events: inout BankFileBatch) {
    switch field.tag {
    case .reference:
      let reference = decoded(field.firstLine)
      message?.reference = reference
    case .account, .accountAndBank:
      takeAccount(into: &events)
    case .oldNumber, .number: readNumber(into: &events)
    case .time: readTime(into: &events)
    case .floorLimit: readFloorLimit(into: &events)
    case .opening, .openingPage: readOpening(into: &events)
    case .closing, .closingPage: readClosing(into: &events)
    case .debits, .credits: readTotal(into: &events)
    case .detail: readStatementDetail()
    case .related, .available, .forward, .block, .entry: break
    }
  }

  func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    TextDecoding.decode(bytes, else: codePage).text
  }

  /// Whose money the message's is cannot be in doubt: another account in it is an error, and the
  /// first one stays.
  private mutating func takeAccount(into events: inout BankFileBatch) {
    let account = account()
    guard let message, message.account != account else { return }
    guard message.hasBegun || !message.account.isEmpty else {
      self.message?.account = account
      return
    }
    let first = message.account.isEmpty ? "none" : message.account
    report(
      .error, .duplicateElement, field.number,
      "the message is of account \(first), and then of account \(account)",
      "one :25: in a message; ask the bank to send the file again", into: &events)
  }

  /// The first line without blanks. Dutch banks write the currency behind the IBAN.
  private func account() -> String {
    let bytes = field.firstLine.filter { $0 > 0x20 }
    let isSuffixed =
      bytes.count > 18 && IBAN.isValid(bytes.dropLast(3))
      && Currency(decoded(bytes.suffix(3))) != nil
    return decoded(isSuffixed ? bytes.dropLast(3) : bytes[...])
  }

  /// `5n[/5n]`; zero is how banks write that they do not count.
  private mutating func readNumber(into events: inout BankFileBatch) {
    let bytes = field.bytes.filter { $0 > 0x20 }
    let parts = bytes.split(
      separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
    let number = parts.first.flatMap { WholeNumber.count($0) }
    let page = parts.count > 1 ? WholeNumber.count(parts[1]) : nil
    message?.number = number == 0 ? nil : number
    message?.page = page == 0 ? nil : page
    let isOdd = parts.contains { !$0.isEmpty && WholeNumber.count($0) == nil }
    if isOdd {
      report(
        .note, .unusual, field.number, "the statement's number is '\(field.shown)'", "",
        into: &events)
    }
  }

  /// `YYMMDDhhmm+hhmm`.
  private mutating func readTime(into events: inout BankFileBatch) {
    makeInterim()
    let bytes = Array(field.firstLine)
    let span = bytes.span
    message?.createdAt = field.shown
    guard let day = MT940Date(span, at: 0), !day.isClamped,
      let hour = MT940Date.pair(span, 6), hour < 25,
      let minute = MT940Date.pair(span, 8), minute < 60
    else {
      return report(
        .warning, .badDate, field.number, "the time of the report is '\(field.shown)'",
        "a time as YYMMDDhhmm+hhmm", into: &events)
    }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    var text = "\(day.date)T\(two(hour)):\(two(minute))"
    if bytes.count == 15, bytes[10] == UInt8(ascii: "+") || bytes[10] == UInt8(ascii: "-"),
      let hours = MT940Date.pair(span, 11), let minutes = MT940Date.pair(span, 13)
    {
      text += (bytes[10] == UInt8(ascii: "+") ? "+" : "-") + "\(two(hours)):\(two(minutes))"
    }
    message?.createdAt = text
  }

  /// `EURD1000,`: entries below are not reported. It has the currency, which no balance brings.
  private mutating func readFloorLimit(into events: inout BankFileBatch) {
    makeInterim()
    let bytes = field.bytes
    if let currency = try? MT940Balance.currency(bytes.span, at: 0), message?.currency == nil {
      message?.currency = currency
    }
  }

  private mutating func makeInterim() {
    if message?.hasOpening == false, message?.kind == .unknown { message?.kind = .interim }
  }

  private mutating func readOpening(into events: inout BankFileBatch) {
    message?.hasOpening = true
    message?.kind = .statement
    guard let balance = balance("opening", into: &events) else { return }
    message?.currency = balance.amount.currency
    message?.opening = balance
  }

  private mutating func readClosing(into events: inout BankFileBatch) {
    let balance = balance("closing", into: &events)
    message?.closing = balance
  }

  /// A balance that cannot be read is an error: without it nobody knows what else is wrong.
  private mutating func balance(
    _ name: String, into events: inout BankFileBatch
  ) -> BankStatement.Balance? {
    let number = field.number
    let bytes = Array(field.firstLine)
    do throws(MT940Balance.Refusal) {
      let read = try MT940Balance(bytes.span)
      if let remark = read.remark {
        report(
          .warning, .badAmount, number, "the \(name) balance is '\(field.shown)': \(remark)",
          "an amount such as 1234,56", into: &events)
      }
      noteDate(read, name, into: &events)
      return BankStatement.Balance(
        amount: Money(minorUnits: read.units, read.currency), date: read.date,
        type: field.tag.rawValue)
    } catch {
      let (code, problem): (BankFileError.Code, String) =
        switch error {
        case .malformed: (.badRecord, "the \(name) balance is '\(field.shown)'")
        case .unknownCurrency(let code):
          (
            .badCurrency,
            "the \(name) balance is in '\(code)', so that the decimals of amounts are unknown"
          )
        case .amount(let reason):
          (.badAmount, "the \(name) balance is '\(field.shown)': \(reason)")
        }
      report(
        .error, code, number, problem,
        code == .badCurrency
          ? "an ISO 4217 code" : "C or D, a day, a currency and an amount with a comma",
        into: &events)
      return nil
    }
  }

  private mutating func noteDate(
    _ balance: MT940Balance, _ name: String, into events: inout BankFileBatch
  ) {
    if balance.isDateClamped {
      report(
        .note, .badDate, field.number,
        "the day of the \(name) balance, '\(field.shown)', is taken for the last of its month", "",
        into: &events)
    } else if balance.date == nil {
      report(
        .warning, .badDate, field.number, "the day of the \(name) balance is '\(field.shown)'",
        "a day as YYMMDD", into: &events)
    }
  }
}
