import BankFiles

/// How a file is read, as the byte before it says: into which pieces it is cut, by which layouts.
struct ReadingChoice {
  private let cut: Int
  /// Whether the file is also read with blanks put into it, so that readers which hold so many bytes
  /// back, or look at so many at a time, come to a border inside of what matters.
  let isStretched: Bool
  /// All that there are, or of each kind one alone.
  let layouts: BankFileLayouts

  init(_ byte: UInt8) {
    cut = Int(byte % 32)
    isStretched = byte / 32 == 7
    let all = BankFileLayouts(csv: CSVLayouts.all)
    let layout = Int(byte / 32) - 1
    layouts =
      all.lockbox.indices.contains(layout)
      ? BankFileLayouts(
        lockbox: [all.lockbox[layout]], csv: [all.csv[layout % all.csv.count]])
      : all
  }

  /// The file in pieces, each with memory of its own: reading past one then is a finding.
  func pieces(of file: ArraySlice<UInt8>) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var start = file.startIndex
    var random = UInt64(cut)
    while start < file.endIndex {
      let end = min(start + size(&random), file.endIndex)
      pieces.append(Array(file[start..<end]))
      start = end
    }
    return pieces
  }

  private static let fixedSizes = [1, 2, 3, 5, 7, 16, 61, 4096]

  /// Equal sizes, or sizes by chance, none at all among them.
  private func size(_ random: inout UInt64) -> Int {
    if cut < Self.fixedSizes.count { return Self.fixedSizes[cut] }
    random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(random >> 33) % (2 << (cut % 8 * 2))
  }

  /// The file with blanks where the format has them mean nothing; nil where it has no such place.
  func stretched(_ file: ArraySlice<UInt8>, _ blanks: MeaninglessBlanks) -> [UInt8]? {
    let place =
      switch blanks {
      case .behindXMLDeclaration: Self.endOfDeclaration(file)
      case .atEndOfFirstLine: file.firstIndex(of: 0x0A)
      }
    guard let place else { return nil }
    let rest = file.endIndex - place
    let count = Self.border - (cut + file.count) * 31 % (rest + 1) - (place - file.startIndex)
    guard count > 0 else { return nil }
    return file[..<place] + [UInt8](repeating: 0x20, count: count) + file[place...]
  }

  /// So many bytes are looked at to recognise a file, and are parsed of XML at a time.
  private static let border = 65_536

  private static func endOfDeclaration(_ file: ArraySlice<UInt8>) -> Int? {
    guard file.starts(with: "<?xml ".utf8) else { return nil }
    return file.indices.dropLast().first { file[$0...].starts(with: "?>".utf8) }.map { $0 + 2 }
  }
}

/// Where a format lets blanks stand that change nothing.
enum MeaninglessBlanks { case behindXMLDeclaration, atEndOfFirstLine }
