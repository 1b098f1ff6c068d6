/// One thing that happened in the document, small enough to be kept in a flat list.
public struct XMLEvent: Hashable, Sendable {
  public enum Kind: UInt8, Sendable {
    /// An element begins; where its name is not in the table, the text is its local name.
    case start
    /// An element ends. If its text is wanted and it had no child elements, the text is its content
    /// without leading white space; otherwise the text is empty.
    case end
    /// An attribute of the element that just began, one whose local name is in the table.
    case attribute
    /// The namespace of the elements from here on; comes before the first start in it.
    case namespace
  }

  public let kind: Kind
  /// The element's place in the table of paths.
  public let place: Int16
  /// The code of the local name, from 1; 0 where the table has it not.
  public let name: Int16
  /// Where the tag ends, from 1.
  public let line: Int32
  /// Where its text stands among the texts of the events around it, and how many bytes it has.
  public internal(set) var textOffset: Int32
  public let textCount: Int32
}

/// The events that were completed and not handled so far. Lives only while it is being handled.
public struct XMLEventBatch {
  let events: UnsafeBufferPointer<XMLEvent>
  let text: UnsafePointer<UInt8>

  public var count: Int { events.count }

  public subscript(index: Int) -> XMLEvent { events[index] }

  /// The bytes that belong to an event, in UTF-8; not to be kept.
  public func text(of event: XMLEvent) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text + Int(event.textOffset), count: Int(event.textCount))
  }

  /// The events themselves, with their texts at `text + textOffset`; not to be kept.
  public func withMemory<R>(
    _ body: (UnsafeBufferPointer<XMLEvent>, UnsafePointer<UInt8>) -> R
  ) -> R {
    body(events, text)
  }

  /// A batch of events that were copied, with their texts.
  public init(events: UnsafeBufferPointer<XMLEvent>, text: UnsafePointer<UInt8>) {
    self.events = events
    self.text = text
  }
}
