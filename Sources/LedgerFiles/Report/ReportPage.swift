import Money
public import Reconciliation

/// `report.html`: one self-contained page for the receivables team.
///
/// The page needs no server and no network: style and script stand in it, charts are drawn as SVG,
/// and everything can be read with scripts off. Text from outside is escaped, never markup.
public enum ReportPage {
  /// The page, as UTF-8 bytes; the same for equal input.
  ///
  /// - Parameter history: the batches before this one, in any order; none where no store knows them.
  public static func bytes(
    _ outcome: RunOutcome, files: [ReportedFile], history: [ReportedBatch] = [], version: String
  ) -> [UInt8] {
    let facts = ReportFacts(outcome)
    let days = DayHistory(history)
    var html = HTMLWriter()
    head(facts, to: &html)
    HeaderSection.write(facts, files, days, version: version, to: &html)
    html.markup("<main id=\"main\">\n")
    KeyFiguresSection.write(facts, days, to: &html)
    DaysBeforeSection.write(facts, days, to: &html)
    BreakdownSection.write(facts, to: &html)
    ExceptionsSection.write(facts, to: &html)
    DisputesSection.write(facts, to: &html)
    AgeingSection.write(facts, to: &html)
    DecisionsSection.write(facts, files, to: &html)
    FilesSection.write(facts, files, to: &html)
    InvariantsSection.write(facts, to: &html)
    GlossarySection.write(to: &html)
    html.markup("</main>\n<script>")
    html.markup(ReportScript.rows)
    html.markup(ReportScript.details)
    html.markup("</script>\n</body>\n</html>\n")
    return html.bytes
  }

  private static func head(_ facts: ReportFacts, to html: inout HTMLWriter) {
    html.markup(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'unsafe-inline'; script-src '
      """)
    html.markup(ReportScript.hash)
    html.markup(
      """
      '; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Receivables report, 
      """)
    html.text(facts.asOf.description)
    html.markup("</title>\n<style>")
    html.markup(ReportStyle.text)
    html.markup(ReportStyle.media)
    html.markup("</style>\n</head>\n<body>\n")
  }
}
