import HTTPTypes
import LedgerFiles
import Pipeline

/// Why something could not be shown or done.
enum ProblemPage {
  static func answer(
    _ status: HTTPResponse.Status, _ words: String, _ visitor: Visitor?
  ) -> Answer {
    let visit = Visit(
      method: .get, target: "/", visitor: visitor, address: "", now: .init(seconds: 0))
    return Frame.answer(status.reasonPhrase, nil, visit, status: status) { html in
      html.element("<section><h1>", status.reasonPhrase, "</h1>\n")
      html.element("<p class=\"alert\" role=\"alert\">", words, "</p>\n")
      html.markup("<p><a href=\"/\">To the first page</a></p></section>\n")
    }
  }
}
