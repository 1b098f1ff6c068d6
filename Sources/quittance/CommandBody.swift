import Access
import ArgumentParser
import Pipeline

extension ParsableCommand {
  /// Runs the body of a command, tells what went wrong, and ends with the exit code that it has.
  ///
  /// - Parameter place: what an error without a place of its own is about.
  func ending(
    _ diagnostics: Diagnostics, _ progress: Progress, place: String, _ body: () throws -> Int32
  ) throws {
    let exitCode: Int32
    do {
      exitCode = try body()
    } catch let diagnosed as Diagnosed {
      progress.end()
      diagnosed.diagnostics.forEach(diagnostics.tell)
      exitCode = diagnosed.exitCode
    } catch let error as ValidationError {
      // What can be told only after looking into the store is wrong usage all the same.
      progress.end()
      throw error
    } catch let interrupted as ExitCode {
      progress.end()
      throw interrupted
    } catch {
      progress.end()
      let diagnostic =
        (error as? AccessError).map { Diagnostic($0, path: place) }
        ?? Diagnostic(error, path: place)
      diagnostics.tell(diagnostic)
      exitCode = diagnostic.exitCode
    }
    if exitCode != 0 { throw ExitCode(exitCode) }
  }
}
