import ArgumentParser
import Pipeline

/// `quittance backup`: a copy of a pipeline's store, while it is at work.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copies a pipeline's store as it is now, while it is at work.",
    discussion: """
      The copy is whole: all that was committed when it began. Copying the file by other means, while \
      a process has it open, can break it. What lies in the inboxes, the archive and the exports is \
      not part of it.

      Example: quittance backup pipelines/daily.yaml /backup/daily-2026-03-10.sqlite
      """)

  @OptionGroup var place: PipelineArgument
  @Argument(help: ArgumentHelp("The file to write; none may be there.", valueName: "TARGET"))
  var target: String
  @OptionGroup var log: LogOptions

  func run() throws {
    try ending(log.diagnostics, Progress(isQuiet: true), place: place.pipeline) {
      try StoreBackup.copy(of: place.pipeline, to: target)
      return 0
    }
  }
}
