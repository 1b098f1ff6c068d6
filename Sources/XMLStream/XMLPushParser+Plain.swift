import CLibXML2

/// A document that is read without libxml2 so far.
final class PlainDocument {
  var scanner = PlainScanner()
  /// What was read and is not complete, and behind it the block that came last.
  let bytes: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  /// How many bytes stood before those.
  private var bytesBefore = 0
  /// Where the last line began, among all bytes.
  private var lineStart = 0

  /// A longer piece is for libxml2, which knows how long one may be.
  static let carriedMax = 8 * 1024
  private static let capacity = carriedMax + XMLLimits.blockBytes

  init(line: Int) {
    scanner.line = line
    bytes = .allocate(capacity: Self.capacity + PlainScanner.padding)
  }

  deinit {
    scanner.deallocate()
    bytes.deallocate()
  }

  func append(_ block: UnsafePointer<UInt8>, _ length: Int) {
    (bytes + count).update(from: block, count: length)
    count += length
    (bytes + count).update(repeating: 0, count: PlainScanner.padding)
  }

  /// Keeps what is not complete for the next block.
  ///
  /// - Returns: false if that is too much.
  func keep(from next: Int) -> Bool {
    guard count - next <= Self.carriedMax else { return false }
    noteLine(upTo: next)
    bytesBefore += next
    count -= next
    bytes.update(from: bytes + next, count: count)
    return true
  }

  /// The line of the last byte, from 1.
  var lastLine: Int {
    scanner.line + UnsafeBufferPointer(start: bytes, count: count).count { $0 == 0x0A }
  }

  /// The column of a byte, from 1.
  func column(at index: Int) -> Int {
    noteLine(upTo: index)
    return bytesBefore + index - lineStart + 1
  }

  private func noteLine(upTo end: Int) {
    var index = end
    while index > 0, bytes[index - 1] != UInt8(ascii: "\n") { index -= 1 }
    if index > 0 { lineStart = bytesBefore + index }
  }

  /// The tags that are open, as another parser has to see them before it goes on, with their lines.
  var openTags: [(line: Int, tag: [UInt8])] {
    // With fewer than four bytes libxml2 does not begin.
    let declaration = (1, Array("<?xml version=\"1.0\"?>".utf8))
    if scanner.level == 0 { return [declaration, (1, Array("<closed></closed>".utf8))] }
    return [declaration]
      + (0..<scanner.level).map { level in
        let element = scanner.open[level]
        let name = element.name.pointee
        var tag = [UInt8(ascii: "<")]
        tag += UnsafeBufferPointer(start: name.bytes, count: name.count)
        tag += scanner.namespaces.declarations(at: level)
        tag.append(UInt8(ascii: ">"))
        return (element.line, tag)
      }
  }
}

extension XMLPushParser {
  /// The line of the last byte that was given to a parser, whether it was read or is held back.
  var lineReached: Int? {
    if let plain { return plain.lastLine }
    guard let state else { return nil }
    guard let input = state.pointee.context?.pointee.input?.pointee, let next = input.cur,
      let end = input.end, next < end
    else { return state.pointee.line }
    let held = UnsafeBufferPointer(start: next, count: end - next)
    return state.pointee.line + held.count { $0 == 0x0A }
  }

  func open(_ prolog: XMLProlog) {
    let state = UnsafeMutablePointer<XMLParserState>.allocate(capacity: 1)
    state.initialize(to: XMLParserState(paths: paths))
    state.pointee.linesSkipped = prolog.linesSkipped + leadingLines
    self.state = state
    ignoresDeclaredEncoding = prolog.ignoresDeclaredEncoding
    if readsPlain, prolog.isUTF8 {
      plain = PlainDocument(line: 1 + state.pointee.linesSkipped)
    } else {
      connect(state)
    }
  }

  /// From here on libxml2 reads.
  ///
  /// - Parameter open: tags that were read before it came, which it is to know and not to tell.
  func connect(
    _ state: UnsafeMutablePointer<XMLParserState>, behind open: [(line: Int, tag: [UInt8])] = []
  ) {
    xmlInitParser()
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    // Nothing is called as long as it only learns what is open.
    let context = xmlCreatePushParserCtxt(&handler, state, nil, 0, nil)
    XMLCallbacks.install(in: &handler)
    var options = Int32(XML_PARSE_NONET.rawValue)
    if ignoresDeclaredEncoding { options |= Int32(XML_PARSE_IGNORE_ENC.rawValue) }
    xmlCtxtUseOptions(context, options)
    state.pointee.context = context
    for (line, tag) in open {
      context?.pointee.input?.pointee.line = Int32(
        truncatingIfNeeded: line - state.pointee.linesSkipped)
      tag.withUnsafeBytes { bytes in
        _ = xmlParseChunk(
          context, bytes.assumingMemoryBound(to: CChar.self).baseAddress, Int32(bytes.count), 0)
      }
    }
    context?.pointee.sax.pointee = handler
  }

  /// Reads a block as a part of a plain document, or gives it to libxml2 from where it is none.
  func scan(_ start: Int, _ end: Int, _ handle: (XMLEventBatch) -> Int) throws(XMLStreamError) {
    guard let state, let document = plain else { return }
    document.append(block + start, end - start)
    let bytes = UnsafePointer(document.bytes)
    var next = bytes
    var step = PlainScanner.Step.done
    if !state.pointee.sawRoot { step = document.scanner.declaration(&next) }
    if step == .done {
      (next, step) = document.scanner.scan(state, from: next, to: bytes + document.count)
    }
    // White space that may yet be the beginning of a text is not what a document ends with.
    if document.scanner.level == 0 { state.pointee.plainLine = document.scanner.line }
    if !state.pointee.sawRoot {
      // Of what stands before the root nothing was told: libxml2 begins at the beginning.
      try handOver(from: 0, handle)
    } else if step == .strange || step == .short && !document.keep(from: next - bytes) {
      try handOver(from: next - bytes, handle)
    } else {
      deliver(handle)
      if let error = state.pointee.firstError { throw error }
    }
  }

  /// libxml2 reads on from a byte of the plain document, and knows what is open there.
  private func handOver(
    from next: Int, _ handle: (XMLEventBatch) -> Int
  ) throws(XMLStreamError) {
    guard let state, let document = plain else { return }
    plain = nil
    // The state knows names and namespaces by their addresses.
    plainBeginning = document
    let hasBegun = state.pointee.sawRoot
    connect(state, behind: hasBegun ? document.openTags : [])
    if hasBegun, let input = state.pointee.context?.pointee.input {
      input.pointee.line = Int32(
        truncatingIfNeeded: document.scanner.line - state.pointee.linesSkipped)
      input.pointee.col = Int32(truncatingIfNeeded: document.column(at: next))
    }
    let outer = block
    defer { block = outer }
    block = UnsafePointer(document.bytes)
    if next < document.count { try feedGuarded(next, document.count, handle) }
  }

  /// - Returns: what libxml2 says of the end, where it had a part in the document.
  func end(
    _ state: UnsafeMutablePointer<XMLParserState>, _ handle: (XMLEventBatch) -> Int
  ) throws(XMLStreamError) -> Int32 {
    if let document = plain {
      if document.count == 0, state.pointee.sawRoot, state.pointee.depth == 0 { return 0 }
      if document.count == 0 { document.scanner.line = state.pointee.plainLine }
      do throws(XMLStreamError) {
        try handOver(from: 0, handle)
      } catch {
        throw fail(error)
      }
    }
    return xmlParseChunk(state.pointee.context, nil, 0, 1)
  }
}
