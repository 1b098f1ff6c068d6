import CXlsx
import Glibc
public import Money

/// An `.xlsx` workbook (ISO/IEC 29500) whose bytes are made in memory.
///
/// libxlsxwriter keeps the parts of a workbook in unnamed temporary files while it packs them
/// (`TMPDIR`, else `/tmp`) and does not notice when one of them cannot be written; so the finished
/// workbook is read again before it is handed out.
public struct Workbook: Sendable {
  public var title: String
  /// The day that stands in it as the day of its making: the clock does not.
  public var day: CalendarDate
  public var sheets: [WorkbookSheet]

  public init(title: String, day: CalendarDate, sheets: [WorkbookSheet]) {
    self.title = title
    self.day = day
    self.sheets = sheets
  }

  /// The workbook; the same bytes for equal input and the same two libraries (libxlsxwriter, zlib).
  ///
  /// - Throws: `WorkbookError` where memory, temporary space or the library fails.
  public func bytes() throws(WorkbookError) -> [UInt8] {
    let file = quittance_memory_file()
    guard file >= 0 else { throw Self.failed("memfd_create") }
    defer { close(file) }
    let parts = sheets.flatMap { $0.parts() }
    try write(parts, to: "/proc/self/fd/\(file)")
    let bytes = try Self.read(file)
    try Self.check(bytes, parts)
    return bytes
  }

  private func write(_ parts: [WorkbookSheet], to path: String) throws(WorkbookError) {
    // Rows go out as they are made, and texts stand in their cells.
    var options = lxw_workbook_options(constant_memory: 1, tmpdir: nil, use_zip64: 0)
    guard let book = workbook_new_opt(path, &options) else {
      throw WorkbookError(call: "workbook_new", problem: "no memory")
    }
    var failure: WorkbookError?
    do {
      try WorkbookWriter(book).write(self, parts)
    } catch {
      failure = error
    }
    // It ends the workbook's life, whatever came before.
    let result = workbook_close(book)
    if let failure { throw failure }
    try WorkbookWriter.require(result, "workbook_close")
  }

  private static func read(_ file: Int32) throws(WorkbookError) -> [UInt8] {
    let size = lseek(file, 0, SEEK_END)
    guard size >= 0, lseek(file, 0, SEEK_SET) == 0 else { throw failed("lseek") }
    var problem: WorkbookError?
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(file, buffer.baseAddress?.advanced(by: count), size - count)
        if got <= 0 {
          problem = failed("read")
          return
        }
        count += got
      }
    }
    if let problem { throw problem }
    return bytes
  }

  /// Every part must be whole, and the sheets have all their rows.
  private static func check(
    _ bytes: [UInt8], _ parts: [WorkbookSheet]
  ) throws(WorkbookError) {
    let archive = try ZipArchive(bytes)
    for name in archive.names {
      guard try XMLPart(archive.contents(of: name)).isWhole else {
        throw WorkbookError(
          call: "workbook_close", problem: "\(name) is cut off: is the temporary space full?")
      }
    }
    for (place, part) in parts.enumerated() {
      let name = "xl/worksheets/sheet\(place + 1).xml"
      let rows = try XMLPart(archive.contents(of: name)).rows
      guard rows == part.count + 1 else {
        throw WorkbookError(
          call: "workbook_close",
          problem: "\(name) has \(rows) rows of \(part.count + 1): is the temporary space full?")
      }
    }
  }

  private static func failed(_ call: String) -> WorkbookError {
    let number = errno
    return WorkbookError(call: call, errno: number, problem: String(cString: strerror(number)))
  }
}
