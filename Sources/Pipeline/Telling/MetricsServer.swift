import FlyingFox
import FlyingSocks
import Foundation

/// Answers `/health` and `/metrics` on this machine alone, beside the daemon's own work.
struct MetricsServer {
  private let task: Task<Void, any Error>

  /// - Parameters:
  ///   - stale: after so many seconds without a sweep the daemon is not well.
  init(
    port: UInt16, _ metrics: PipelineMetrics, stale: Int64,
    clock: @escaping @Sendable () -> Moment, failed: @escaping @Sendable (any Error) -> Void
  ) {
    task = Task.detached {
      let server = HTTPServer(address: .loopback(port: port), logger: .disabled)
      await server.appendRoute("GET /health") { _ in
        let isWell = metrics.isWell(at: clock(), within: stale)
        return HTTPResponse(
          statusCode: isWell ? .ok : .serviceUnavailable,
          headers: [.contentType: "text/plain; charset=utf-8"],
          body: Data((isWell ? "ok\n" : "not well: see the log\n").utf8))
      }
      await server.appendRoute("GET /metrics") { _ in
        HTTPResponse(
          statusCode: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
          body: Data(metrics.text.utf8))
      }
      do {
        try await server.run()
      } catch is CancellationError {
        return
      } catch {
        failed(error)
      }
    }
  }

  func stop() { task.cancel() }
}
