import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Synchronization

@testable import Console

/// Hands requests to the gate as the server does, without a network.
struct DirectClient: Sendable {
  let gate: Gate

  func answer(
    _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields, body: ByteBuffer?
  ) async throws -> (head: HTTPResponse, body: ByteBuffer) {
    var headers = headers
    if let body { headers[.contentLength] = String(body.readableBytes) }
    let request = Request(
      head: HTTPRequest(
        method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers),
      body: RequestBody(buffer: body ?? ByteBuffer()))
    let context = ConsoleContext(
      source: ApplicationRequestContextSource(
        channel: NIOAsyncTestingChannel(), logger: Logger(label: "test")))
    let response = try await gate.respond(to: request, context: context)
    let written = WrittenBody()
    try await response.body.write(written)
    return (response.head, written.bytes)
  }
}

private final class WrittenBody: ResponseBodyWriter {
  private let written = Mutex(ByteBuffer())

  var bytes: ByteBuffer { written.withLock { $0 } }

  func write(_ buffer: ByteBuffer) async throws {
    _ = written.withLock { $0.writeImmutableBuffer(buffer) }
  }

  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
