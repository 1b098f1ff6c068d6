import Testing

@testable import BankFiles

/// What is looked for sixteen bytes at a time is what a plain loop finds, at every border.
@Suite struct ByteSearchTests {
  private static let letters = Array("a/ *\\~\r\n\t7".utf8) + [0, 0x1F, 0x7F, 0x80, 0xFF]

  /// Texts of every length up to a few vectors, of few letters, so that what is looked for is there
  /// in some and not in others.
  private static func forEachText(_ check: ([UInt8]) -> Void) {
    var random = Random(seed: 7)
    for length in 0..<70 {
      for variety in [1, 2, 4, letters.count] {
        check((0..<length).map { _ in letters[random.next(variety)] })
        // One odd byte alone.
        var text = [UInt8](repeating: UInt8(ascii: "a"), count: length)
        if length > 0 { text[random.next(length)] = letters[random.next(letters.count)] }
        check(text)
      }
    }
  }

  @Test func `the first of a byte is found, from wherever it is looked for`() {
    Self.forEachText { text in
      for start in 0...text.count {
        let found = text.withUnsafeBufferPointer {
          ByteSearch.first(UInt8(ascii: "/"), in: $0, from: start)
        }
        #expect(found == text[start...].firstIndex(of: UInt8(ascii: "/")) ?? text.count)
      }
    }
  }

  @Test func `any of three bytes is found in its range alone`() {
    Self.forEachText { text in
      for start in 0...text.count {
        for end in [start, (start + text.count) / 2, text.count] {
          let found = text.withUnsafeBufferPointer {
            ByteSearch.hasAny(
              UInt8(ascii: "*"), UInt8(ascii: "\\"), UInt8(ascii: "~"), in: $0, start..<end)
          }
          #expect(found == text[start..<end].contains { "*\\~".utf8.contains($0) })
        }
      }
    }
  }

  @Test func `one byte before another is found`() {
    Self.forEachText { text in
      let found = text.withUnsafeBufferPointer {
        ByteSearch.has(UInt8(ascii: "/"), before: 0x20, in: $0)
      }
      #expect(found == zip(text, text.dropFirst()).contains { $0 == 0x2F && $1 == 0x20 })
    }
  }

  @Test func `bytes beyond ASCII are found, and one byte before another`() {
    Self.forEachText { text in
      let isPlain = text.withUnsafeBufferPointer {
        ByteSearch.isASCII($0, without: UInt8(ascii: "/"), before: 0x20)
      }
      let hasPair = zip(text, text.dropFirst()).contains { $0 == 0x2F && $1 == 0x20 }
      #expect(isPlain == (text.allSatisfy { $0 < 0x80 } && !hasPair))
    }
  }

  @Test func `whatever is neither printable nor the end of a line is found`() {
    Self.forEachText { text in
      let isPrintable = text.indices.allSatisfy { index in
        switch text[index] {
        case 0x20..<0x7F, 0x0A: true
        case 0x0D: index + 1 == text.count || text[index + 1] == 0x0A
        default: false
        }
      }
      #expect(text.withUnsafeBufferPointer(ByteSearch.isPrintable) == isPrintable)
    }
  }

  @Test func `figures are read as a loop reads them, wherever they stand`() {
    var random = Random(seed: 11)
    for length in 0...20 {
      for before in 0..<10 {
        for change in [nil, UInt8(ascii: " "), UInt8(ascii: "/"), UInt8(ascii: ":"), 0, 0xB5] {
          var text = [UInt8](repeating: UInt8(ascii: "x"), count: before)
          text += (0..<length).map { _ in UInt8(0x30 + random.next(10)) }
          if let change, length > 0 { text[before + random.next(length)] = change }
          let field = text[before...]
          let isNumber =
            (1...18).contains(length) && field.allSatisfy { (0x30..<0x3A).contains($0) }
          let expected = isNumber ? Int64(String(decoding: field, as: UTF8.self)) : nil
          for behind in [0, 9] {
            let all = text + [UInt8](repeating: UInt8(ascii: "5"), count: behind)
            let found = all.withUnsafeBufferPointer {
              QuickNumber.figures($0, before, before + length)
            }
            #expect(found == expected, "\(String(decoding: all, as: UTF8.self).debugDescription)")
          }
        }
      }
    }
  }
}

/// The same numbers each time.
private struct Random {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
