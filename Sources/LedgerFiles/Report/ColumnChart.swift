/// A few columns side by side, drawn as SVG; what they stand for is said in words as well.
public struct ColumnChart: Sendable {
  public enum Tone: Sendable {
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

  public struct Column: Sendable {
    /// Below the column, short.
    public var label: String
    /// In the words for those who do not see it.
    public var name: String
    /// Above the column, short.
    public var shown: String
    /// In the words.
    public var exact: String
    /// Not negative.
    public var height: Int128
    public var tone: Tone

    public init(
      label: String, name: String, shown: String, exact: String, height: Int128, tone: Tone
    ) {
      self.label = label
      self.name = name
      self.shown = shown
      self.exact = exact
      self.height = height
      self.tone = tone
    }
  }

  var caption: String
  /// What the words begin with.
  var subject: String
  var columns: [Column]
  /// The height of a full column; the highest one where nothing is said.
  var scale: Int128?
  /// In the chart's own units, of which a letter takes some seven.
  var width = 320

  /// - Parameters:
  ///   - subject: what the words begin with, for those who do not see it.
  ///   - widthMin: of a column; the chart is no narrower than 320.
  public init(caption: String, subject: String, columns: [Column], widthMin: Int) {
    self.init(caption: caption, subject: subject, columns: columns)
    width = max(320, widthMin * columns.count)
  }

  init(caption: String, subject: String, columns: [Column], scale: Int128? = nil) {
    self.caption = caption
    self.subject = subject
    self.columns = columns
    self.scale = scale
  }

  public func write(to html: inout HTMLWriter) {
    let heightMax = Int128(84)
    let foot = 104
    let most = max(1, scale ?? columns.map(\.height).max() ?? 1)
    let step = width / max(1, columns.count)
    html.element("<figure><figcaption>", caption, "</figcaption>")
    html.element("<svg viewBox=\"0 0 ", String(width), " 124\" role=\"img\" aria-label=\"")
    html.element("", words, "\">")
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
    html.element("<path class=\"base\" d=\"M0 104.5H", String(width), "\"/></svg></figure>\n")
  }

  private var words: String {
    subject + ": " + columns.map { "\($0.name) \($0.exact)" }.joined(separator: ", ")
  }
}
