import Money

/// What truth and output say of one payment.
struct ScoredReceipt: Sendable {
  var scenario: String
  /// `apply`, `exception` or `nothing`.
  var expected: String
  /// Money that goes back is no receipt to be matched.
  var isReceipt: Bool
  var truth: [ScoredLine] = []
  var output: [ScoredLine] = []
  var trueExceptions: Set<String> = []
  var exceptions: Set<String> = []

  /// The lines that only one side has, each as often as it has it more.
  func differences() -> (missing: [ScoredLine], surplus: [ScoredLine]) {
    var counts: [ScoredLine: Int] = [:]
    for line in output { counts[line, default: 0] += 1 }
    var missing: [ScoredLine] = []
    for line in truth {
      if let count = counts[line], count > 0 {
        counts[line] = count - 1
      } else {
        missing.append(line)
      }
    }
    var surplus: [ScoredLine] = []
    for line in output {
      guard let count = counts[line], count > 0 else { continue }
      counts[line] = count - 1
      surplus.append(line)
    }
    return (missing, surplus)
  }
}
