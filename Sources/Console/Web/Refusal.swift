import HTTPTypes

/// Why something was not done, in words for who asked.
struct Refusal: Error, Sendable {
  var status: HTTPResponse.Status
  var words: String
  /// A stable name for programs: that of the error behind it, where there is one.
  var code: String?
  /// The parameter, or the member of the request's body, that is at fault.
  var parameter: String?

  init(
    _ status: HTTPResponse.Status, _ words: String, code: String? = nil, parameter: String? = nil
  ) {
    self.status = status
    self.words = words
    self.code = code
    self.parameter = parameter
  }

  /// Whoever asked can mend it, or ask again in a moment: what they wrote has to be there still.
  var leavesThePage: Bool {
    (status.kind == .clientError && status != .notFound) || status == .serviceUnavailable
  }

  static var notThere: Refusal { Refusal(.notFound, "There is nothing here.") }
}
