import Receivables
import XMLStream

/// What a message says of itself, around its statements.
extension CamtMachine {
  /// The message that is open.
  struct Message {
    var format: BankFileFormat?
    var namespace = ""
    var line = 0
    var hasHeader = false
    var hasID = false
    var hasTime = false
    var statements = 0
  }

  mutating func beginMessage(_ format: BankFileFormat?, _ line: Int) {
    guard let format else { return }
    message = Message(format: format, namespace: namespace, line: line)
    let stated = Self.version(in: namespace) ?? Self.version(in: messageDefinition)
    if self.format != nil {
      report(.note, .unusual, line, "a further message in the same file")
      return
    }
    self.format = format
    version = stated ?? ""
    guard let stated else {
      report(.note, .unusual, line, "the message names no version")
      return
    }
    let known = (1...14).contains(Int(stated.suffix(2)) ?? 0) && stated.hasPrefix("001.")
    if !known { report(.note, .unusual, line, "version \(stated) is unknown; read by its names") }
  }

  mutating func endMessageHeader(_ line: Int) {
    message.hasHeader = true
    if !message.hasID { report(.note, .missingField, line, "the message has no MsgId") }
    if !message.hasTime { report(.note, .missingField, line, "the message has no CreDtTm") }
  }

  mutating func endMessage() {
    if !message.hasHeader {
      report(.note, .missingField, message.line, "the message has no GrpHdr")
    }
    if message.statements == 0 {
      report(
        .warning, .missingRecord, message.line, "the message holds no statement",
        expected: "Stmt, Rpt or Ntfctn; ask the bank if there was none")
    }
  }

  /// `001.08` of `…:camt.053.001.08`, also where a country has its own variant.
  private static func version(in name: String) -> String? {
    let parts = name.split { $0 == ":" || $0 == "." || $0 == "/" }
    for index in parts.indices.dropLast(3) where parts[index] == "camt" {
      let version = parts[(index + 2)...(index + 3)]
      if version.allSatisfy({ $0.allSatisfy(\.isNumber) }) { return version.joined(separator: ".") }
    }
    return nil
  }

  /// The file is too long somewhere for memory to be bounded.
  mutating func refuse(_ line: Int, _ problem: String, _ expected: String) {
    failure =
      failure
      ?? BankFileError(
        code: .limitExceeded, position: FilePosition(file: file, line: line), problem: problem,
        expected: expected)
  }
}
