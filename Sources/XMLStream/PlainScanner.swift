/// Reads documents that are as plain as those of banks are: UTF-8, elements, attributes, text, the five
/// entities of XML itself. It is three times as fast as libxml2, and knows only what is right: wherever
/// something is rare, or wrong, libxml2 goes on from there, and it alone says what is an error.
///
/// It writes to the same state as libxml2's callbacks, so that nobody behind it can tell who read.
struct PlainScanner {
  /// What came of one piece of the document.
  enum Step {
    /// It was read.
    case done
    /// It is not all there.
    case short
    /// It is for libxml2.
    case strange
  }

  struct OpenElement {
    var name: UnsafePointer<PlainNames.Name>
    /// How many namespaces were bound outside it.
    var bindings: Int
    /// The default namespace outside it.
    var namespace: UnsafePointer<UInt8>?
    /// Where its tag begins.
    var line: Int
  }

  static let attributesMax = 16
  /// What is looked at behind the end is found to be nothing: the longest name and a word, no more.
  static let padding = 128

  /// The line of the document that is being read, from 1.
  var line = 1
  var names = PlainNames()
  var namespaces = PlainNamespaces()
  let open: UnsafeMutablePointer<OpenElement>
  var level = 0
  /// Attributes of a tag as libxml2 hands them over: name, prefix, namespace, value, its end.
  let attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>
  let classes: UnsafeMutablePointer<UInt8>
  /// What the reference that was read last stands for.
  let decoded: UnsafeMutablePointer<UInt8>
  var decodedCount = 0

  init() {
    open = .allocate(capacity: XMLLimits.depthMax + 1)
    attributes = .allocate(capacity: 5 * Self.attributesMax)
    attributes.initialize(repeating: nil, count: 5 * Self.attributesMax)
    classes = .allocate(capacity: 256)
    for byte in 0..<256 { classes[byte] = ByteClass.of(UInt8(byte)) }
    decoded = .allocate(capacity: 4)
  }

  func deallocate() {
    names.deallocate()
    namespaces.deallocate()
    open.deallocate()
    attributes.deallocate()
    classes.deallocate()
    decoded.deallocate()
  }

  /// Reads as far as it can.
  ///
  /// - Parameters:
  ///   - start: where the document goes on.
  ///   - end: behind the last byte; `padding` bytes of zero follow it.
  /// - Returns: where it stopped, at the beginning of something, and why; `done` where the state has
  ///   an error of its own.
  mutating func scan(
    _ state: UnsafeMutablePointer<XMLParserState>, from start: UnsafePointer<UInt8>,
    to end: UnsafePointer<UInt8>
  ) -> (next: UnsafePointer<UInt8>, step: Step) {
    var next = start
    while true {
      let step = text(&next, end, state)
      if state.pointee.isStopped { return (next, .done) }
      guard step == .done else { return (next, step) }
      let (mark, markLine) = (next, line)
      let tag =
        switch next[1] {
        case UInt8(ascii: "/"): endTag(&next, end, state)
        case UInt8(ascii: "!"): comment(&next, end)
        default: startTag(&next, end, state)
        }
      guard tag == .done else {
        line = markLine
        return (mark, tag)
      }
      if state.pointee.isStopped { return (next, .done) }
    }
  }

  // MARK: Text

  /// Up to the next '<'.
  @inline(__always)
  private mutating func text(
    _ next: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>,
    _ state: UnsafeMutablePointer<XMLParserState>
  ) -> Step {
    if !state.pointee.wantsBlanks {
      while true {
        let byte = next[0]
        if byte == UInt8(ascii: "\n") {
          line += 1
        } else if byte != UInt8(ascii: " ") && byte != UInt8(ascii: "\t")
          && (byte != UInt8(ascii: "\r") || next[1] != UInt8(ascii: "\n"))
        {
          break
        }
        next += 1
      }
      if next[0] == UInt8(ascii: "<") { return .done }
    }
    if level == 0 { return blanks(&next, end) }
    return letters(&next, end, state)
  }

  /// Around the root there is nothing but white space.
  @inline(never)
  private mutating func blanks(
    _ next: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> Step {
    while isXMLBlank(next[0]) {
      if next[0] == UInt8(ascii: "\n") { line += 1 }
      next += 1
    }
    if next[0] == UInt8(ascii: "<") { return .done }
    return next == end ? .short : .strange
  }

  @inline(__always)
  private mutating func letters(
    _ next: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>,
    _ state: UnsafeMutablePointer<XMLParserState>
  ) -> Step {
    var start = next
    while true {
      while classes[Int(next[0])] & ByteClass.plainText != 0 { next += 1 }
      let byte = next[0]
      if byte == UInt8(ascii: "<") {
        take(start, next, state)
        return .done
      }
      if byte == UInt8(ascii: "\n") {
        line += 1
        next += 1
        continue
      }
      let mark = next
      let step = oddLetter(&next, end)
      if step == .done, byte != UInt8(ascii: "&"), byte != UInt8(ascii: "\r") { continue }
      take(start, mark, state)
      guard step == .done else {
        next = mark
        return step
      }
      start = next
      if byte == UInt8(ascii: "&") {
        take(UnsafePointer(decoded), UnsafePointer(decoded) + decodedCount, state)
      }
    }
  }

  @inline(__always)
  private mutating func take(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>,
    _ state: UnsafeMutablePointer<XMLParserState>
  ) {
    guard end > start else { return }
    state.pointee.plainLine = line
    state.pointee.take(start, end - start)
  }

  /// What is no ordinary letter of ASCII: goes behind it where it is right.
  @inline(never)
  private mutating func oddLetter(
    _ next: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> Step {
    switch next[0] {
    case UInt8(ascii: "&"):
      return reference(&next, end)
    case UInt8(ascii: "\r"):
      // Line ends of two bytes are one; a carriage return alone is rare.
      guard next + 1 < end else { return .short }
      guard next[1] == UInt8(ascii: "\n") else { return .strange }
      next += 1
    case UInt8(ascii: "]"):
      guard next + 2 < end else { return .short }
      if next[1] == UInt8(ascii: "]"), next[2] == UInt8(ascii: ">") { return .strange }
      next += 1
    case 0x80...0xFF:
      let length = Self.lengthOfLetter(next, end)
      if length == 0 { return .strange }
      if length < 0 { return .short }
      next += length
    default:
      return next == end ? .short : .strange
    }
    return .done
  }

  /// A comment that is all there, and right.
  @inline(never)
  private mutating func comment(
    _ next: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> Step {
    guard next + 4 <= end else { return .short }
    guard next[2] == UInt8(ascii: "-"), next[3] == UInt8(ascii: "-") else { return .strange }
    var place = next + 4
    while true {
      let kind = classes[Int(place[0])]
      if place[0] == UInt8(ascii: "-") {
        guard place + 2 < end else { return .short }
        if place[1] == UInt8(ascii: "-") {
          guard place[2] == UInt8(ascii: ">") else { return .strange }
          next = place + 3
          return .done
        }
        place += 1
      } else if place[0] == UInt8(ascii: "\n") {
        line += 1
        place += 1
      } else if kind & (ByteClass.plainText | ByteClass.markup) != 0
        || place[0] == UInt8(ascii: "\r")
      {
        place += 1
      } else if place[0] >= 0x80 {
        let length = Self.lengthOfLetter(place, end)
        if length <= 0 { return length == 0 ? .strange : .short }
        place += length
      } else {
        return place == end ? .short : .strange
      }
    }
  }
}
