import LedgerFiles
import Money

/// Charts drawn as SVG; what they show stands beside them as text or in a table.
enum Charts {
  struct Bar: Sendable {
    var label: String
    /// In minor units, or a count.
    var value: Int128
    /// As it is written above the bar.
    var words: String
    var style: StaticString = "b0"
  }

  /// Columns on a scale of their own.
  ///
  /// - Parameter words: what the chart says, for who cannot see it.
  static func columns(_ title: String, _ bars: [Bar], words: String, to html: inout HTMLWriter) {
    let most = max(1, bars.map(\.value).max() ?? 1)
    let width = 64
    let foot = 104
    html.element("<figure><figcaption>", title, "</figcaption>")
    html.element(
      "<svg viewBox=\"0 0 ", String(bars.count * width), " 124\" role=\"img\" aria-label=\"")
    html.text(words)
    html.element("\" width=\"", String(bars.count * width), "\">")
    for (place, bar) in bars.enumerated() {
      let height = bar.value > 0 ? max(1, Int(bar.value * 84 / most)) : 0
      let left = place * width
      html.markup("<rect class=\"")
      html.markup(bar.style)
      html.element("\" x=\"", String(left + 10), "\" width=\"44\" y=\"")
      html.element("", String(foot - height), "\" height=\"")
      html.element("", String(height), "\"/>")
      html.element("<text text-anchor=\"middle\" x=\"", String(left + 32), "\" y=\"")
      html.element("", String(foot - height - 5), "\">")
      html.element("", bar.words, "</text>")
      html.element(
        "<text class=\"axis\" text-anchor=\"middle\" x=\"", String(left + 32), "\" y=\"119\">")
      html.element("", bar.label, "</text>")
    }
    html.element(
      "<path class=\"base\" d=\"M0 104.5H", String(bars.count * width), "\"/></svg></figure>\n")
  }
}
