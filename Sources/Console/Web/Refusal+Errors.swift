import Access
import Durable
import Enquiry
import HTTPTypes
import Pipeline
import Reconciliation
import Store

extension Refusal {
  /// What any error means to whoever asked: what they can do about it, or that we failed.
  init(_ error: any Error) {
    switch error {
    case let refusal as Refusal: self = refusal
    case let error as DeskRefusal:
      self.init(error.code.status, error.description, code: error.code.rawValue)
    case let error as DeskError:
      self.init(error.code.status, error.description, code: error.code.rawValue)
    case let error as CaseError:
      self.init(error.code.status, error.description, code: error.code.rawValue)
    case let error as AccessError where error.code.status != .internalServerError:
      self.init(error.code.status, error.description, code: error.code.rawValue)
    case let error as EnquiryError where error.code == .badCursor:
      self.init(
        .badRequest, error.description, code: error.code.rawValue, parameter: "after")
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

extension DeskRefusal.Code {
  /// As HTTP has it.
  var status: HTTPResponse.Status {
    switch self {
    case .notThere: .notFound
    case .notPermitted: .forbidden
    case .otherState: .conflict
    case .notPossible: .unprocessableContent
    }
  }
}

extension DeskError.Code {
  /// As HTTP has it: 409 is what might have been booked before somebody else decided, 422 what could
  /// not be booked whoever asks.
  var status: HTTPResponse.Status {
    switch self {
    case .unknownPayment, .disputeUnknown: .notFound
    case .writeOffAboveLimit: .forbidden
    case .nothingLeft, .offBooks, .documentNotOpen, .disputeResolved, .disputeNotResolved,
      .exceptionUnknown, .alreadyKnown, .nothingToUndo, .usedSince:
      .conflict
    case .moreThanUnapplied, .documentUnknown, .otherCurrency, .moreThanOpen, .linesDoNotAddUp,
      .wrongLine, .customerUnknown, .allowanceUnknown, .notOneDispute, .overflow, .unsound:
      .unprocessableContent
    }
  }
}

extension AccessError.Code {
  /// As HTTP has it.
  var status: HTTPResponse.Status {
    switch self {
    case .personUnknown, .tokenUnknown: .notFound
    case .nameTaken, .keyInHand: .conflict
    case .nameUnusable, .passwordUnusable, .tokenUnusable, .keyReused: .unprocessableContent
    case .keyUnusable: .badRequest
    case .busy: .serviceUnavailable
    case .inputOutput, .missing, .notAnAccessFile, .tooNew, .damaged: .internalServerError
    }
  }
}

extension CaseError.Code {
  /// As HTTP has it.
  var status: HTTPResponse.Status {
    switch self {
    case .disputeUnknown, .attachmentUnknown, .attachmentLost: .notFound
    case .attachmentTooLarge: .contentTooLarge
    case .attachmentEmpty: .unprocessableContent
    case .tooManyAttachments, .alreadyAttached, .alreadyRemoved: .conflict
    }
  }
}
