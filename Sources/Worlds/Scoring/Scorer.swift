import Money

/// Compares an output folder with a truth, payment by payment.
public struct Scorer {
  private var score = Score()
  private var values: [Currency: Score.ValueAgreement] = [:]
  private var kinds: [KindPair: Int] = [:]
  private var types: [String: Score.Agreement] = [:]
  private var scenarios: [String: Score.PerScenario] = [:]
  private var examples: [String: [Score.Example]] = [:]
  private let examplesMax: Int

  private struct KindPair: Hashable {
    var truth: String
    var output: String
  }

  /// - Parameters:
  ///   - truth: the files of a truth folder by name.
  ///   - output: the files of an output folder by name; what is missing counts as empty.
  ///   - examples: how many differences to keep of each scenario.
  public static func score(
    truth: [String: [UInt8]], output: [String: [UInt8]], examples: Int = 3
  ) throws(ScoreInputError) -> Score {
    let input = try ScoreInput(truth: truth, output: output)
    var scorer = Scorer(examplesMax: examples)
    for payment in input.order {
      if let receipt = input.receipts[payment] { scorer.take(payment, receipt) }
    }
    scorer.score.strangers = input.strangers
    scorer.takeDisputes(input)
    return scorer.finished()
  }

  private init(examplesMax: Int) { self.examplesMax = examplesMax }

  private mutating func take(_ payment: String, _ receipt: ScoredReceipt) {
    let (missing, surplus) = receipt.differences()
    let agreed = receipt.truth.count - missing.count
    let isWrong = surplus.contains(where: \.isPaying)
    let agrees = missing.isEmpty && surplus.isEmpty
    let exceptionsAgree = receipt.exceptions == receipt.trueExceptions
    let lines = Score.Agreement(
      agreed: agreed, output: receipt.output.count, truth: receipt.truth.count)
    score.receipts += 1
    score.lines.add(lines)
    score.wrong.count(isWrong)
    if receipt.expected == "apply", receipt.isReceipt {
      score.straightThrough.count(
        agrees && receipt.exceptions.isSubset(of: receipt.trueExceptions))
    }
    if !receipt.exceptions.isEmpty || !receipt.trueExceptions.isEmpty {
      score.exceptions.count(exceptionsAgree)
    }
    for type in receipt.exceptions { types[type, default: Score.Agreement()].output += 1 }
    for type in receipt.trueExceptions {
      types[type, default: Score.Agreement()].truth += 1
      if receipt.exceptions.contains(type) { types[type, default: Score.Agreement()].agreed += 1 }
    }
    addValues(receipt, missing)
    addKinds(receipt, missing, surplus)

    var own = scenarios[receipt.scenario] ?? Score.PerScenario(name: receipt.scenario)
    own.receipts += 1
    if isWrong { own.wrong += 1 }
    own.linesAgree.count(agrees)
    own.exceptionsAgree.count(exceptionsAgree)
    own.lines.add(lines)
    scenarios[receipt.scenario] = own
    if !agrees || !exceptionsAgree { keep(payment, receipt, isWrong) }
  }

  private mutating func addValues(_ receipt: ScoredReceipt, _ missing: [ScoredLine]) {
    func add(_ lines: [ScoredLine], _ change: (inout Score.ValueAgreement, Int64) -> Void) {
      for line in lines {
        // No line of a file is the least Int64 that has no positive twin; if one is, it counts less.
        let units = Int64(clamping: line.amount.minorUnits.magnitude)
        change(&values[line.amount.currency, default: Score.ValueAgreement()], units)
      }
    }
    add(receipt.output) { $0.output = $0.output.addingClamped($1) }
    add(receipt.truth) {
      $0.truth = $0.truth.addingClamped($1)
      $0.agreed = $0.agreed.addingClamped($1)
    }
    add(missing) { $0.agreed -= $1 }
  }

  /// Lines that agree, then those of one document that differ, then those that only one side has.
  private mutating func addKinds(
    _ receipt: ScoredReceipt, _ missing: [ScoredLine], _ surplus: [ScoredLine]
  ) {
    var rest = missing
    for line in receipt.truth {
      if let place = rest.firstIndex(of: line) {
        rest.remove(at: place)
      } else {
        kinds[KindPair(truth: line.kind, output: line.kind), default: 0] += 1
      }
    }
    var others = surplus.sorted(by: ScoredLine.isOrdered)
    for line in missing.sorted(by: ScoredLine.isOrdered) {
      if let place = others.firstIndex(where: { $0.document == line.document }) {
        kinds[KindPair(truth: line.kind, output: others[place].kind), default: 0] += 1
        others.remove(at: place)
      } else {
        kinds[KindPair(truth: line.kind, output: "-"), default: 0] += 1
      }
    }
    for line in others { kinds[KindPair(truth: "-", output: line.kind), default: 0] += 1 }
  }

  /// Wrong bookings push out what is merely missing.
  private mutating func keep(_ payment: String, _ receipt: ScoredReceipt, _ isWrong: Bool) {
    func text(_ lines: [ScoredLine], _ exceptions: Set<String>) -> String {
      let parts =
        lines.sorted(by: ScoredLine.isOrdered).map(\.text) + exceptions.sorted().map { "!\($0)" }
      return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
    }
    let example = Score.Example(
      payment: payment, scenario: receipt.scenario,
      expected: text(receipt.truth, receipt.trueExceptions),
      got: text(receipt.output, receipt.exceptions), isWrong: isWrong)
    var kept = examples[receipt.scenario] ?? []
    if kept.count < examplesMax {
      kept.append(example)
    } else if isWrong, let place = kept.firstIndex(where: { !$0.isWrong }) {
      kept[place] = example
    }
    examples[receipt.scenario] = kept
  }

  private mutating func takeDisputes(_ input: ScoreInput) {
    score.disputes = Score.Agreement(
      agreed: input.disputes.reduce(0) { $0 + min($1.value, input.trueDisputes[$1.key] ?? 0) },
      output: input.disputes.values.reduce(0, +), truth: input.trueDisputes.values.reduce(0, +))
  }

  private func finished() -> Score {
    var score = score
    score.values = values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    score.exceptionTypes = types.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    score.kinds = kinds.sorted { ($0.key.truth, $0.key.output) < ($1.key.truth, $1.key.output) }
      .map { ($0.key.truth, $0.key.output, $0.value) }
    score.scenarios = scenarios.values.sorted(by: Self.isWorse)
    score.examples = score.scenarios.flatMap { scenario in
      (examples[scenario.name] ?? []).sorted { $0.isWrong && !$1.isWrong }
    }
    return score
  }

  /// More wrong bookings, then fewer receipts booked as the truth says, then fewer exceptions of its
  /// types; by name among equals.
  private static func isWorse(_ a: Score.PerScenario, _ b: Score.PerScenario) -> Bool {
    func isLess(_ x: Share, _ y: Share) -> Bool? {
      let (left, right) = (x.part * y.whole, y.part * x.whole)
      return left == right ? nil : left < right
    }
    if let isLess = isLess(Share(b.wrong, of: b.receipts), Share(a.wrong, of: a.receipts)) {
      return isLess
    }
    return isLess(a.linesAgree, b.linesAgree) ?? isLess(a.exceptionsAgree, b.exceptionsAgree)
      ?? (a.name < b.name)
  }
}

extension Score.Agreement {
  mutating func add(_ other: Score.Agreement) {
    agreed += other.agreed
    output += other.output
    truth += other.truth
  }
}

extension Int64 {
  /// The sum, or the most that can be counted: a figure for people, never an amount of the books.
  fileprivate func addingClamped(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
