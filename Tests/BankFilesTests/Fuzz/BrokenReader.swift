import BankFiles
import Receivables

/// A reader that tells what a test has it tell, whatever it is given.
struct BrokenReader: BankFileReader {
  var events: [BankFileEvent] = []
  var failure: BankFileError?

  func consume(_ bytes: Span<UInt8>, into events: inout BankFileBatch) {}

  func finish(into events: inout BankFileBatch) throws(BankFileError) {
    for event in self.events { events.append(event) }
    if let failure { throw failure }
  }
}
