/// Answers health and metrics beside the daemon's own work; who serves pages gives one.
public protocol MetricsServing: Sendable {
  /// Begins to answer on a port of this machine.
  ///
  /// - Parameters:
  ///   - stale: after so many seconds without a sweep the daemon is not well.
  ///   - failed: hears why it does not answer.
  /// - Returns: what stops it.
  func serve(
    _ metrics: PipelineMetrics, port: UInt16, stale: Int64,
    failed: @escaping @Sendable (String) -> Void
  ) -> @Sendable () -> Void
}
