import CLibXML2

/// Reads one XML document from pieces of any size, in constant memory, and refuses what could make
/// that dear: document types, deep nesting, long tags and long texts.
///
/// Bytes are gathered into blocks of 64 KiB before libxml2 sees them, so that what comes out cannot
/// depend on how they came in. Elements and attributes are told apart by local name, as codes of a
/// table that the client brings. Nothing is final before `finish` has returned.
public final class XMLPushParser {
  /// What was unusual so far.
  public private(set) var notes: [XMLStreamNote] = []

  private let names: [String]
  private let block: UnsafeMutablePointer<UInt8>
  private var blockCount = 0
  private var state: UnsafeMutablePointer<XMLParserState>?
  private var width = XMLProlog.Width.bytes
  private var sawFirstBlock = false
  private var sawTrailer = false
  private var bytesWithoutProgress = 0
  private var bytesSinceOpening = 0
  private var leadingLines = 0
  private var failure: XMLStreamError?

  /// - Parameter names: local names of elements and attributes; the first has code 1.
  public init(names: [String]) {
    self.names = names
    block = .allocate(capacity: XMLLimits.blockBytes)
  }

  deinit {
    block.deallocate()
    guard let state else { return }
    let context = state.pointee.context
    state.pointee.deallocate()
    state.deinitialize(count: 1)
    state.deallocate()
    if let context { xmlFreeParserCtxt(context) }
  }

  /// Reads the next bytes and hands on the events that they complete, in order.
  public func consume(
    _ bytes: Span<UInt8>, _ handle: (XMLEventBatch) -> Void
  ) throws(XMLStreamError) {
    if let failure { throw failure }
    var offset = 0
    while offset < bytes.count {
      let count = min(bytes.count - offset, XMLLimits.blockBytes - blockCount)
      bytes.withUnsafeBufferPointer { source in
        if let first = source.baseAddress {
          (block + blockCount).update(from: first + offset, count: count)
        }
      }
      blockCount += count
      offset += count
      if blockCount == XMLLimits.blockBytes { try flush(handle) }
    }
  }

  /// Ends the document. Only after this has returned was it well-formed and complete.
  public func finish(_ handle: (XMLEventBatch) -> Void) throws(XMLStreamError) {
    if let failure { throw failure }
    try flush(handle)
    guard let state else {
      throw fail(
        XMLStreamError(code: .empty, problem: "the file is empty", expected: "an XML document"))
    }
    let result = xmlParseChunk(state.pointee.context, nil, 0, 1)
    let depth = state.pointee.depth
    deliver(handle)
    if result != 0 || state.pointee.firstError != nil || depth != 0 {
      if depth > 0 || !state.pointee.sawRoot, state.pointee.firstError?.code != .limitExceeded {
        throw fail(
          XMLStreamError(
            code: .truncated, line: state.pointee.line,
            problem: depth == 0
              ? "the file ends before its first element"
              : "the file ends before \(depth) of its elements do",
            expected: "a complete document; fetch the file again"))
      }
      throw fail(state.pointee.firstError ?? unexplained(result))
    }
  }

  private func fail(_ error: XMLStreamError) -> XMLStreamError {
    failure = error
    return error
  }

  private func unexplained(_ code: Int32) -> XMLStreamError {
    XMLStreamError(
      code: .notWellFormed, line: state?.pointee.line,
      problem: "the XML is not well-formed (libxml2 error \(code))",
      expected: "well-formed XML; ask the bank to send the file again")
  }

  private func flush(_ handle: (XMLEventBatch) -> Void) throws(XMLStreamError) {
    do throws(XMLStreamError) {
      try parseBlock(handle)
    } catch {
      throw fail(error)
    }
  }

  private func parseBlock(_ handle: (XMLEventBatch) -> Void) throws(XMLStreamError) {
    var start = 0
    var end = blockCount
    blockCount = 0
    if end == 0 { return }
    if !sawFirstBlock {
      if end == XMLLimits.blockBytes,
        UnsafeBufferPointer(start: block, count: end).allSatisfy(isXMLBlank)
      {
        leadingLines += UnsafeBufferPointer(start: block, count: end).count { $0 == 0x0A }
        return
      }
      let prolog = try XMLProlog(UnsafeBufferPointer(start: block, count: end))
      sawFirstBlock = true
      notes += prolog.notes
      width = prolog.width
      start = prolog.skipped
      open(prolog)
    }
    if width == .bytes { end = try cutTrailer(start, end) }
    if start < end { try feedGuarded(start, end, handle) }
  }

  private func open(_ prolog: XMLProlog) {
    xmlInitParser()
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    XMLCallbacks.install(in: &handler)
    let state = UnsafeMutablePointer<XMLParserState>.allocate(capacity: 1)
    let context = xmlCreatePushParserCtxt(&handler, state, nil, 0, nil)
    var options = Int32(XML_PARSE_NONET.rawValue)
    if prolog.ignoresDeclaredEncoding { options |= Int32(XML_PARSE_IGNORE_ENC.rawValue) }
    xmlCtxtUseOptions(context, options)
    state.initialize(
      to: XMLParserState(
        context: context, names: XMLNameTable(names, dictionary: context?.pointee.dict)))
    state.pointee.linesSkipped = prolog.linesSkipped + leadingLines
    self.state = state
  }

  private func feed(
    _ start: Int, _ end: Int, _ handle: (XMLEventBatch) -> Void
  ) throws(XMLStreamError) {
    guard let state, end > start else { return }
    let result = xmlParseChunk(
      state.pointee.context,
      UnsafeRawPointer(block + start).assumingMemoryBound(to: CChar.self), Int32(end - start), 0)
    bytesWithoutProgress = state.pointee.madeProgress ? 0 : bytesWithoutProgress + end - start
    deliver(handle)
    if let error = state.pointee.firstError { throw error }
    if result != 0 { throw unexplained(result) }
    if bytesWithoutProgress > XMLLimits.commentBytesMax {
      throw XMLStreamError(
        code: .limitExceeded, line: state.pointee.line,
        problem: "a comment or processing instruction is longer than \(XMLLimits.commentBytesMax)",
        expected: "at most \(XMLLimits.commentBytesMax) bytes")
    }
  }

  private func deliver(_ handle: (XMLEventBatch) -> Void) {
    guard let state else { return }
    if state.pointee.eventCount > 0 {
      handle(
        XMLEventBatch(
          events: UnsafeBufferPointer(start: state.pointee.events, count: state.pointee.eventCount),
          text: UnsafePointer(state.pointee.text)))
    }
    state.pointee.clearHandledEvents()
  }

  /// Cuts what file transfers leave at the end of a file: NUL and Ctrl-Z. If more follows it was not
  /// the end, and such bytes are no XML.
  private func cutTrailer(_ start: Int, _ end: Int) throws(XMLStreamError) -> Int {
    func isTrailer(_ byte: UInt8) -> Bool { byte == 0 || byte == 0x1A }
    var index = end
    while index > start, isTrailer(block[index - 1]) || isXMLBlank(block[index - 1]) { index -= 1 }
    if sawTrailer, index > start {
      throw XMLStreamError(
        code: .notWellFormed, line: state?.pointee.line,
        problem: "a NUL or Ctrl-Z stands inside the file", expected: "text")
    }
    while index < end, !isTrailer(block[index]) { index += 1 }
    if index < end, !sawTrailer {
      sawTrailer = true
      notes.append(
        XMLStreamNote(
          line: state?.pointee.line ?? 1, text: "NUL or Ctrl-Z at the end of the file was cut off"))
    }
    return sawTrailer ? index : end
  }
}

extension XMLPushParser {
  /// Feeds the block, never more than 16 KiB of one tag.
  ///
  /// Inside a tag there is no second '<', so that a long tag shows as a long stretch without one.
  /// Ordinary files have one every few bytes: looking backwards from each 16 KiB border finds it at
  /// once, and this guard costs next to nothing. Only a long stretch is shown to libxml2 by itself,
  /// which holds an unfinished tag back and so tells whether it is one.
  private func feedGuarded(
    _ start: Int, _ end: Int, _ handle: (XMLEventBatch) -> Void
  ) throws(XMLStreamError) {
    var fed = start
    var position = start
    while true {
      let reach = position + XMLLimits.tagBytesMax - bytesSinceOpening
      if let opening = lastOpening(position, min(reach, end)) {
        bytesSinceOpening = 1
        position = opening + 1
        continue
      }
      guard reach <= end else { break }
      try feed(fed, reach, handle)
      fed = reach
      position = reach
      bytesSinceOpening = 0
      if isInsideTag {
        throw XMLStreamError(
          code: .limitExceeded, line: state?.pointee.line,
          problem: "a tag is longer than \(XMLLimits.tagBytesMax) bytes",
          expected: "at most \(XMLLimits.tagBytesMax) bytes")
      }
    }
    bytesSinceOpening += end - position
    try feed(fed, end, handle)
  }

  private var isInsideTag: Bool {
    guard let input = state?.pointee.context?.pointee.input, let next = input.pointee.cur,
      let end = input.pointee.end, end - next >= 2, next[0] == UInt8(ascii: "<")
    else { return false }
    return next[1] != UInt8(ascii: "!") && next[1] != UInt8(ascii: "?")
  }

  private func lastOpening(_ start: Int, _ end: Int) -> Int? {
    var index = end - 1
    while index >= start {
      if isOpening(index) { return index }
      index -= 1
    }
    return nil
  }

  private func isOpening(_ index: Int) -> Bool {
    guard block[index] == UInt8(ascii: "<") else { return false }
    return switch width {
    case .bytes: true
    case .utf16LittleEndian: index % 2 == 0 && block[index + 1] == 0
    case .utf16BigEndian: index % 2 == 1 && block[index - 1] == 0
    }
  }
}
