import Money
import Receivables

/// A breakdown as charts: bars by kind and customer, columns by age and size.
struct BreakdownCharts {
  var breakdown: Breakdown
  /// `Exceptions`, `Open disputes`.
  var title: String
  /// `Exceptions`, `Disputes`: above the column of counts.
  var noun: String
  /// What a kind is called in its column's head: `Type`, `Reason`.
  var kindHead: String
  var kindName: (String) -> BarTable.Name

  /// How many customers are named, and currencies drawn.
  private static let customersMax = 10
  private static let currenciesMax = 4

  func write(_ facts: ReportFacts, to html: inout HTMLWriter) {
    html.markup("<div class=\"halves\">\n")
    BarTable(
      caption: "\(title) by \(kindHead.lowercased())", heads: (kindHead, noun),
      rows: breakdown.kinds.map { .init(name: kindName($0.key), sums: $0.sums) }
    ).write(to: &html)
    customers(facts, to: &html)
    html.markup("</div>\n<div class=\"charts\">\n")
    ages(facts.asOf, to: &html)
    for sum in breakdown.currencies.prefix(Self.currenciesMax) { sizes(sum.currency, to: &html) }
    html.markup("</div>\n")
  }

  private func customers(_ facts: ReportFacts, to html: inout HTMLWriter) {
    let customers = breakdown.customers
    var rows = customers.prefix(Self.customersMax).map { group in
      BarTable.Row(
        name: group.key.map { .init(code: $0.text, text: facts.name(of: $0)) }
          ?? .init(text: "unknown payer"), sums: group.sums)
    }
    let rest = customers.dropFirst(Self.customersMax)
    if !rest.isEmpty {
      var sums = CurrencySums()
      for sum in rest.flatMap(\.sums.sums) {
        sums.add(sum.minorUnits, sum.currency, count: sum.count)
      }
      rows.append(
        BarTable.Row(
          name: .init(text: ReportWords.count(rest.count, "other customer", "other customers")),
          sums: sums, isRest: true))
    }
    BarTable(caption: "\(title) by customer", heads: ("Customer", noun), rows: rows)
      .write(to: &html)
  }

  private func ages(_ asOf: CalendarDate, to html: inout HTMLWriter) {
    ColumnChart(
      caption: "\(title) by age in days", subject: "\(title) by age",
      columns: breakdown.ages(asOf: asOf).map { group in
        .init(
          label: group.key.label, name: group.key.name, shown: Grouped.number(group.sums.count),
          exact: exact(
            group.sums.count,
            group.sums.amounts.map { Grouped.amount($0.minorUnits, $0.currency) }),
          height: Int128(group.sums.count), tone: group.key.tone)
      }
    ).write(to: &html)
  }

  private func sizes(_ currency: Currency, to html: inout HTMLWriter) {
    ColumnChart(
      caption: "\(title) by value in \(currency.code)",
      subject: "\(title) by value in \(currency.code)",
      columns: breakdown.sizes(in: currency).map { size in
        .init(
          label: size.label, name: size.name, shown: Grouped.number(size.count),
          exact: exact(size.count, [Grouped.amount(size.sum, currency)]),
          height: Int128(size.count), tone: .calm)
      }
    ).write(to: &html)
  }

  private func exact(_ count: Int, _ amounts: [String]) -> String {
    count == 0
      ? "none" : "\(Grouped.number(count)) (\(amounts.joined(separator: " and ")))"
  }
}
