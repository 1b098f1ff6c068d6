import Money
public import Receivables

/// Why a decision cannot be booked. Nothing of it is.
public struct DeskError: Error, Hashable, Sendable {
  public enum Code: String, Sendable, CaseIterable {
    case unknownPayment, nothingLeft, moreThanUnapplied, offBooks
    case documentUnknown, documentNotOpen, otherCurrency, moreThanOpen
    case linesDoNotAddUp, wrongLine, customerUnknown, allowanceUnknown, writeOffAboveLimit
    case disputeUnknown, disputeResolved, disputeNotResolved
    /// Two disputes that cannot become one.
    case notOneDispute
    case exceptionUnknown, alreadyKnown, nothingToUndo
    /// Later bookings stand on what would be undone.
    case usedSince
    case overflow
    /// The books would not hold it, for a reason that no other code names.
    case unsound
  }

  public var code: Code
  /// What is wrong, with the value found.
  public var problem: String
  /// What would have been right, and how to get there.
  public var expected: String
  /// What must be undone first.
  public var first: [PaymentID]

  public init(_ code: Code, _ problem: String, expected: String, first: [PaymentID] = []) {
    self.code = code
    self.problem = problem
    self.expected = expected
    self.first = first
  }
}

extension DeskError: CustomStringConvertible {
  /// `what is wrong; expected what would be right (code)`.
  public var description: String { "\(problem); expected \(expected) (\(code.rawValue))" }
}

/// Runs what throws the books' own errors.
func booking<Result>(_ body: () throws -> Result) throws(DeskError) -> Result {
  do {
    return try body()
  } catch let error as DeskError {
    throw error
  } catch MoneyError.overflow {
    throw DeskError(.overflow, "the amounts together pass what can be counted", expected: "less")
  } catch {
    throw DeskError(.unsound, "the books would not hold it: \(error)", expected: "other lines")
  }
}
