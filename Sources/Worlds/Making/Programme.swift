/// Which scenarios play, how often, and where: the shares of a plan as whole numbers.
struct Programme {
  /// Performances in an order of chance, of those that share customers, by channel.
  private(set) var shared: [[UInt8]]
  /// And of those that need a customer to themselves.
  private(set) var alone: [UInt8] = []
  /// How many movements each scenario is to make.
  let movements: [Int]

  init(_ plan: WorldPlan, _ random: inout SplitMix) {
    let scenarios = Scenario.all
    movements = Self.movements(plan)
    shared = Channel.allCases.map { _ in [] }
    for (index, scenario) in scenarios.enumerated() where movements[index] > 0 {
      let performances = max(1, movements[index] / scenario.movements)
      for _ in 0..<performances {
        if scenario.isAlone {
          alone.append(UInt8(index))
        } else {
          shared[random.pick(scenario.channels).rawValue].append(UInt8(index))
        }
      }
    }
    random.shuffle(&alone)
    for channel in shared.indices { random.shuffle(&shared[channel]) }
  }

  /// What a share in permille was given for is that; the others divide the rest as the profile says.
  private static func movements(_ plan: WorldPlan) -> [Int] {
    let scenarios = Scenario.all
    var weights = scenarios.map { plan.shares[$0.name] == nil ? $0.shares[plan.profile] : 0 }
    let given = scenarios.reduce(0) { $0 + (plan.shares[$1.name] ?? 0) }
    let rest = plan.payments - plan.payments * min(1000, given) / 1000
    let total = max(1, weights.reduce(0, +))
    // By cumulated shares, so that the parts make the whole.
    var cumulated = 0
    var before = 0
    for index in weights.indices {
      cumulated += weights[index]
      let upTo = rest * cumulated / total
      weights[index] = upTo - before
      before = upTo
    }
    for (index, scenario) in scenarios.enumerated() {
      if let share = plan.shares[scenario.name] { weights[index] = plan.payments * share / 1000 }
    }
    return weights
  }
}
