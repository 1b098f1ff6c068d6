import Enquiry
import LedgerFiles
import Money
import Pipeline
import Settings

/// How the day stands.
extension APIOperations {
  static let day: [APIOperation] = [
    .get(
      "/today", "getToday", "What came in the last fourteen days, what waits, what is open.",
      gives: .object([
        ("pipeline", .string), ("on", .date), ("exceptions", .list(LineJSON.figureSchema)),
        ("proposals", .whole), ("alerts", .whole),
        ("files", .list(.object([("state", .string), ("count", .whole)]))),
        ("open", LineJSON.balancesSchema), ("disputed", LineJSON.balancesSchema),
        ("unapplied", LineJSON.balancesSchema), ("ageing", .list(ageingSchema)),
        ("days", .list(LineJSON.daySchema)),
      ])
    ) { visit, office in
      let index = try office.followed()
      let (today, totals) = (visit.now.day, try index.totals())
      let last = try index.receipts(limit: 1).lines.first?.bookingDate ?? today
      let days = try index.receiptDays(from: last.advanced(byDays: -13), to: max(today, last))
      return .object([
        ("pipeline", .string(office.settings.name)), ("on", .string(today.description)),
        ("exceptions", .list(try index.exceptionsByType().map(LineJSON.figure))),
        ("proposals", .integer(try index.proposals().count)),
        ("alerts", .integer(try index.alerts().count)),
        (
          "files",
          .list(
            try index.filesByState().map {
              .object([("state", .string($0.state)), ("count", .integer($0.count))])
            })
        ), ("open", LineJSON.balances(totals.open)),
        ("disputed", LineJSON.balances(totals.disputed)),
        ("unapplied", LineJSON.balances(totals.unapplied)),
        ("ageing", .list(try ageing(try index.openByDueDate(), on: today))),
        ("days", .list(days.map(LineJSON.day))),
      ])
    },
    .get(
      "/coverage", "getCoverage",
      "Which statements came: accounts by days, those too of which statements are expected and none "
        + "ever came.",
      query: [
        .init("days", "How many days; 14 where it is not said.", .whole(1...coverageMax)),
        .init("until", "The last of them; today where it is not said.", .date),
      ],
      gives: .object([("lines", .list(LineJSON.coverageSchema))])
    ) { visit, office in
      let index = try office.followed()
      let days = visit.query["days"].flatMap { Int($0) } ?? 14
      let until = visit.query["until"].flatMap { CalendarDate(iso: $0) }
      let accounts = try CoverageTable.accounts(
        office, index, days: days, until: until ?? visit.now.day)
      return .object([("lines", .list(accounts.map(LineJSON.coverage)))])
    },
    .get(
      "/alerts", "listAlerts", "What nobody has seen to yet, the latest first.",
      query: APIOperation.Parameter.page, gives: .page(LineJSON.alertSchema)
    ) { visit, office in
      let page = try office.followed().alerts(after: visit.query["after"], limit: limit(visit))
      return LineJSON.page(page, LineJSON.alert)
    },
    .get(
      "/batches", "listBatches", "Files that were booked as one, the latest first.",
      query: APIOperation.Parameter.page, gives: .page(LineJSON.batchSchema)
    ) { visit, office in
      let page = try office.followed().batches(after: visit.query["after"], limit: limit(visit))
      return LineJSON.page(page, LineJSON.batch)
    },
  ]

  private static let coverageMax = 400

  // MARK: Ageing

  private static let ageingSchema = Schema.object(
    [("bucket", .choice(Ageing.Bucket.allCases.map(\.rangeOfDays)))] + LineJSON.amountSchema)

  private static func ageing(_ due: [DueDay], on day: CalendarDate) throws -> [JSONValue] {
    try Set(due.map(\.open.amount.currency)).sorted().flatMap { currency in
      try zip(Ageing.Bucket.allCases, AgeingChart.sums(due, currency, day)).map { bucket, sum in
        guard let sum = Int64(exactly: sum) else { throw MoneyError.overflow }
        return .object(
          [("bucket", .string(bucket.rangeOfDays))]
            + LineJSON.amount(Money(minorUnits: sum, currency)))
      }
    }
  }
}

extension Ageing.Bucket {
  /// Days past due, as programs have them.
  fileprivate var rangeOfDays: String {
    switch self {
    case .notDue: "not_due"
    case .to30: "1_to_30"
    case .to60: "31_to_60"
    case .to90: "61_to_90"
    case .over90: "over_90"
    }
  }
}
