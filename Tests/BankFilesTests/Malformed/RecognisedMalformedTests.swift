import Testing

/// Malformed files whose format nobody says: they are read as by the format's own reader, or refused.
@Suite(.timeLimit(.minutes(10))) struct RecognisedMalformedTests {
  @Test func `camt files are recognised`() {
    expectRecognised(
      CamtMalformedDocumentTests.otherKinds + CamtMalformedDocumentTests.notWellFormed
        + CamtMalformedDocumentTests.encodings + CamtMalformedDocumentTests.messages
        + CamtMalformedStatementTests.heads + CamtMalformedStatementTests.balances
        + CamtMalformedEntryTests.amounts
        + (CamtHostileTests.doctypes + CamtHostileTests.sizes + CamtHostileTests.letters).map {
          $0.make()
        }, as: .camt)
  }

  @Test func `BAI2 files are recognised`() {
    expectRecognised(
      BAI2MalformedFileTests.unusable + BAI2MalformedFileTests.records
        + BAI2MalformedFileTests.envelopes + BAI2MalformedRecordTests.headers
        + BAI2MalformedRecordTests.summaries + BAI2MalformedRecordTests.movements
        + BAI2MalformedRecordTests.trailers, as: .bai2)
  }

  @Test func `lockbox files are recognised`() {
    expectRecognised(
      LockboxMalformedTests.unusable + LockboxMalformedTests.records + LockboxMalformedTests.fields
        + LockboxMalformedTests.totals, as: .lockbox)
  }

  private func expectRecognised(_ files: [MalformedFile], as format: ToldFile.Format) {
    for file in files {
      let own = ToldFile(file.bytes, as: format)
      let recognised = ToldFile(file.bytes, as: .unknown)
      if own.isRefused {
        #expect(recognised.isRefused, "\(file.name)")
      } else {
        #expect(recognised == own, "\(file.name)")
      }
    }
  }
}
