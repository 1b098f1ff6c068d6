import CLibXML2

/// Where a name leads from a place.
struct XMLStep {
  var place: Int16
  /// Of the name; 0 where the table of paths has none.
  var code: Int16
  /// What is wanted of the elements there.
  var interest: XMLPathTable.Interest
}

/// Finds steps by the place and the address that libxml2's dictionary gives every name, without
/// looking at its letters again: one look at a small table that the few steps of a file fill.
///
/// They are learned as they come. Were the names put into libxml2's dictionary before, it would grow
/// past 128 entries and then hash whole names instead of ten letters (measured: a seventh of all
/// time).
struct XMLStepTable {
  private struct Slot {
    var name: UnsafePointer<xmlChar>?
    var from: Int16
    var step: XMLStep
  }

  /// Attributes lead nowhere: only the codes of their names are asked for.
  private static let nowhere: Int16 = -1

  private let paths: XMLPathTable
  private let codes: [String: Int16]
  private let slots: UnsafeMutablePointer<Slot>
  private static let size = 4096
  /// How many more steps are learned: a file may have any number of names that nobody knows.
  private var room = size / 2

  init(_ paths: XMLPathTable) {
    self.paths = paths
    codes = Dictionary(
      paths.names.enumerated().map { ($1, Int16($0 + 1)) },
      uniquingKeysWith: { first, _ in first })
    slots = .allocate(capacity: Self.size)
    let none = XMLStep(place: XMLPathTable.passedOver, code: 0, interest: [])
    slots.initialize(repeating: Slot(name: nil, from: 0, step: none), count: Self.size)
  }

  func deallocate() { slots.deallocate() }

  /// The code of an attribute's name.
  mutating func code(of name: UnsafePointer<xmlChar>) -> Int16 {
    step(from: Self.nowhere, name).code
  }

  @inline(__always)
  mutating func step(from place: Int16, _ name: UnsafePointer<xmlChar>) -> XMLStep {
    // Fibonacci hashing: the low bits of addresses are poor.
    let key = UInt64(UInt(bitPattern: name)) ^ UInt64(UInt16(bitPattern: place)) << 48
    var index = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 52)
    while let known = slots[index].name {
      if known == name, slots[index].from == place { return slots[index].step }
      index = (index + 1) & (Self.size - 1)
    }
    return learn(from: place, name, index)
  }

  @inline(never)
  private mutating func learn(
    from place: Int16, _ name: UnsafePointer<xmlChar>, _ index: Int
  ) -> XMLStep {
    let letters = UnsafeBufferPointer(start: name, count: Int(xmlStrlen(name)))
    let code = codes[String(decoding: letters, as: UTF8.self)] ?? 0
    var step = XMLStep(place: XMLPathTable.passedOver, code: code, interest: [])
    if place != Self.nowhere {
      step.place = paths.next[Int(place) * paths.width + Int(code)]
      step.interest = paths.interests[Int(step.place)]
    }
    if room > 0 {
      room -= 1
      slots[index] = Slot(name: name, from: place, step: step)
    }
    return step
  }
}
