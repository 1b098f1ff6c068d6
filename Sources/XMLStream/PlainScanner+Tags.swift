extension PlainScanner {
  /// Where a name is, and its colon.
  struct NameRange {
    var start: UnsafePointer<UInt8>
    var count: Int
    var colon: Int
  }

  @inline(__always)
  mutating func endTag(
    _ next: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>,
    _ state: UnsafeMutablePointer<XMLParserState>
  ) -> Step {
    guard level > 0 else { return .strange }
    let element = open + (level - 1)
    let name = element.pointee.name.pointee
    // What lies behind the end is zero, so that a tag that is cut off equals no name.
    guard PlainNames.areEqual(name.bytes, next + 2, name.count) else {
      // It may yet become the name only as long as all of it that is there is the name's.
      let there = end - next - 2
      return there < name.count && (0..<there).allSatisfy { name.bytes[$0] == next[2 + $0] }
        ? .short : .strange
    }
    var place = next + 2 + name.count
    if place[0] != UInt8(ascii: ">") {
      skipBlanks(&place)
      guard place[0] == UInt8(ascii: ">") else { return place == end ? .short : .strange }
      if place - next > XMLLimits.tagBytesMax { return .strange }
    }
    next = place + 1
    close(element)
    state.pointee.plainLine = line
    state.pointee.end()
    return .done
  }

  @inline(__always)
  private mutating func close(_ element: UnsafeMutablePointer<OpenElement>) {
    level -= 1
    if namespaces.count != element.pointee.bindings {
      namespaces.unbind(to: element.pointee.bindings)
    }
    namespaces.standard = element.pointee.namespace
  }

  @inline(__always)
  mutating func startTag(
    _ next: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>,
    _ state: UnsafeMutablePointer<XMLParserState>
  ) -> Step {
    guard let range = nameRange(next + 1, end) else { return next + 1 == end ? .short : .strange }
    var place = range.start + range.count
    let isBare = place[0] == UInt8(ascii: ">")
    if place == end { return .short }
    guard level > 0 || !state.pointee.sawRoot, level < XMLLimits.depthMax,
      let name = names.name(range.start, range.count, colon: range.colon)
    else { return .strange }
    let outside = OpenElement(
      name: name, bindings: namespaces.count, namespace: namespaces.standard, line: line)
    var attributeCount = 0
    var isEmpty = false
    if isBare {
      place += 1
    } else {
      let step = rest(&place, end, &attributeCount, &isEmpty)
      guard step == .done, place - next <= XMLLimits.tagBytesMax else {
        forget(outside)
        return step == .done ? .strange : step
      }
    }
    var namespace = namespaces.standard
    if let prefix = name.pointee.prefix {
      guard let bound = namespaces.bound(to: prefix) else {
        forget(outside)
        return .strange
      }
      namespace = bound
    }
    next = place
    state.pointee.plainLine = line
    state.pointee.begin(
      name.pointee.local, namespace: namespace, attributeCount: attributeCount,
      attributes: attributes)
    open[level] = outside
    level += 1
    if isEmpty {
      close(open + (level - 1))
      state.pointee.end()
    }
    return .done
  }

  /// A tag that is not read after all binds nothing.
  private mutating func forget(_ outside: OpenElement) {
    namespaces.unbind(to: outside.bindings)
    namespaces.standard = outside.namespace
  }

  /// - Returns: nil where no name of plain letters begins, or one with colons elsewhere than in it; a
  ///   name that reaches the end may be longer.
  @inline(__always)
  func nameRange(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> NameRange? {
    guard classes[Int(start[0])] & ByteClass.nameStart != 0 else { return nil }
    var place = start + 1
    while classes[Int(place[0])] & ByteClass.name != 0 { place += 1 }
    guard place[0] == UInt8(ascii: ":") else {
      // A letter beyond ASCII goes on with the name.
      if place[0] >= 0x80 { return nil }
      return NameRange(start: start, count: place - start, colon: -1)
    }
    let colon = place - start
    place += 1
    guard classes[Int(place[0])] & ByteClass.nameStart != 0 || place == end else { return nil }
    while classes[Int(place[0])] & ByteClass.name != 0 { place += 1 }
    if place[0] >= 0x80 || place[0] == UInt8(ascii: ":") { return nil }
    return NameRange(start: start, count: place - start, colon: colon)
  }

  // MARK: Attributes

  /// Behind the name of a start tag: its attributes and its end.
  @inline(never)
  private mutating func rest(
    _ place: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ count: inout Int,
    _ isEmpty: inout Bool
  ) -> Step {
    /// The prefixes of attributes, to be looked for once all are bound.
    var prefixes: [UnsafePointer<UInt8>] = []
    while true {
      let start = place
      skipBlanks(&place)
      if place[0] == UInt8(ascii: ">") {
        place += 1
        break
      }
      if place[0] == UInt8(ascii: "/") {
        guard place[1] == UInt8(ascii: ">") else { return place + 1 == end ? .short : .strange }
        isEmpty = true
        place += 2
        break
      }
      if place == end { return .short }
      guard place > start else { return .strange }
      let step = attribute(&place, end, &count, &prefixes)
      if step != .done { return step }
    }
    // Two that have their local name in common may be the same one.
    guard prefixes.count < 2, prefixes.allSatisfy({ namespaces.bound(to: $0) != nil }) else {
      return .strange
    }
    return .done
  }

  private mutating func attribute(
    _ place: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ count: inout Int,
    _ prefixes: inout [UnsafePointer<UInt8>]
  ) -> Step {
    guard let range = nameRange(place, end) else { return .strange }
    var value = range.start + range.count
    if value == end { return .short }
    skipBlanks(&value)
    guard value[0] == UInt8(ascii: "=") else { return value == end ? .short : .strange }
    value += 1
    skipBlanks(&value)
    let quote = value[0]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return value == end ? .short : .strange
    }
    value += 1
    var valueEnd = value
    let other = quote == UInt8(ascii: "'") ? UInt8(ascii: "\"") : UInt8(ascii: "'")
    while classes[Int(valueEnd[0])] & ByteClass.value != 0 || valueEnd[0] == other { valueEnd += 1 }
    guard valueEnd[0] == quote else { return valueEnd == end ? .short : .strange }
    guard let name = names.name(range.start, range.count, colon: range.colon) else {
      return .strange
    }
    place = valueEnd + 1
    return record(name.pointee, value, valueEnd, &count, &prefixes) ? .done : .strange
  }

  private mutating func record(
    _ name: PlainNames.Name, _ value: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>,
    _ count: inout Int, _ prefixes: inout [UnsafePointer<UInt8>]
  ) -> Bool {
    let bytes = UnsafeBufferPointer(start: name.bytes, count: name.count)
    // Names that begin with xml mean something of their own.
    if bytes.starts(with: "xml".utf8) {
      let uri = UnsafeBufferPointer(start: value, count: end - value)
      if bytes.elementsEqual("xmlns".utf8) { return namespaces.bindStandard(uri, at: level) }
      guard bytes.starts(with: "xmlns:".utf8),
        !UnsafeBufferPointer(start: name.local, count: 3).elementsEqual("xml".utf8),
        let prefix = names.name(
          name.local, name.count - (name.local - name.bytes), colon: -1)
      else { return false }
      return namespaces.bind(prefix.pointee.bytes, uri, at: level)
    }
    if let prefix = name.prefix {
      prefixes.append(prefix)
      return true
    }
    guard count < Self.attributesMax,
      (0..<count).allSatisfy({ attributes[5 * $0] != name.local })
    else { return false }
    attributes[5 * count] = name.local
    attributes[5 * count + 3] = value
    attributes[5 * count + 4] = end
    count += 1
    return true
  }

  @inline(__always)
  mutating func skipBlanks(_ place: inout UnsafePointer<UInt8>) {
    while isXMLBlank(place[0]) {
      if place[0] == UInt8(ascii: "\n") { line += 1 }
      place += 1
    }
  }
}
