import Foundation
import Testing

/// A file that was cut off: an error, or exactly what the whole file says.
@Suite(.timeLimit(.minutes(10))) struct CutFileTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let format: ToldFile.Format

    var testDescription: String { name }
  }

  /// Files up to this size are cut behind every byte, larger ones at the borders of tags and lines;
  /// with QUITTANCE_THOROUGH=1 all of them behind every byte, which takes minutes.
  private static let everyByteMax =
    ProcessInfo.processInfo.environment["QUITTANCE_THOROUGH"] == nil ? 5_000 : Int.max

  static let samples: [Sample] =
    [
      "fi-052.v02", "fi-053.v02", "fi-054.v02", "five-decimals-053.v02", "generic-053.v03",
      "ing-053.v02", "made/envelope-prefix-latin1-053.v08", "made/strd-053.v08",
      "made/strd-053.v13", "no-namespace-053", "nordea-053.v02", "pf-053-batches.v04", "pf-053.v04",
      "pf-054-dd.v04", "pf-054-esr.v04", "pf-054-qr.v04", "pf-054-return.v04",
      "two-accounts-053.v02", "ubs-053.v08", "wise-053.v10",
    ].map { Sample(name: "Tests/BankFilesTests/Fixtures/camt/\($0).xml", format: .camt) }
    + [
      "activearch-BTRS_valid.txt", "bankfileparsers-BAI-sample.txt",
      "moj-account_trailer_amount_blank_example.bai2", "moj-citi_example.bai2",
      "moj-nwb_example.bai2", "moj-svb_us_example.bai2", "moov-sample1.txt", "moov-sample2.txt",
      "moov-sample3.txt", "moov-sample5-issue113.txt",
    ].map { Sample(name: "Tests/BankFilesTests/Fixtures/bai2/\($0)", format: .bai2) }
    + ["test_lockbox", "test_empty_lockbox"].map {
      Sample(name: "Tests/BankFilesTests/Fixtures/lockbox/fundersclub-\($0).bai", format: .lockbox)
    }
    + [
      Sample(name: "samples/bank/eur-statement-2026-03-10.xml", format: .camt),
      Sample(name: "samples/bank/usd-statement-2026-03-10.bai", format: .bai2),
      Sample(name: "samples/bank/lockbox-2026-03-10.txt", format: .lockbox),
    ]

  @Test(arguments: samples)
  func `a sample that is cut is told, or has lost nothing`(sample: Sample) {
    let bytes = FlatFileTrial.file(sample.name)
    let places =
      bytes.count <= Self.everyByteMax
      ? Array(0..<bytes.count)
      : bytes.indices.filter { "<>\n/".utf8.contains(bytes[$0]) }

    expectHonest(bytes, cutAt: places, as: sample.format)
  }

  @Test func `the good files of this folder, cut anywhere, are told or have lost nothing`() {
    for (file, format) in [
      (CamtBase.statement, ToldFile.Format.camt), (BAI2Base.file, .bai2),
      (LockboxBase.file, .lockbox), (MT940Base.statement, .mt940), (MT940Base.report, .mt940),
    ] {
      expectHonest(file.bytes, cutAt: Array(0..<file.bytes.count), as: format)
    }
  }

  /// Neither a refusal nor an error, so the money would be booked: it must be all of it.
  private func expectHonest(_ bytes: [UInt8], cutAt places: [Int], as format: ToldFile.Format) {
    let whole = ToldFile(bytes, as: format)
    var dishonest: [String] = []
    var isRefused = false
    for count in places {
      let cut = ToldFile(Array(bytes[..<count]), as: format)
      isRefused = isRefused || cut.isRefused
      if cut.hasErrors || (cut.movements == whole.movements && cut.money == whole.money) {
        continue
      }
      dishonest.append("\(count): \(cut.told) \(cut.money)")
    }

    #expect(dishonest == [])
    #expect(isRefused)
  }
}
