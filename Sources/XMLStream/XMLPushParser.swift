import CLibXML2

/// Reads one XML document from pieces of any size, in constant memory, and refuses what could make
/// that dear: document types, deep nesting, long tags and long texts.
///
/// As long as a document is plain, `PlainScanner` reads it; libxml2 reads what is not, and on from
/// there. Bytes are gathered into blocks of 64 KiB before either sees them, so that what comes out
/// cannot depend on how they came in. The client brings a table of the elements that it wants to hear of;
/// the others are passed over. Nothing is final before `finish` has returned.
public final class XMLPushParser {
  /// What was unusual so far.
  public private(set) var notes: [XMLStreamNote] = []

  let paths: XMLPathTable
  /// Where bytes are gathered until they are a block.
  private let gathered: UnsafeMutablePointer<UInt8>
  private var gatheredCount = 0
  /// The block that is being parsed: what was gathered, or the caller's bytes where a whole block of
  /// them came at once.
  var block: UnsafePointer<UInt8>
  var state: UnsafeMutablePointer<XMLParserState>?
  /// Reads as long as the document is plain; nil once libxml2 does.
  var plain: PlainDocument?
  /// What was plain of a document that libxml2 reads on.
  var plainBeginning: PlainDocument?
  let readsPlain: Bool
  private var width = XMLProlog.Width.bytes
  private var sawFirstBlock = false
  private var sawTrailer = false
  private var notedMixedText = false
  private var notedUndeclared = false
  private var bytesWithoutProgress = 0
  private var bytesSinceOpening = 0
  var leadingLines = 0
  var ignoresDeclaredEncoding = false
  private var failure: XMLStreamError?

  public convenience init(paths: XMLPathTable) { self.init(paths: paths, readsPlain: true) }

  /// - Parameter readsPlain: false to have libxml2 read all of it.
  package init(paths: XMLPathTable, readsPlain: Bool) {
    self.paths = paths
    self.readsPlain = readsPlain
    gathered = .allocate(capacity: XMLLimits.blockBytes)
    block = UnsafePointer(gathered)
  }

  deinit {
    gathered.deallocate()
    guard let state else { return }
    let context = state.pointee.context
    state.pointee.deallocate()
    state.deinitialize(count: 1)
    state.deallocate()
    if let context { xmlFreeParserCtxt(context) }
  }

  /// Reads the next bytes and hands on the events that they complete, in order.
  ///
  /// - Parameter handle: returns how many of the events it is done with; the others come again, at
  ///   the front of the next batch.
  public func consume(
    _ bytes: Span<UInt8>, _ handle: (XMLEventBatch) -> Int
  ) throws(XMLStreamError) {
    if let failure { throw failure }
    var offset = 0
    let failed = bytes.withUnsafeBufferPointer { source -> XMLStreamError? in
      guard let first = source.baseAddress else { return nil }
      do throws(XMLStreamError) {
        while offset < source.count {
          if gatheredCount == 0, source.count - offset >= XMLLimits.blockBytes {
            try flush(first + offset, XMLLimits.blockBytes, handle)
            offset += XMLLimits.blockBytes
            continue
          }
          let count = min(source.count - offset, XMLLimits.blockBytes - gatheredCount)
          (gathered + gatheredCount).update(from: first + offset, count: count)
          gatheredCount += count
          offset += count
          if gatheredCount == XMLLimits.blockBytes { try flushGathered(handle) }
        }
        return nil
      } catch {
        return error
      }
    }
    if let failed { throw failed }
  }

  /// Ends the document. Only after this has returned was it well-formed and complete.
  public func finish(_ handle: (XMLEventBatch) -> Int) throws(XMLStreamError) {
    if let failure { throw failure }
    try flushGathered(handle)
    guard let state else {
      throw fail(
        XMLStreamError(code: .empty, problem: "the file is empty", expected: "an XML document"))
    }
    let result = try end(state, handle)
    let depth = state.pointee.depth
    deliver(handle)
    if sawTrailer {
      notes.append(
        XMLStreamNote(
          line: state.pointee.line, text: "NUL or Ctrl-Z at the end of the file was cut off"))
    }
    if result != 0 || state.pointee.firstError != nil || depth != 0 {
      // An error before the last letter is one, whatever is missing behind it.
      let isAtEnd = state.pointee.bytesBehindError < 4
      if depth > 0 || !state.pointee.sawRoot, isAtEnd,
        state.pointee.firstError?.code != .limitExceeded
      {
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

  func fail(_ error: XMLStreamError) -> XMLStreamError {
    failure = error
    return error
  }

  private func unexplained(_ code: Int32) -> XMLStreamError {
    XMLStreamError(
      code: .notWellFormed, line: state?.pointee.line,
      problem: "the XML is not well-formed (libxml2 error \(code))",
      expected: "well-formed XML; ask the bank to send the file again")
  }

  private func flushGathered(_ handle: (XMLEventBatch) -> Int) throws(XMLStreamError) {
    let count = gatheredCount
    gatheredCount = 0
    try flush(UnsafePointer(gathered), count, handle)
  }

  private func flush(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ handle: (XMLEventBatch) -> Int
  ) throws(XMLStreamError) {
    block = bytes
    defer { block = UnsafePointer(gathered) }
    do throws(XMLStreamError) {
      try parseBlock(count, handle)
    } catch {
      throw fail(error)
    }
  }

  private func parseBlock(_ count: Int, _ handle: (XMLEventBatch) -> Int) throws(XMLStreamError) {
    var start = 0
    var end = count
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
    guard start < end else { return }
    if plain != nil {
      try scan(start, end, handle)
    } else {
      try feedGuarded(start, end, handle)
    }
  }

  private func feed(
    _ start: Int, _ end: Int, _ handle: (XMLEventBatch) -> Int
  ) throws(XMLStreamError) {
    guard let state, end > start else { return }
    let result = xmlParseChunk(
      state.pointee.context,
      UnsafeRawPointer(block + start).assumingMemoryBound(to: CChar.self), Int32(end - start), 0)
    // Nobody is told of white space around the root, and nothing of it is held back.
    let isHeldBack = !state.pointee.madeProgress && state.pointee.bytesAhead > 0
    bytesWithoutProgress = isHeldBack ? bytesWithoutProgress + end - start : 0
    deliver(handle)
    if let error = state.pointee.firstError { throw error }
    if result != 0 { throw unexplained(result) }
    if bytesWithoutProgress > XMLLimits.commentBytesMax {
      // libxml2 waits for the end of a reference that has none.
      if state.pointee.context?.pointee.input?.pointee.cur?.pointee == UInt8(ascii: "&") {
        throw unexplained(Int32(XML_ERR_NAME_REQUIRED.rawValue))
      }
      throw XMLStreamError(
        code: .limitExceeded, line: state.pointee.line,
        problem: "a comment or processing instruction is longer than \(XMLLimits.commentBytesMax)",
        expected: "at most \(XMLLimits.commentBytesMax) bytes")
    }
  }

  func deliver(_ handle: (XMLEventBatch) -> Int) {
    guard let state else { return }
    if state.pointee.mixedLine > 0, !notedMixedText {
      notedMixedText = true
      notes.append(
        XMLStreamNote(
          line: state.pointee.mixedLine,
          text: "an element has text beside elements; the text is left out"))
    }
    if state.pointee.undeclaredLine > 0, !notedUndeclared {
      notedUndeclared = true
      notes.append(
        XMLStreamNote(
          line: state.pointee.undeclaredLine,
          text: "a prefix is not declared; names are read without it"))
    }
    var handled = 0
    if state.pointee.eventCount > 0 {
      let events = UnsafeBufferPointer(
        start: UnsafePointer(state.pointee.events), count: state.pointee.eventCount)
      handled = handle(XMLEventBatch(events: events, text: UnsafePointer(state.pointee.text)))
    }
    state.pointee.clearEvents(min(max(handled, 0), state.pointee.eventCount))
  }

  /// Cuts what file transfers leave at the end of a file: NUL and Ctrl-Z. If more follows it was not
  /// the end, and such bytes are no XML.
  private func cutTrailer(_ start: Int, _ end: Int) throws(XMLStreamError) -> Int {
    func isTrailer(_ byte: UInt8) -> Bool { byte == 0 || byte == 0x1A }
    var index = end
    while index > start, isTrailer(block[index - 1]) || isXMLBlank(block[index - 1]) { index -= 1 }
    if sawTrailer, index > start {
      throw XMLStreamError(
        code: .notWellFormed, line: lineReached,
        problem: "a NUL or Ctrl-Z stands inside the file", expected: "text")
    }
    while index < end, !isTrailer(block[index]) { index += 1 }
    if index < end { sawTrailer = true }
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
  func feedGuarded(
    _ start: Int, _ end: Int, _ handle: (XMLEventBatch) -> Int
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
