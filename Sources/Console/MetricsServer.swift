import Hummingbird
import Logging
public import Pipeline

/// Answers `/health` and `/metrics` on this machine alone, beside the daemon's own work.
public struct MetricsServer: MetricsServing {
  public init() {}

  public func serve(
    _ metrics: PipelineMetrics, port: UInt16, stale: Int64,
    failed: @escaping @Sendable (String) -> Void
  ) -> @Sendable () -> Void {
    let router = Router()
    router.get("health") { _, _ in
      let isWell = metrics.isWell(at: .now(), within: stale)
      return Response(
        status: isWell ? .ok : .serviceUnavailable,
        headers: [.contentType: "text/plain; charset=utf-8"],
        body: .init(byteBuffer: .init(string: isWell ? "ok\n" : "not well: see the log\n")))
    }
    router.get("metrics") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: .init(byteBuffer: .init(string: metrics.text)))
    }
    let app = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: Int(port))),
      logger: Logger(label: "metrics") { _ in SwiftLogNoOpLogHandler() })
    let task = Task.detached {
      do {
        try await app.run()
      } catch is CancellationError {
        return
      } catch {
        failed(ConsoleServer.words(of: error))
      }
    }
    return { task.cancel() }
  }
}
