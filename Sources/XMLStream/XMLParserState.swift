import CLibXML2

/// What the callbacks write to. It lives at a fixed address, and is reached by a raw pointer:
/// through a class each of the millions of calls would count references (measured: a fifth slower).
struct XMLParserState {
  /// Nil as long as libxml2 was not needed.
  var context: xmlParserCtxtPtr?
  /// Where the plain scanner is.
  var plainLine = 1
  /// An error of ours was found.
  private(set) var isStopped = false
  private var steps: XMLStepTable
  /// The steps to the open elements that are not passed over, below them the root's.
  private let open: UnsafeMutablePointer<XMLStep>
  private var level = 0
  /// How many elements deep inside a subtree that is passed over.
  private var skipDepth = 0
  /// Of the element there that is open, since it or one in it began or ended last.
  private var textPassedOver = 0

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
  /// How many bytes were still to come where the error was found.
  var bytesBehindError = 0
  /// Where an element first had text beside elements, and a name an undeclared prefix; else 0.
  var mixedLine = 0
  var undeclaredLine = 0

  init(paths: XMLPathTable) {
    steps = XMLStepTable(paths)
    events = .allocate(capacity: eventCapacity)
    text = .allocate(capacity: textCapacity)
    open = .allocate(capacity: XMLLimits.depthMax + 2)
    open.initialize(
      repeating: XMLStep(place: paths.root, code: 0, interest: []), count: XMLLimits.depthMax + 2)
  }

  func deallocate() {
    events.deallocate()
    text.deallocate()
    steps.deallocate()
    open.deallocate()
  }

  /// What libxml2 has and has not looked at yet.
  var bytesAhead: Int {
    guard let input = context?.pointee.input, let next = input.pointee.cur,
      let end = input.pointee.end
    else { return 0 }
    return end - next
  }

  var line: Int {
    guard let context else { return plainLine }
    return Int(context.pointee.input?.pointee.line ?? 0) + linesSkipped
  }

  /// White space is text here, and is counted where text is passed over.
  var wantsBlanks: Bool { skipDepth > 0 || (keepsText && textCount > openTextOffset) }

  /// Forgets the first events, keeping the text of the others and of the element that is open.
  mutating func clearEvents(_ handled: Int) {
    madeProgress = false
    let rest = eventCount - handled
    let start = rest > 0 ? Int(events[handled].textOffset) : keepsText ? openTextOffset : textCount
    if rest > 0 { events.update(from: events + handled, count: rest) }
    eventCount = rest
    if start > 0 {
      for index in 0..<rest { events[index].textOffset -= Int32(start) }
      text.update(from: text + start, count: textCount - start)
      textCount -= start
      openTextOffset -= min(start, openTextOffset)
    }
  }

  mutating func begin(
    _ name: UnsafePointer<xmlChar>, namespace uri: UnsafePointer<xmlChar>?, attributeCount: Int,
    attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    madeProgress = true
    sawRoot = true
    depth += 1
    if depth > XMLLimits.depthMax {
      stop(
        .limitExceeded, line, "elements are nested deeper than \(XMLLimits.depthMax)",
        "at most \(XMLLimits.depthMax) levels")
      return
    }
    guard hasRoomForNames() else { return }
    if skipDepth > 0 {
      skipDepth += 1
      textPassedOver = 0
      return
    }
    if keepsText, textCount > openTextOffset, mixedLine == 0 { mixedLine = line }
    let step = steps.step(from: open[level].place, name)
    if step.place == XMLPathTable.passedOver {
      skipDepth = 1
      textPassedOver = 0
      keepsText = false
      return
    }
    level += 1
    open[level] = step
    let (place, code, interest) = (step.place, step.code, step.interest)
    if uri != namespace {
      let isSame = isSameNamespace(uri)
      namespace = uri
      if !isSame { tellNamespace(place) }
    }
    if interest.contains(.start) {
      let offset = textCount
      if code == 0 { append(name, Int(xmlStrlen(name))) }
      emit(.start, place, code, offset)
    }
    if attributeCount > 0, interest.contains(.attributes), let attributes {
      for index in 0..<attributeCount {
        // With a prefix it is an attribute of something else.
        guard let attribute = attributes[5 * index], attributes[5 * index + 1] == nil else {
          continue
        }
        let code = steps.code(of: attribute)
        if code == 0 { continue }
        let offset = textCount
        if let first = attributes[5 * index + 3], let end = attributes[5 * index + 4] {
          append(first, end - first)
        }
        emit(.attribute, place, code, offset)
      }
    }
    openTextOffset = textCount
    keepsText = interest.contains(.text)
  }

  /// libxml2 keeps every name, of what is passed over too, and looks for each among all of them.
  mutating func hasRoomForNames() -> Bool {
    guard let context, xmlDictSize(context.pointee.dict) > XMLLimits.namesMax else { return true }
    stop(
      .limitExceeded, line,
      "the document has more than \(XMLLimits.namesMax) different names",
      "at most \(XMLLimits.namesMax) names")
    return false
  }

  private mutating func tellNamespace(_ place: Int16) {
    let offset = textCount
    if let namespace { append(namespace, Int(xmlStrlen(namespace))) }
    emit(.namespace, place, 0, offset)
  }

  /// Where libxml2 has gone on with what the plain scanner began, one namespace has two addresses.
  private func isSameNamespace(_ uri: UnsafePointer<xmlChar>?) -> Bool {
    guard let uri, let namespace else { return false }
    return xmlStrEqual(uri, namespace) != 0
  }

  mutating func end() {
    madeProgress = true
    depth -= 1
    if skipDepth > 0 {
      skipDepth -= 1
      textPassedOver = 0
      return
    }
    let step = open[level]
    if step.interest.contains(.end) {
      emit(.end, step.place, step.code, keepsText ? openTextOffset : textCount)
    }
    level -= 1
    keepsText = false
  }

  mutating func take(_ bytes: UnsafePointer<xmlChar>, _ count: Int) {
    madeProgress = true
    guard keepsText else {
      if skipDepth > 0 { passOver(count) }
      return
    }
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

  /// Costs no memory, and yet nobody sends so much.
  private mutating func passOver(_ count: Int) {
    textPassedOver += count
    if textPassedOver > XMLLimits.commentBytesMax {
      stop(
        .limitExceeded, line,
        "an element has more than \(XMLLimits.commentBytesMax) bytes of text",
        "at most \(XMLLimits.commentBytesMax) bytes")
    }
  }

  mutating func stop(
    _ code: XMLStreamError.Code, _ line: Int, _ problem: String, _ expected: String
  ) {
    if firstError == nil {
      firstError = XMLStreamError(code: code, line: line, problem: problem, expected: expected)
    }
    isStopped = true
    // libxml2 reports no error for this, so that we keep our own.
    if let context { xmlStopParser(context) }
  }

  @inline(__always)
  private mutating func append(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    if textCount + count > textCapacity { growText(count) }
    // Most texts are shorter than a call of memmove is worth.
    let target = UnsafeMutableRawPointer(text + textCount)
    let source = UnsafeRawPointer(bytes)
    textCount += count
    if count > 64 {
      target.copyMemory(from: source, byteCount: count)
      return
    }
    var index = 0
    while index + 8 <= count {
      target.storeBytes(
        of: source.loadUnaligned(fromByteOffset: index, as: UInt64.self), toByteOffset: index,
        as: UInt64.self)
      index += 8
    }
    while index < count {
      target.storeBytes(
        of: source.load(fromByteOffset: index, as: UInt8.self), toByteOffset: index, as: UInt8.self)
      index += 1
    }
  }

  private mutating func growText(_ count: Int) {
    let capacity = max(2 * textCapacity, textCount + count)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: text, count: textCount)
    text.deallocate()
    text = larger
    textCapacity = capacity
  }

  @inline(__always)
  private mutating func emit(
    _ kind: XMLEvent.Kind, _ place: Int16, _ name: Int16, _ offset: Int
  ) {
    if eventCount == eventCapacity { growEvents() }
    (events + eventCount).initialize(
      to: XMLEvent(
        kind: kind, place: place, name: name, line: Int32(truncatingIfNeeded: line),
        textOffset: Int32(truncatingIfNeeded: offset),
        textCount: Int32(truncatingIfNeeded: textCount - offset)))
    eventCount += 1
  }

  private mutating func growEvents() {
    let larger = UnsafeMutablePointer<XMLEvent>.allocate(capacity: 2 * eventCapacity)
    larger.update(from: events, count: eventCount)
    events.deallocate()
    events = larger
    eventCapacity *= 2
  }
}

/// White space as XML has it.
func isXMLBlank(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
}
