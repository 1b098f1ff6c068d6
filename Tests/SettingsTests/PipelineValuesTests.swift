import Settings
import Testing

/// The small values of a pipeline's file.
@Suite struct PipelineValuesTests {
  @Test(
    arguments: [
      ("500ms", 500, "500ms"), ("2s", 2_000, "2s"), ("90s", 90_000, "90s"), ("15m", 900_000, "15m"),
      ("60m", 3_600_000, "1h"), ("1d", 86_400_000, "1d"), ("0s", 0, "0s"),
    ] as [(String, Int64, String)])
  func `a length of time is read and shown`(text: String, milliseconds: Int64, shown: String) {
    let span = TimeSpan(text)

    #expect(span?.milliseconds == milliseconds)
    #expect(span?.description == shown)
    #expect(span?.duration == .milliseconds(milliseconds))
  }

  @Test(arguments: ["", "2", "s", "2 s", "-2s", "2.5s", "1w", "٣s", "367d", "999999999d", "2S"])
  func `what is no length of time is refused`(text: String) {
    #expect(TimeSpan(text) == nil)
  }

  @Test(arguments: ["00:00", "09:05", "23:59"])
  func `a time of the day is read and shown`(text: String) {
    #expect(TimeOfDay(text)?.description == text)
  }

  @Test(arguments: ["", "9:00", "24:00", "12:60", "12.00", "12:00:00", "٠٩:٠٠", "ab:cd"])
  func `what is no time of the day is refused`(text: String) {
    #expect(TimeOfDay(text) == nil)
  }

  @Test(
    arguments: [("1B", 1, "1B"), ("50MB", 50_000_000, "50MB"), ("2000kB", 2_000_000, "2MB")]
      as [(String, Int64, String)])
  func `a size is read and shown`(text: String, bytes: Int64, shown: String) {
    #expect(ByteSize(text)?.bytes == bytes)
    #expect(ByteSize(text)?.description == shown)
  }

  @Test(arguments: ["", "1", "1KB", "1 MB", "1.5GB", "1234567B", "MB"])
  func `what is no size is refused`(text: String) {
    #expect(ByteSize(text) == nil)
  }

  @Test(arguments: [
    ("*", "", true), ("*", "anything", true), ("*.xml", "a.xml", true), ("*.xml", "a.XML", false),
    ("*.xml", "a.xml.tmp", false), ("a?c", "abc", true), ("a?c", "ac", false),
    ("a*b*c", "a-b-b-c", true), ("a*b*c", "a-c-b", false), ("[a-c]1", "b1", true),
    ("[a-c]1", "d1", false), ("[!0-9]*", "x1", true), ("[!0-9]*", "1x", false),
    ("[]x]", "]", true), ("[a-]", "-", true), ("ü?", "üß", true), ("a**b", "ab", true),
  ])
  func `a pattern fits whole names`(pattern: String, name: String, fits: Bool) throws {
    let glob = try #require(GlobPattern(pattern))

    #expect(glob.matches(name) == fits)
  }

  @Test(arguments: ["", "a/b", "[", "[]", "[a", "[z-a]", "[!"])
  func `what is no pattern is refused`(text: String) {
    #expect(GlobPattern(text) == nil)
  }

  @Test func `many stars take no more than a look at each pair of characters`() throws {
    let pattern = try #require(GlobPattern(String(repeating: "a*", count: 200) + "b"))

    #expect(!pattern.matches(String(repeating: "a", count: 5_000)))
  }

  @Test(arguments: [
    ("https://a.example/x", "a.example"), ("https://a:8443", "a"),
    ("http://localhost:80/", "localhost"),
    ("http://127.0.0.1", "127.0.0.1"), ("https://[fe80::1]:443/x", "[fe80::1]"),
    ("https://a?x=@b", "a"),
  ])
  func `the host of a webhook is known`(url: String, host: String) {
    #expect(Webhook(url: url)?.host == host)
  }

  @Test(arguments: [
    "", "https://", "http://a.example", "ftp://a", "https://u:p@a", "https://a:x", "https://a:0",
    "https://a b", "https://[::1", "HTTPS://a", "https://a\n",
  ])
  func `what is no address for a webhook is refused`(url: String) {
    #expect(Webhook(url: url) == nil)
  }

  @Test func `a command is filled in word by word, and once`() throws {
    let command = try #require(
      CommandTemplate(["./tell", "{event}:{subject}", "{ {x", "{pipeline}"]))

    #expect(
      command.arguments(subject: "a; rm -rf / {event}", event: .alert, pipeline: "p")
        == ["./tell", "alert:a; rm -rf / {event}", "{ {x", "p"])
    #expect(CommandTemplate([]) == nil)
    #expect(CommandTemplate(["mail"]) == nil)
    #expect(CommandTemplate(["/bin/x", "a\0b"]) == nil)
  }
}
