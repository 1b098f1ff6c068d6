import LedgerFiles
import Money
import Receivables

/// A CSV file that is scored, read by the names of its columns.
struct ScoreTable {
  let file: String
  private let header: [String]
  private var reader: CSVReader

  /// - Parameter bytes: nil for a file that is not there, which counts as empty.
  init?(_ bytes: [UInt8]?, file: String, columns: [String]) throws(ScoreInputError) {
    guard let bytes else { return nil }
    self.file = file
    do throws(CSVError) {
      reader = try CSVReader(bytes)
      guard try reader.next() else { return nil }
    } catch {
      throw ScoreInputError(error, file: file)
    }
    header = reader.cells.map { [reader] in reader.text($0) }
    if let missing = columns.first(where: { !header.contains($0) }) {
      throw ScoreInputError(
        code: .missingColumn, file: file, line: 1, problem: "there is no column '\(missing)'",
        expected: "the columns \(columns.joined(separator: ", "))")
    }
  }

  /// The places of columns; nil where the file does not have one.
  func place(_ column: String) -> Int? { header.firstIndex(of: column) }

  mutating func next() throws(ScoreInputError) -> Bool {
    do throws(CSVError) {
      while try reader.next() {
        // An empty line is no record.
        if reader.cells.count > 1 || header.count == 1 { return true }
      }
      return false
    } catch {
      throw ScoreInputError(error, file: file)
    }
  }

  func text(_ place: Int?) -> String {
    guard let place, place < reader.cells.count else { return "" }
    return reader.text(reader.cells[place])
  }

  func money(_ amount: Int?, _ currency: Int?) throws(ScoreInputError) -> Money {
    let code = text(currency)
    guard let known = Currency(code) else {
      throw ScoreInputError(
        code: .badCurrency, file: file, line: reader.recordLine,
        problem: "'\(code)' is no currency", expected: "a code of ISO 4217")
    }
    do throws(MoneyError) {
      return try Money(parsing: text(amount), in: known)
    } catch {
      throw ScoreInputError(
        code: .badAmount, file: file, line: reader.recordLine, problem: "\(error)",
        expected: "a plain decimal")
    }
  }
}
