import Durable
public import LedgerFiles
import Receivables

/// What a pipeline says of its work, a line each, on standard error.
public struct PipelineLog: Sendable {
  public enum Level: String, Sendable { case info, warning, error }

  private let diagnostics: Diagnostics
  private let clock: @Sendable () -> Moment
  /// Only what is wrong is said.
  private let isQuiet: Bool

  public init(
    _ diagnostics: Diagnostics, isQuiet: Bool = false,
    clock: @escaping @Sendable () -> Moment = Moment.now
  ) {
    self.diagnostics = diagnostics
    self.clock = clock
    self.isQuiet = isQuiet
  }

  /// Something happened.
  public func say(
    _ event: String, _ message: String, level: Level = .info,
    _ facts: [(key: String, value: JSONValue)] = []
  ) {
    if isQuiet, level == .info { return }
    let line: String
    switch diagnostics.format {
    case .text: line = "\(clock()) \(level.rawValue) \(event): \(visible(message))"
    case .json:
      line = String(
        decoding: JSONValue.object(
          [
            ("time", .string(clock().description)), ("level", .string(level.rawValue)),
            ("event", .string(event)), ("message", .string(message)),
          ] + facts
        ).compact, as: UTF8.self)
    }
    _ = try? writeAll(Array((line + "\n").utf8), to: 2)
  }

  /// Something is wrong with a file or with us.
  public func tell(_ diagnostic: Diagnostic) { diagnostics.tell(diagnostic) }
}
