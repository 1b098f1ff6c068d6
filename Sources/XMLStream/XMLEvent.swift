/// One thing that happened in the document, small enough to be kept in a flat list.
public struct XMLEvent: Hashable, Sendable {
  public enum Kind: UInt8, Sendable {
    /// An element begins; where its name is not in the table, the text is its local name.
    case start
    /// An element ends. If it had no child elements, the text is its content without leading white
    /// space; otherwise the text is empty.
    case end
    /// An attribute of the element that just began, one whose local name is in the table.
    case attribute
    /// The namespace of the elements from here on; comes before the first start in it.
    case namespace
  }

  public let kind: Kind
  /// The place of the local name in the parser's table, from 1; 0 where the table has it not.
  public let name: Int16
  /// Where the tag ends, from 1.
  public let line: Int32
  let textOffset: Int32
  let textCount: Int32
}

/// The events that one block of bytes completed. Lives only while it is being handled.
public struct XMLEventBatch {
  let events: UnsafeBufferPointer<XMLEvent>
  let text: UnsafePointer<UInt8>

  public var count: Int { events.count }

  public subscript(index: Int) -> XMLEvent { events[index] }

  /// The bytes that belong to an event, in UTF-8; not to be kept.
  public func text(of event: XMLEvent) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text + Int(event.textOffset), count: Int(event.textCount))
  }
}
