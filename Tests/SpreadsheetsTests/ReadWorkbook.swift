import Foundation
import FoundationXML
import LedgerFiles
import Money
import Receivables
import Reconciliation

@testable import Spreadsheets

/// A workbook read again: its parts by the reader of the module, their XML by Foundation's parser.
struct ReadWorkbook {
  let archive: ZipArchive
  /// Sheet after sheet, row after row, the cells by their column.
  let sheets: [SheetReader]

  init(_ bytes: [UInt8]) throws {
    archive = try ZipArchive(bytes)
    let count = archive.names.count { $0.hasPrefix("xl/worksheets/") }
    let archive = archive
    sheets = try (1...count).map { number in
      try SheetReader(archive.contents(of: "xl/worksheets/sheet\(number).xml"))
    }
  }

  func part(_ name: String) throws -> String {
    String(decoding: try archive.contents(of: name), as: UTF8.self)
  }
}

/// The cells of one sheet, by their name (`B2`), as they stand in the file.
final class SheetReader: NSObject, XMLParserDelegate {
  private(set) var cells: [String: String] = [:]
  /// `inlineStr` for a text, `n` for a number.
  private(set) var kinds: [String: String] = [:]
  private(set) var styles: [String: String] = [:]
  private var place = ""
  private var isText = false
  private var failure: (any Error)?

  init(_ bytes: [UInt8]) throws {
    super.init()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = self
    if !parser.parse(), let failure { throw failure }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    switch name {
    case "c":
      place = attributes["r"] ?? ""
      kinds[place] = attributes["t"] ?? "n"
      styles[place] = attributes["s"] ?? ""
    case "v", "t": isText = true
    case "f": kinds[place] = "formula"
    default: break
    }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if name == "v" || name == "t" { isText = false }
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if isText { cells[place, default: ""] += text }
  }

  func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) { failure = error }
}
