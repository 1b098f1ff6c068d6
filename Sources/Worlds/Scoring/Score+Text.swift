extension Score {
  /// The score for people, line by line.
  public var textLines: [String] {
    var lines = [
      "receipts                    \(receipts)",
      "  that the truth lacks      \(strangers)",
      "lines     precision         \(self.lines.precision.percent) %  (\(self.lines.agreed) of \(self.lines.output))",
      "          recall            \(self.lines.recall.percent) %  (\(self.lines.agreed) of \(self.lines.truth))",
    ]
    for (currency, value) in values {
      lines.append("value \(currency) precision         \(value.precision.percent) %")
      lines.append("          recall            \(value.recall.percent) %")
    }
    lines += [
      "wrong applications          \(wrong.part) receipts, \(wrong.perMillion) per million",
      "straight-through correct    \(straightThrough.percent) % of \(straightThrough.whole) matchable receipts",
      "disputes  precision         \(disputes.precision.percent) %  (\(disputes.agreed) of \(disputes.output))",
      "          recall            \(disputes.recall.percent) %  (\(disputes.agreed) of \(disputes.truth))",
      "exceptions of the same type \(exceptions.percent) %  (\(exceptions.part) of \(exceptions.whole))",
      "", "exception type           precision   recall  truth",
    ]
    for (name, value) in exceptionTypes {
      lines.append(
        Self.left(name, 24) + Self.right(value.precision.percent, 10)
          + Self.right(value.recall.percent, 9) + Self.right(String(value.truth), 7))
    }
    lines += ["", "kind in truth     kind in output     lines"]
    for (truth, output, count) in kinds {
      lines.append(Self.left(truth, 18) + Self.left(output, 15) + Self.right(String(count), 9))
    }
    lines += ["", "scenario                       receipts  wrong  lines agree  exceptions agree"]
    for scenario in scenarios {
      lines.append(
        Self.left(scenario.name, 30) + Self.right(String(scenario.receipts), 9)
          + Self.right(String(scenario.wrong), 7) + Self.right(scenario.linesAgree.percent, 13)
          + Self.right(scenario.exceptionsAgree.percent, 18))
    }
    if !examples.isEmpty { lines.append("") }
    for example in examples {
      lines.append("\(example.payment) \(example.scenario)\(example.isWrong ? ": wrong" : "")")
      lines.append("  expected \(example.expected)")
      lines.append("  got      \(example.got)")
    }
    return lines
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.utf8.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.utf8.count)) + text
  }
}
