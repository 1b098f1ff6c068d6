import Money

/// Where scenarios play: a household in the making, on one day, at one account.
///
/// Amounts are chosen so that scenarios cannot disturb each other: open debits end in neither 3 nor
/// 7 nor 0, credits end in 7, and what is received for a document that it does not settle ends in 3.
/// So no shortfall is a credit by chance, and no such receipt is another item by chance.
struct Stage {
  let world: World
  let account: BankAccount
  let date: CalendarDate
  var random: SplitMix
  var counters: Counters
  var household: Household
  /// The scenario that plays now.
  var scenario = 0
  /// A document of somebody else.
  var strangersNumber: String?

  var main: WorldCustomer { household.customers[0] }
  var currency: Currency { account.currency }
  var isLockbox: Bool { account.channel == .lockbox }

  // MARK: Customers

  /// A new customer; - Returns: its place in the household.
  mutating func addCustomer(name: String? = nil) -> Int {
    let language = random.pick(world.languages)
    counters.customer += 1
    household.customers.append(
      WorldCustomer(
        id: world.customerPrefix + String(world.customerBase + counters.customer),
        name: name ?? CompanyNames.name(counters.customer, language, &random),
        language: language, iban: AccountNumbers.randomIBAN(language.country, &random),
        routing: AccountNumbers.routingNumber(&random), account: "3" + random.digits(8)))
    return household.customers.count - 1
  }

  // MARK: Items

  /// An amount of a document: 300.00 to some 50,000.00, small ones more often.
  mutating func amount() -> Int64 {
    let top = random.pick([90_000, 250_000, 700_000, 5_000_000])
    while true {
      let units = random.within(30_000...top)
      if ![0, 3, 7].contains(units % 10) { return Int64(units) }
    }
  }

  mutating func nextSerial() -> Int {
    counters.serial += random.within(1...3)
    return counters.serial
  }

  /// An open invoice; - Returns: its place in the household.
  mutating func invoice(
    _ amount: Int64? = nil, of customer: Int = 0, due: Int? = nil, dated: Int? = nil,
    serial: Int? = nil, currency: Currency? = nil
  ) -> Int {
    let units = amount ?? self.amount()
    let dueDays = due ?? random.within(-40...35)
    let documentDays = min(-1, dated ?? dueDays - random.pick([14, 30, 30, 30, 45, 60]))
    let serial = serial ?? nextSerial()
    household.items.append(
      WorldItem(
        customer: household.customers[customer].id, number: world.invoices.number(serial),
        documentDate: date.advanced(byDays: documentDays),
        dueDate: date.advanced(byDays: max(dueDays, documentDays)),
        currency: currency ?? self.currency, original: units, open: units, serial: serial))
    return household.items.count - 1
  }

  /// An open credit memo; - Returns: its place in the household.
  mutating func credit(_ amount: Int64, of customer: Int = 0) -> Int {
    let serial = nextSerial()
    let day = date.advanced(byDays: -random.within(2...40))
    household.items.append(
      WorldItem(
        customer: household.customers[customer].id, number: world.credits.number(serial),
        type: "credit_memo", documentDate: day, dueDate: day, currency: currency,
        original: -amount, open: -amount, serial: serial))
    return household.items.count - 1
  }

  func item(_ place: Int) -> WorldItem { household.items[place] }
  func open(_ place: Int) -> Int64 { household.items[place].open }
  func number(_ place: Int) -> String { household.items[place].number }
  func sum(_ places: [Int]) -> Int64 { places.reduce(0) { $0 + household.items[$1].open } }

  /// A document that a receipt of an earlier run has paid, with its trace.
  mutating func clearedInvoice(days: Int) -> Int {
    let place = invoice(due: -days - 2, dated: -days - 32)
    let amount = open(place)
    let reference = counters.nextReference(&random)
    let day = date.advanced(byDays: -days)
    household.items[place].open = 0
    household.earlier.append(
      Household.Earlier(
        payment: PaymentNumber.id(
          account: account.number, date: day, isCredit: true,
          amount: Money(minorUnits: amount, currency), reference: reference, ordinal: 1),
        reference: reference, date: day, item: item(place), amount: amount))
    return place
  }

  // MARK: Shortfalls

  /// A part of a sum between two shares in permille that leaves an amount ending in 3. It is no
  /// credit unless the sum ends in 0, where it must end in 7.
  mutating func shortfall(of sum: Int64, _ permille: ClosedRange<Int>) -> Int64 {
    let part = max(211, sum * Int64(random.within(permille)) / 1000)
    return part + ((sum - part - 3) % 10 + 10) % 10
  }

  /// A sum that leaves a rest ending in 3 once something is taken off and is no credit by chance:
  /// an item for it.
  mutating func shortenable() -> Int {
    while true {
      let units = amount()
      // The last digit of the shortfall is the item's less 3: never 7, as no item ends in 0.
      if units >= 100_000 { return invoice(units) }
    }
  }

  /// An amount of this share in permille, to the minor unit, that ends in none of the digits with a
  /// meaning.
  func plainPart(of sum: Int64, permille: Int) -> Int64 {
    var part = max(211, sum * Int64(permille) / 1000)
    while [3, 7].contains(part % 10) || (sum - part) % 10 == 3 { part += 1 }
    return part
  }
}
