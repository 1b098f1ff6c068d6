import CLibXML2

/// The functions that libxml2 calls. They see a raw pointer and no object.
enum XMLCallbacks {
  static func install(in handler: inout xmlSAXHandler) {
    handler.startElementNs = { user, name, _, uri, _, _, attributeCount, _, attributes in
      guard let state = user?.assumingMemoryBound(to: XMLParserState.self), let name else { return }
      state.pointee.begin(
        name, namespace: uri, attributeCount: Int(attributeCount), attributes: attributes)
    }
    handler.endElementNs = { user, _, _, _ in
      user?.assumingMemoryBound(to: XMLParserState.self).pointee.end()
    }
    handler.characters = { user, bytes, count in
      guard let bytes else { return }
      user?.assumingMemoryBound(to: XMLParserState.self).pointee.take(bytes, Int(count))
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    handler.comment = { user, _ in
      user?.assumingMemoryBound(to: XMLParserState.self).pointee.madeProgress = true
    }
    handler.processingInstruction = { user, _, _ in
      guard let state = user?.assumingMemoryBound(to: XMLParserState.self) else { return }
      state.pointee.madeProgress = true
      _ = state.pointee.hasRoomForNames()
    }
    handler.internalSubset = { user, _, _, _ in
      guard let state = user?.assumingMemoryBound(to: XMLParserState.self) else { return }
      state.pointee.stop(
        .doctypeForbidden, state.pointee.line, "the file has a DOCTYPE",
        "none: no bank's file needs one, and it can name other files")
    }
    handler.serror = { user, error in
      guard let state = user?.assumingMemoryBound(to: XMLParserState.self), let error else {
        return
      }
      state.pointee.record(
        code: error.pointee.code, isFatal: error.pointee.level == XML_ERR_FATAL,
        line: Int(error.pointee.line), column: Int(error.pointee.int2),
        message: error.pointee.message)
    }
  }
}

extension XMLParserState {
  /// Keeps the first error that ends the document; warnings and undeclared prefixes do not.
  mutating func record(
    code: Int32, isFatal: Bool, line: Int, column: Int, message: UnsafeMutablePointer<CChar>?
  ) {
    if code == Int32(XML_NS_ERR_UNDEFINED_NAMESPACE.rawValue), undeclaredLine == 0 {
      undeclaredLine = line + linesSkipped
    }
    guard isFatal, firstError == nil else { return }
    bytesBehindError = bytesAhead
    var text = message.map { String(cString: $0) } ?? "libxml2 error \(code)"
    while text.last?.isWhitespace == true { text.removeLast() }
    // Of several lines, and with bytes of the file: one line of what can be shown.
    text = String(
      text.prefix(200).map { letter in
        letter.isNewline || letter.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
          ? " " : letter
      })
    let encodingCodes = [32, 81, 6000, 6001, 6002, 6003]
    var kind = XMLStreamError.Code.notWellFormed
    if encodingCodes.contains(Int(code)) || text.hasPrefix("Input is not proper UTF-8") {
      kind = .badEncoding
    } else if sawRoot, depth == 0, code == 5 || code == 64 {
      kind = .trailingContent
    } else if text.contains("Huge input lookup") {
      kind = .limitExceeded
    }
    // libxml2 counts columns in what it made of the bytes: of another encoding they are not the
    // file's.
    let isConverted = context?.pointee.input?.pointee.buf?.pointee.encoder != nil
    firstError = XMLStreamError(
      code: kind, line: line + linesSkipped, column: column > 0 && !isConverted ? column : nil,
      problem: kind == .badEncoding
        ? "the bytes do not fit the encoding that the file declares, or UTF-8 where it declares none: "
          + text
        : "the XML is not well-formed: \(text)",
      expected: "well-formed XML; ask the bank to send the file again")
  }
}
