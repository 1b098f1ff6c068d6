import CLibXML2

/// Finds a name's code by the address that libxml2's dictionary gives every name, without looking
/// at its letters.
struct XMLNameTable {
  private struct Slot {
    var pointer: UnsafePointer<xmlChar>?
    var code: Int16
  }

  private let slots: UnsafeMutablePointer<Slot>
  private let mask: Int

  init(_ names: [String], dictionary: OpaquePointer?) {
    var size = 64
    while size < 4 * names.count { size *= 2 }
    slots = .allocate(capacity: size)
    slots.initialize(repeating: Slot(pointer: nil, code: 0), count: size)
    mask = size - 1
    for (index, name) in names.enumerated() {
      let pointer = Array(name.utf8).withUnsafeBufferPointer {
        xmlDictLookup(dictionary, $0.baseAddress, Int32($0.count))
      }
      guard let pointer else { continue }
      var place = hash(pointer)
      while slots[place].pointer != nil { place = (place + 1) & mask }
      slots[place] = Slot(pointer: pointer, code: Int16(index + 1))
    }
  }

  func code(of name: UnsafePointer<xmlChar>) -> Int16 {
    var place = hash(name)
    while let pointer = slots[place].pointer {
      if pointer == name { return slots[place].code }
      place = (place + 1) & mask
    }
    return 0
  }

  func deallocate() { slots.deallocate() }

  private func hash(_ pointer: UnsafePointer<xmlChar>) -> Int {
    // Fibonacci hashing: the low bits of addresses are poor.
    let bits = UInt64(UInt(bitPattern: pointer)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: bits >> 40) & mask
  }
}
