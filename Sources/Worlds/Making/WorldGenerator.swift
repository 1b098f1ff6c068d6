import Money

/// Makes a world, household by household: each is forgotten once it is written.
public struct WorldGenerator<Sink: WorldSink> {
  private let plan: WorldPlan
  private let world: World
  private let scenarios = Scenario.all
  private var random: SplitMix
  private var counters: Counters
  private var banks: WorldBanks
  private var ledger = LedgerRows()
  private var truth = TruthRows()
  private var counts: [Int]
  private var sink: Sink
  private var strangersNumber: String?
  private var emitted = 0

  /// Writes the whole world of a plan, and hands the sink back.
  public static func generate(_ plan: WorldPlan, into sink: Sink) throws -> (WorldFigures, Sink) {
    var generator = WorldGenerator(plan, sink)
    try generator.run()
    return (generator.figures, generator.sink)
  }

  private init(_ plan: WorldPlan, _ sink: Sink) {
    self.plan = plan
    self.sink = sink
    world = World(plan)
    random = SplitMix(seed: plan.seed)
    counters = Counters(serial: world.serialBase)
    counts = scenarios.map { _ in 0 }
    banks = WorldBanks(world, &random)
  }

  private mutating func run() throws {
    let programme = Programme(plan, &random)
    var deal = Deal(programme, customers: plan.customers)
    let total = max(1, programme.movements.reduce(0, +))
    var alone = 0
    while let turn = deal.next() {
      try begin(total)
      try perform(
        turn.plays, on: turn.channel,
        bystandersUpTo: deal.isDone ? plan.items : turn.items(plan.items))
      // Those that stand alone come in between, so that every day has some.
      let upTo = deal.isDone ? programme.alone.count : turn.items(programme.alone.count)
      while alone < upTo {
        try begin(total)
        let play = programme.alone[alone]
        let channel = random.pick(scenarios[Int(play)].channels)
        try perform([play], on: channel, bystandersUpTo: nil)
        alone += 1
      }
    }
    for file in banks.closeAll() { try sink.append(file.bytes, to: "bank/\(file.name)") }
    try ledger.flush(all: true, into: &sink)
    try truth.flush(all: true, into: &sink)
    try writeScenarios()
    try writeRules()
  }

  /// Goes on to the day that it is by now, and ends statements that are full.
  private mutating func begin(_ total: Int) throws {
    for file in banks.advance(done: emitted, of: total) {
      try sink.append(file.bytes, to: "bank/\(file.name)")
    }
  }

  private mutating func perform(
    _ plays: ArraySlice<UInt8>, on channel: Channel, bystandersUpTo items: Int?
  ) throws {
    var stage = Stage(
      world: world, account: world.account(channel), date: banks.day, random: random,
      counters: counters, household: Household(currency: world.account(channel).currency),
      strangersNumber: strangersNumber)
    if items != nil { _ = stage.addCustomer() }
    for play in plays {
      stage.scenario = Int(play)
      scenarios[Int(play)].play(&stage)
    }
    if let items { stage.addBystanders(items - ledger.openItems - stage.household.items.count) }
    random = stage.random
    counters = stage.counters
    strangersNumber = stage.household.items.first?.number ?? strangersNumber
    ledger.add(stage.household, &counters)
    for payment in stage.household.payments {
      let (identity, files) = banks.add(payment, on: channel)
      for file in files { try sink.append(file.bytes, to: "bank/\(file.name)") }
      truth.add(
        payment, identity, stage.currency, scenario: scenarios[payment.scenario].name)
      counts[payment.scenario] += 1
      emitted += 1
    }
    try ledger.flush(all: false, into: &sink)
    try truth.flush(all: false, into: &sink)
  }

  private mutating func writeScenarios() throws {
    var rows = ScenarioRows()
    for (index, scenario) in scenarios.enumerated() {
      rows.add(scenario, count: counts[index])
    }
    try sink.append(rows.bytes, to: "truth/scenarios.csv")
  }

  /// One scenario needs a reason code that is accepted; all else is by the default rules.
  private mutating func writeRules() throws {
    guard zip(scenarios, counts).contains(where: { $0.needsRules && $1 > 0 }) else { return }
    try sink.append(Array("accepted_reasons: [\"54\"]\n".utf8), to: "rules.yaml")
  }

  private var figures: WorldFigures {
    WorldFigures(
      customers: counters.customer, openItems: ledger.openItems, movements: emitted,
      bankFiles: banks.files,
      scenarios: zip(scenarios, counts).map { ($0.name, $1) })
  }
}
