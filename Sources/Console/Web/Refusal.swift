import Access
import Durable
import Enquiry
import HTTPTypes
import Pipeline
import Reconciliation
import Store

/// Why something was not done, in words for who asked.
struct Refusal: Error, Sendable {
  var status: HTTPResponse.Status
  var words: String

  init(_ status: HTTPResponse.Status, _ words: String) {
    self.status = status
    self.words = words
  }

  static var notThere: Refusal { Refusal(.notFound, "There is nothing here.") }

  /// What any error means to whoever asked: what they can do about it, or that we failed.
  init(_ error: any Error) {
    switch error {
    case let refusal as Refusal: self = refusal
    case let error as DeskRefusal: self.init(.forbidden, error.description)
    case let error as CaseError:
      let status: HTTPResponse.Status =
        switch error.code {
        case .disputeUnknown, .attachmentUnknown, .attachmentLost: .notFound
        case .attachmentTooLarge: .contentTooLarge
        case .attachmentEmpty: .unprocessableContent
        case .tooManyAttachments, .alreadyAttached, .alreadyRemoved: .conflict
        }
      self.init(status, error.description)
    case let error as DeskError where error.code == .disputeUnknown:
      self.init(.notFound, error.description)
    case let error as DeskError: self.init(.conflict, error.description)
    case let error as EnquiryError where error.code == .badCursor:
      self.init(.badRequest, error.description)
    case let error as EnquiryError where error.code == .notMade:
      self.init(
        .serviceUnavailable, "The console is still reading the books; try again in a moment.")
    case let error as StoreError where error.code == .missing:
      self.init(.serviceUnavailable, "There is no store yet: quittance run or watch makes it.")
    case let error as StoreError where error.code == .busy:
      self.init(.serviceUnavailable, "The books are being written by somebody else; try again.")
    case let error as FileSystemError where error.code == .lockHeld:
      self.init(
        .serviceUnavailable, "The books are being written by somebody else; try again in a moment.")
    default: self.init(.internalServerError, "Something failed here; it was written down.")
    }
  }
}
