import Access
import BankFiles
import Pipeline
import Receivables

extension Diagnostic {
  /// What is wrong with people, tokens or their file.
  init(_ error: AccessError, path: String) {
    self.init(
      position: FilePosition(file: path), code: error.code.rawValue, problem: error.problem,
      expected: error.expected, exitCode: error.exitCode)
  }
}
