import ArgumentParser
import Durable
import Glibc
import Pipeline

/// The password that a command needs.
enum PasswordInput {
  private static let bytesMax = 4096

  /// From a file; else asked for twice at a terminal; else all of standard input. A line end at its
  /// end is none of it.
  static func read(_ file: String?, for name: String) throws -> String {
    let system = PosixFileSystem()
    if let file {
      return try text(InputFile(file, in: system).readAll(limit: bytesMax))
    }
    guard isatty(0) == 1 else {
      return try text(
        InputFile(descriptor: 0, name: "standard input", in: system).readAll(limit: bytesMax))
    }
    return try silently {
      let first = try asked("Password for \(visible(name)): ")
      guard try asked("The same again: ") == first else {
        throw ValidationError("the two passwords are not the same")
      }
      return try text(first)
    }
  }

  private static func text(_ bytes: [UInt8]) throws -> String {
    var bytes = bytes
    if bytes.last == UInt8(ascii: "\n") {
      bytes.removeLast()
      if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ValidationError("the password is not UTF-8")
    }
    return text
  }

  /// Has the terminal show nothing of what is typed, and hand on every key.
  ///
  /// Before it asks anything: what somebody types at once would be shown, and be thrown away.
  private static func silently<Result>(_ body: () throws -> Result) throws -> Result {
    var before = termios()
    guard tcgetattr(0, &before) == 0 else {
      throw ValidationError("the terminal cannot be silenced, expected --password-file")
    }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
    guard tcsetattr(0, TCSAFLUSH, &silent) == 0 else {
      throw ValidationError("the terminal cannot be silenced, expected --password-file")
    }
    defer { tcsetattr(0, TCSADRAIN, &before) }
    return try body()
  }

  /// Keys are read one by one: were they read by the line, an interruption would leave the terminal
  /// without an echo.
  private static func asked(_ question: String) throws -> [UInt8] {
    try writeAll(Array(question.utf8), to: 2)
    defer { _ = try? writeAll([UInt8(ascii: "\n")], to: 2) }
    let keys = InputFile(descriptor: 0, name: "the terminal", in: PosixFileSystem())
    var typed: [UInt8] = []
    while typed.count < bytesMax, let key = try keys.read(1).first {
      switch key {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"), 4: return typed
      // Ctrl-C.
      case 3: throw ExitCode(130)
      // Backspace takes back a whole character.
      case 8, 127:
        while let last = typed.popLast(), last & 0xC0 == 0x80 {}
      // Ctrl-U takes back all.
      case 21: typed = []
      default: typed.append(key)
      }
    }
    return typed
  }
}
