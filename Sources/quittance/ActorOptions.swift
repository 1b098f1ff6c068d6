import ArgumentParser
import Foundation

/// Who decides, and why.
struct ActorOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Who decides; by default the user of the system.", valueName: "NAME"))
  var by: String?

  @Option(help: ArgumentHelp("Why, for whoever reads it later.", valueName: "TEXT"))
  var note = ""

  var name: String { by ?? Self.systemUser }

  static var systemUser: String {
    ProcessInfo.processInfo.environment["USER"] ?? NSUserName()
  }

  mutating func validate() throws {
    guard !name.isEmpty, name != "quittance" else {
      throw ValidationError("--by is the name of a person")
    }
  }
}
