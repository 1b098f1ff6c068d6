import ArgumentParser

/// What `quittance user` does.
enum UserStep: String, ExpressibleByArgument, CaseIterable {
  case add, list, password, role, disable, enable, token, tokens, revoke

  /// What must be given with it; nothing else of these may.
  var needs: Set<String> {
    switch self {
    case .list: []
    case .add: ["NAME", "--role"]
    case .password, .disable, .enable, .tokens: ["NAME"]
    case .role: ["NAME", "ROLE"]
    case .token: ["NAME", "--name", "--scope"]
    case .revoke: ["ID"]
    }
  }
}
