/// Where the bytes of a world go, piece by piece, by relative path.
public protocol WorldSink {
  mutating func append(_ bytes: [UInt8], to path: String) throws
}
