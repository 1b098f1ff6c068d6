public import Access
public import ArgumentParser
import Pipeline

/// `quittance user`: who may use a pipeline's console, and its tokens.
struct UserCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user",
    abstract: "Manages the people of a pipeline's console, their roles and their tokens.",
    discussion: """
      add NAME --role ROLE    somebody new, with the password that is asked for
      list                    everybody, and what they are
      password NAME           another password; ends their sessions
      role NAME ROLE          \(Role.allCases.map(\.rawValue).joined(separator: ", "))
      disable NAME            ends their sessions and stops their tokens
      enable NAME             lets them in again
      token NAME --name TEXT --scope SCOPE [--scope SCOPE] [--days DAYS]
                              a token for a program, printed once and kept nowhere
      tokens NAME             their tokens
      revoke ID               ends a token

      A password is asked for twice at a terminal; else it is standard input, or --password-file. It \
      has \(PasswordRules.bytesMin) to \(PasswordRules.bytesMax) bytes. It may be called while \
      `serve` is at work, and counts from the next request on.

      Example: quittance user pipelines/daily.yaml add alice --role clerk
               quittance user pipelines/daily.yaml token alice --name dashboard --scope see --days 90
      """)

  @OptionGroup var place: PipelineArgument
  @Argument(
    help: ArgumentHelp(
      "One of \(UserStep.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "STEP"))
  var step: UserStep
  @Argument(help: ArgumentHelp("A person, or the number of a token.", valueName: "NAME"))
  var subject: String?
  @Argument(help: ArgumentHelp("The new role of a person.", valueName: "ROLE"))
  var newRole: Role?

  @Option(help: ArgumentHelp("The role of somebody new.", valueName: "ROLE")) var role: Role?
  @Option(
    help: ArgumentHelp("Where the password stands; else it is asked for.", valueName: "FILE"),
    completion: .file())
  var passwordFile: String?
  @Option(help: ArgumentHelp("What a token is for.", valueName: "TEXT")) var name: String?
  @Option(
    help: ArgumentHelp(
      "What a token may; can be given several times. Never more than its person may.",
      valueName: "SCOPE"))
  var scope: [Permission] = []
  @Option(help: ArgumentHelp("How long a token lives; 90 by default.", valueName: "DAYS"))
  var days: Int?
  @Option(
    help: ArgumentHelp("Who does it; by default the user of the system.", valueName: "NAME"))
  var by: String?
  @OptionGroup var log: LogOptions

  mutating func validate() throws {
    let given: [(what: String, isGiven: Bool)] = [
      (step == .revoke ? "ID" : "NAME", subject != nil), ("ROLE", newRole != nil),
      ("--role", role != nil), ("--name", name != nil), ("--scope", !scope.isEmpty),
    ]
    for (what, isGiven) in given where isGiven != step.needs.contains(what) {
      throw ValidationError(isGiven ? "\(step) has no \(what)" : "\(step) needs \(what)")
    }
    if passwordFile != nil, step != .add, step != .password {
      throw ValidationError("\(step) has no --password-file")
    }
    if let days, step != .token || !(1...366).contains(days) {
      throw ValidationError(
        step == .token ? "--days is \(days), expected 1 to 366" : "\(step) has no --days")
    }
    guard by != "" else { throw ValidationError("--by is the name of a person") }
  }

  func run() throws {
    try ending(log.diagnostics, Progress(isQuiet: true), place: place.pipeline) {
      let settings = try PipelineFiles.settings(place.pipeline)
      let store = PipelinePlaces(settings, at: place.pipeline).store
      let file = try AccessFile(AccessFile.path(besideStore: store), making: step == .add)
      try take(file, at: Moment.now().seconds)
      try file.close()
      return 0
    }
  }

  private func take(_ file: AccessFile, at moment: Int64) throws {
    // Whoever reads the changes sees that nobody had to sign in for it.
    let actor = "\(by ?? ActorOptions.systemUser) (terminal)"
    let subject = subject ?? ""
    var out = StandardOutput()
    switch step {
    case .add:
      let role = role ?? .viewer
      try file.addPerson(
        name: subject, role: role, password: PasswordInput.read(passwordFile, for: subject),
        by: actor, at: moment)
      try out.line("\(subject) is added as \(role)")
    case .password:
      // Before the password is asked for.
      try known(subject, file)
      try file.setPassword(
        of: subject, to: PasswordInput.read(passwordFile, for: subject), by: actor, at: moment)
      try out.line("\(subject) has a new password; all sessions are ended")
    case .role:
      let role = newRole ?? .viewer
      try file.setRole(of: subject, to: role, by: actor, at: moment)
      try out.line("\(subject) is \(role) now")
    case .disable:
      try file.setDisabled(of: subject, to: true, by: actor, at: moment)
      try out.line("\(subject) is disabled; all sessions are ended")
    case .enable:
      try file.setDisabled(of: subject, to: false, by: actor, at: moment)
      try out.line("\(subject) is let in again")
    case .list:
      for line in AccessText.lines(try file.people()) { try out.line(line) }
    case .token:
      let token = try file.newToken(
        for: subject, name: name ?? "", scopes: Set(scope),
        expires: moment + Int64(days ?? 90) * 86_400, by: actor, at: moment)
      try out.line(token)
    case .tokens:
      for line in AccessText.lines(try file.tokens(of: subject), at: moment) { try out.line(line) }
    case .revoke:
      guard let id = Int64(subject) else {
        throw ValidationError("revoke '\(subject)', expected the number of a token")
      }
      try file.revoke(id, by: actor, at: moment)
      try out.line("token \(id) is revoked")
    }
    try out.flush()
  }

  private func known(_ name: String, _ file: AccessFile) throws {
    guard try file.person(named: name) == nil else { return }
    throw AccessError(
      code: .personUnknown, problem: "nobody is called '\(name)'",
      expected: "the name of a person, in the same case")
  }
}

extension Role: ExpressibleByArgument {}
extension Permission: ExpressibleByArgument {}
