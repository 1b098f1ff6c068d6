import XMLStream

/// One place, to which everything leads and of which everything is told.
func everything(_ names: [String]) -> XMLPathTable {
  XMLPathTable(
    names: names, root: 1, next: [Int16](repeating: 1, count: 2 * (names.count + 1)),
    interests: [[], [.start, .text, .attributes]])
}

/// Events as text: `<a`, `@b=…`, `>text`, with lines.
///
/// - Returns: how many there were.
func take(_ batch: XMLEventBatch, _ names: [String], into found: inout [String]) -> Int {
  for index in 0..<batch.count {
    let event = batch[index]
    let text = String(decoding: batch.text(of: event), as: UTF8.self)
    let name = event.name == 0 ? "?" : names[Int(event.name) - 1]
    switch event.kind {
    case .start: found.append("\(event.line)<\(name)\(text)")
    case .end: found.append("\(event.line)>\(text)")
    case .attribute: found.append("@\(name)=\(text)")
    case .namespace: found.append("ns \(text)")
    }
  }
  return batch.count
}

/// What a document gives.
func events(
  of bytes: [UInt8], names: [String] = ["a", "b", "c"], chunk: Int = .max
) throws -> [String] {
  let parser = XMLPushParser(paths: everything(names))
  var found: [String] = []
  var offset = 0
  while offset < bytes.count {
    let end = offset + min(chunk, bytes.count - offset)
    let piece = Array(bytes[offset..<end])
    try parser.consume(piece.span) { take($0, names, into: &found) }
    offset = end
  }
  try parser.finish { take($0, names, into: &found) }
  return found + parser.notes.map { "note \($0.text)" }
}

func events(of text: String, chunk: Int = .max) throws -> [String] {
  try events(of: Array(text.utf8), chunk: chunk)
}

/// How a document is refused; nil if it is not.
func refusal(_ bytes: [UInt8], chunk: Int = .max) -> XMLStreamError? {
  do {
    _ = try events(of: bytes, chunk: chunk)
    return nil
  } catch {
    return error as? XMLStreamError
  }
}

func refusal(_ text: String) -> XMLStreamError? { refusal(Array(text.utf8)) }
