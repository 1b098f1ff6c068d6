import Access
import ArgumentParser
import Pipeline

/// `quittance backup`: a copy of a pipeline's store and what lies beside it, while it is at work.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copies a pipeline's store, its attachments and its people, while it is at work.",
    discussion: """
      The copy is whole: all that was committed when it began. Copying the file by other means, while \
      a process has it open, can break it. What people attached to disputes is copied into the folder \
      attachments beside TARGET, which the copies of several days may share; who may use the console \
      into TARGET.access.sqlite, which only its owner can read. To restore, put them where the \
      pipeline's file has its store. What lies in the inboxes, the archive and the exports is not \
      part of it.

      Example: quittance backup pipelines/daily.yaml /backup/daily-2026-03-10.sqlite
      """)

  @OptionGroup var place: PipelineArgument
  @Argument(help: ArgumentHelp("The file to write; none may be there.", valueName: "TARGET"))
  var target: String
  @OptionGroup var log: LogOptions

  func run() throws {
    try ending(log.diagnostics, Progress(isQuiet: true), place: place.pipeline) {
      try StoreBackup.copy(of: place.pipeline, to: target)
      let store = PipelinePlaces(try PipelineFiles.settings(place.pipeline), at: place.pipeline)
        .store
      try copyAccessFile(from: AccessFile.path(besideStore: store))
      return 0
    }
  }

  private func copyAccessFile(from path: String) throws {
    let file: AccessFile
    do throws(AccessError) {
      file = try AccessFile(path, making: false)
    } catch {
      // A pipeline without a console has none.
      if error.code == .missing { return }
      throw error
    }
    try file.copy(to: AccessFile.path(besideStore: target))
    try file.close()
  }
}
