import ArgumentParser
import LedgerFiles
import Pipeline

/// `quittance status`: how a pipeline stands.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Shows a pipeline's files, queue, last statements, exceptions waiting and alerts.",
    discussion: """
      Only reads: it may be called while the pipeline is at work.

      Example: quittance status pipelines/daily.yaml
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @OptionGroup var place: PipelineArgument
  @Option(help: "text, or json for programs.") var format = Format.text
  @OptionGroup var log: LogOptions

  func run() throws {
    try ending(log.diagnostics, Progress(isQuiet: true), place: place.pipeline) {
      let status = try PipelineStatus(place.pipeline)
      var out = StandardOutput()
      switch format {
      case .text: for line in status.lines { try out.line(visible(line)) }
      case .json: try out.append { $0 += status.json.bytes }
      }
      try out.flush()
      return 0
    }
  }
}
