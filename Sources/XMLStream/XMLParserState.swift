import CLibXML2

/// What the callbacks write to. It lives at a fixed address, and is reached by a raw pointer:
/// through a class each of the millions of calls would count references (measured: a fifth slower).
struct XMLParserState {
  let context: xmlParserCtxtPtr?
  let names: XMLNameTable

  var events: UnsafeMutablePointer<XMLEvent>
  var eventCount = 0
  var eventCapacity = 8192

  var text: UnsafeMutablePointer<UInt8>
  var textCount = 0
  var textCapacity = 128 * 1024

  /// Where the text of the innermost element begins, while it has no child; else nothing is kept.
  var openTextOffset = 0
  var keepsText = false

  var depth = 0
  var sawRoot = false
  var linesSkipped = 0
  var namespace: UnsafePointer<xmlChar>?
  /// Something was completed in this block: no comment spans it.
  var madeProgress = false
  var firstError: XMLStreamError?

  init(context: xmlParserCtxtPtr?, names: XMLNameTable) {
    self.context = context
    self.names = names
    events = .allocate(capacity: eventCapacity)
    text = .allocate(capacity: textCapacity)
  }

  func deallocate() {
    events.deallocate()
    text.deallocate()
    names.deallocate()
  }

  var line: Int { Int(context?.pointee.input?.pointee.line ?? 0) + linesSkipped }

  /// Forgets the events that were handled, keeping the text of the element that is still open.
  mutating func clearHandledEvents() {
    eventCount = 0
    if keepsText {
      let kept = textCount - openTextOffset
      text.update(from: text + openTextOffset, count: kept)
      textCount = kept
    } else {
      textCount = 0
    }
    openTextOffset = 0
    madeProgress = false
  }

  mutating func begin(
    _ name: UnsafePointer<xmlChar>, namespace uri: UnsafePointer<xmlChar>?, attributeCount: Int,
    attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    madeProgress = true
    sawRoot = true
    depth += 1
    let line = line
    if depth > XMLLimits.depthMax {
      stop(
        .limitExceeded, line, "elements are nested deeper than \(XMLLimits.depthMax)",
        "at most \(XMLLimits.depthMax) levels")
      return
    }
    if uri != namespace {
      namespace = uri
      let offset = textCount
      if let uri { append(uri, Int(xmlStrlen(uri))) }
      emit(.namespace, 0, line, offset)
    }
    let code = names.code(of: name)
    let offset = textCount
    if code == 0 { append(name, Int(xmlStrlen(name))) }
    emit(.start, code, line, offset)
    if attributeCount > 0, let attributes {
      for index in 0..<attributeCount {
        guard let attribute = attributes[5 * index] else { continue }
        let code = names.code(of: attribute)
        if code == 0 { continue }
        let offset = textCount
        if let first = attributes[5 * index + 3], let end = attributes[5 * index + 4] {
          append(first, end - first)
        }
        emit(.attribute, code, line, offset)
      }
    }
    openTextOffset = textCount
    keepsText = true
  }

  mutating func end() {
    madeProgress = true
    depth -= 1
    emit(.end, 0, line, keepsText ? openTextOffset : textCount)
    keepsText = false
  }

  mutating func take(_ bytes: UnsafePointer<xmlChar>, _ count: Int) {
    madeProgress = true
    guard keepsText else { return }
    var first = 0
    if textCount == openTextOffset {
      while first < count, isXMLBlank(bytes[first]) { first += 1 }
      if first == count { return }
    }
    if textCount - openTextOffset + count - first > XMLLimits.textBytesMax {
      stop(
        .limitExceeded, line, "an element has more than \(XMLLimits.textBytesMax) bytes of text",
        "at most \(XMLLimits.textBytesMax) bytes")
      return
    }
    append(bytes + first, count - first)
  }

  mutating func stop(
    _ code: XMLStreamError.Code, _ line: Int, _ problem: String, _ expected: String
  ) {
    if firstError == nil {
      firstError = XMLStreamError(code: code, line: line, problem: problem, expected: expected)
    }
    // libxml2 reports no error for this, so that we keep our own.
    if let context { xmlStopParser(context) }
  }

  private mutating func append(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    if textCount + count > textCapacity {
      let capacity = max(2 * textCapacity, textCount + count)
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
      larger.update(from: text, count: textCount)
      text.deallocate()
      text = larger
      textCapacity = capacity
    }
    (text + textCount).update(from: bytes, count: count)
    textCount += count
  }

  private mutating func emit(_ kind: XMLEvent.Kind, _ name: Int16, _ line: Int, _ offset: Int) {
    if eventCount == eventCapacity {
      let larger = UnsafeMutablePointer<XMLEvent>.allocate(capacity: 2 * eventCapacity)
      larger.update(from: events, count: eventCount)
      events.deallocate()
      events = larger
      eventCapacity *= 2
    }
    (events + eventCount).initialize(
      to: XMLEvent(
        kind: kind, name: name, line: Int32(clamping: line), textOffset: Int32(offset),
        textCount: Int32(textCount - offset)))
    eventCount += 1
  }
}

/// White space as XML has it.
func isXMLBlank(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
}
