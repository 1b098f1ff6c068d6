/// A few columns side by side, drawn as SVG; what they stand for is said in words as well.
struct ColumnChart {
  enum Tone {
    case calm, mild, attention, strong, alarm

    var style: StaticString {
      switch self {
      case .calm: "b0"
      case .mild: "b1"
      case .attention: "b2"
      case .strong: "b3"
      case .alarm: "b4"
      }
    }
  }

  struct Column {
    /// Below the column, short.
    var label: String
    /// In the words for those who do not see it.
    var name: String
    /// Above the column, short.
    var shown: String
    /// In the words.
    var exact: String
    /// Not negative.
    var height: Int128
    var tone: Tone
  }

  var caption: String
  /// What the words begin with.
  var subject: String
  var columns: [Column]
  /// The height of a full column; the highest one where nothing is said.
  var scale: Int128?

  func write(to html: inout HTMLWriter) {
    let heightMax = Int128(84)
    let foot = 104
    let most = max(1, scale ?? columns.map(\.height).max() ?? 1)
    let step = 320 / max(1, columns.count)
    html.element("<figure><figcaption>", caption, "</figcaption>")
    html.element("<svg viewBox=\"0 0 320 124\" role=\"img\" aria-label=\"", words, "\">")
    for (index, column) in columns.enumerated() {
      // At least a line where there is anything at all.
      let height = column.height > 0 ? max(1, Int(column.height * heightMax / most)) : 0
      let left = index * step
      let gap = step / 6
      html.markup("<rect class=\"")
      html.markup(column.tone.style)
      html.element("\" x=\"", String(left + gap), "\" width=\"")
      html.element("", String(step - 2 * gap), "\" y=\"")
      html.element("", String(foot - height), "\" height=\"")
      html.element("", String(height), "\"/>")
      html.element("<text x=\"", String(left + step / 2), "\" y=\"")
      html.element("", String(foot - height - 5), "\">")
      html.element("", column.shown, "</text>")
      html.element("<text class=\"axis\" x=\"", String(left + step / 2), "\" y=\"119\">")
      html.element("", column.label, "</text>")
    }
    html.markup("<path class=\"base\" d=\"M0 104.5H320\"/></svg></figure>\n")
  }

  private var words: String {
    subject + ": " + columns.map { "\($0.name) \($0.exact)" }.joined(separator: ", ")
  }
}
