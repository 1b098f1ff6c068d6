import LedgerFiles

extension HTMLWriter {
  /// Text whose line ends stay line ends: everything else that misleads is shown for what it is.
  mutating func lines(of whole: String) {
    for line in whole.split(separator: "\n", omittingEmptySubsequences: false) {
      text(String(line.replacing("\t", with: "  ")))
      markup("\n")
    }
  }
}
