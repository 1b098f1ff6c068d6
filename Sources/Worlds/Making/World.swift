import Money

/// What holds for a whole world: drawn from the seed, and the same for every receipt of it.
struct World: Sendable {
  let plan: WorldPlan
  let invoices: NumberStyle
  let credits: NumberStyle
  let orders: NumberStyle
  let scheme: ReferenceScheme
  let languages: [Language]
  let customerPrefix: String
  let customerBase: Int
  let serialBase: Int
  let accounts: [BankAccount]
  let companyName: String
  /// The routing number of the lockbox's bank, and of the BAI2 sender.
  let bankRouting = "150001276"

  init(_ plan: WorldPlan) {
    self.plan = plan
    var random = SplitMix(seed: plan.seed ^ 0x5155_4954_5441_4E43)
    let style = random.below(NumberStyle.pairs.count)
    (invoices, credits) = NumberStyle.pairs[style]
    orders = random.pick(NumberStyle.orders)
    scheme = random.pick(ReferenceScheme.allCases)
    var languages = Language.allCases
    random.shuffle(&languages)
    // Two languages make most of a world, the others turn up.
    self.languages =
      [languages[0], languages[0], languages[0], languages[1], languages[1]]
      + languages
    customerPrefix = random.pick(["C", "K-", "CU", "D-"])
    customerBase = random.pick([100_000, 400_000, 700_000])
    serialBase = random.within(2200...4800)
    let abroad = random.pick(["CHF", "GBP", "SEK", "NOK", "DKK", "PLN"].compactMap(Currency.init))
    companyName = "Ottersand Pumpen AG"
    accounts = [
      BankAccount(
        channel: .camt, number: AccountNumbers.iban(.de, random.digits(18)), currency: .eur),
      BankAccount(
        channel: .camtAbroad, number: AccountNumbers.iban(.de, random.digits(18)), currency: abroad
      ),
      BankAccount(channel: .bai2, number: "4" + random.digits(9), currency: .usd),
      BankAccount(channel: .lockbox, number: "7" + random.digits(6), currency: .usd),
      BankAccount(
        channel: .repeated, number: AccountNumbers.iban(.de, random.digits(18)), currency: .eur),
    ]
  }

  func account(_ channel: Channel) -> BankAccount { accounts[channel.rawValue] }
}
