import ArgumentParser
import Pipeline
import Settings

/// The pipeline that a command is about.
struct PipelineArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The pipeline's file.", valueName: "PIPELINE.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String
}

/// How a pipeline is worked on.
struct PipelineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How many seconds to wait for another process that holds the store; else it ends with 75.",
      valueName: "SECONDS"))
  var wait = 0

  @Flag(help: "Say only what is wrong.")
  var quiet = false

  mutating func validate() throws {
    guard (0...86_400).contains(wait) else {
      throw ValidationError("--wait is \(wait), expected 0 to 86400 seconds")
    }
  }

  /// Opens a pipeline for writing.
  func open(_ path: String, _ log: LogOptions) throws -> Pipeline {
    let settings = try PipelineFiles.settings(path)
    let format = log.logFormat ?? (settings.log == .json ? .json : .text)
    return try Pipeline(
      path, log: PipelineLog(Diagnostics(format: format), isQuiet: quiet),
      waiting: .seconds(wait))
  }
}
