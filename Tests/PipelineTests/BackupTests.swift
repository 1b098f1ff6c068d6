import Foundation
import Store
import Testing

@testable import Pipeline

@Suite("A copy of the store with what people attached")
struct BackupTests {
  /// One dispute with two documents attached, one of them removed again.
  private func attached() throws -> TemporaryPipeline {
    let place = try TemporaryPipeline()
    try place.write(
      "dispute_id,customer_id,document_number,amount,currency,reason_code,origin,status,opened_on\n"
        + "D-1,C1,4711,15.00,EUR,QTY-SHORT,customer_reported,open,2026-02-12\n",
      to: "ledger/disputes.csv")
    try place.run()
    try place.with { pipeline in
      try pipeline.attach([1, 2, 3], named: "claim.pdf", to: "D-1", by: "alice")
      let photo = try pipeline.attach([4, 5], named: "photo.jpg", to: "D-1", by: "alice")
      try pipeline.removeAttachment(photo, by: "alice")
    }
    return place
  }

  private func restored(_ place: TemporaryPipeline) throws -> TemporaryPipeline {
    let other = try TemporaryPipeline()
    try FileManager.default.createDirectory(
      atPath: other.path("state"), withIntermediateDirectories: true)
    for name in ["day.sqlite", "attachments"] {
      try FileManager.default.copyItem(
        atPath: place.path("copies/\(name)"), toPath: other.path("state/\(name)"))
    }
    return other
  }

  private func backUp(_ place: TemporaryPipeline, as name: String = "day.sqlite") throws -> Int {
    try FileManager.default.createDirectory(
      atPath: place.path("copies"), withIntermediateDirectories: true)
    return try StoreBackup.copy(of: place.path("day.yaml"), to: place.path("copies/\(name)"))
  }

  @Test func `a restored copy has every attachment, those removed too, and verifies`() throws {
    let place = try attached()

    #expect(try backUp(place) == 2)

    let other = try restored(place)
    #expect(try other.broken() == [])
    #expect(try other.rows("attachments").map { $0["name"] } == ["claim.pdf", "photo.jpg"])
    #expect(other.files("state/attachments") == place.files("state/attachments"))
  }

  @Test func `copies of several days share the folder`() throws {
    let place = try attached()
    _ = try backUp(place, as: "monday.sqlite")
    try place.with { _ = try $0.attach([6], named: "reply.pdf", to: "D-1", by: "bob") }

    #expect(try backUp(place) == 3)

    #expect(place.files("copies/attachments").count == 3)
    #expect(try restored(place).broken() == [])
  }

  @Test func `an attachment that is lost is told, and all else is copied`() throws {
    let place = try attached()
    let lost = try #require(place.files("state/attachments").first)
    try FileManager.default.removeItem(atPath: place.path("state/attachments/\(lost)"))

    let error = #expect(throws: CaseError.self) { try backUp(place) }

    #expect(error?.code == .attachmentLost)
    #expect(place.files("copies/attachments").count == 1)
    #expect(FileManager.default.fileExists(atPath: place.path("copies/day.sqlite")))
  }
}
