import Testing

/// XML made to cost time or memory, to name other files, or to say one thing and be another: as
/// bank files, with the verdict that each must have.
///
/// Cases are made when they are run, since some are large. A reader that hangs runs into the limit
/// of time.
@Suite(.timeLimit(.minutes(10))) struct CamtHostileTests {
  struct Hostile: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let make: @Sendable () -> MalformedFile

    /// An edit of the good statement.
    init(
      _ name: String, _ edit: @escaping @Sendable (EditedFile) -> EditedFile, _ told: String...,
      money: String = CamtBase.money
    ) {
      testDescription = name
      make = {
        MalformedFile(name, edit(CamtBase.statement).bytes, told, money)
      }
    }
  }

  /// The good statement with a DOCTYPE, and perhaps an entity of it in a text.
  private static func doctype(
    _ name: String, _ declaration: String, using entity: String = "4711"
  ) -> Hostile {
    Hostile(
      name,
      {
        $0.replacing("?>", with: "?><!DOCTYPE Document \(declaration)>", on: 1)
          .replacing("4711", with: entity, on: 19)
      }, "refused doctypeForbidden 1")
  }

  static let doctypes: [Hostile] = [
    doctype("a document type without use", "[<!ELEMENT Document ANY>]"),
    doctype(
      "entities of entities, each ten times the one before",
      "[<!ENTITY a 'aaaaaaaaaa'>"
        + zip("bcdefghij", "abcdefghi").map { name, other in
          "<!ENTITY \(name) '\(String(repeating: "&\(other);", count: 10))'>"
        }.joined() + "]", using: "&j;"),
    doctype(
      "one long entity, many times",
      "[<!ENTITY a '\(String(repeating: "a", count: 20_000))'>]",
      using: String(repeating: "&a;", count: 10_000)),
    doctype("an entity of itself", "[<!ENTITY a '&a;'>]", using: "&a;"),
    doctype("two entities of each other", "[<!ENTITY a '&b;'><!ENTITY b '&a;'>]", using: "&a;"),
    doctype("a file as an entity", "[<!ENTITY a SYSTEM 'file:///etc/passwd'>]", using: "&a;"),
    doctype("a parameter entity", "[<!ENTITY % a SYSTEM 'file:///etc/passwd'>%a;]"),
    doctype("a document type elsewhere", "SYSTEM 'http://example.invalid/a.dtd'"),
    doctype("a public document type", "PUBLIC '-//A//B//EN' 'http://example.invalid/a.dtd'"),
    doctype("an entity of the net", "[<!ENTITY a SYSTEM 'http://example.invalid/'>]", using: "&a;"),
    doctype("an entity by FTP", "[<!ENTITY a SYSTEM 'ftp://example.invalid/a'>]", using: "&a;"),
    doctype("an entity by Gopher", "[<!ENTITY a SYSTEM 'gopher://127.0.0.1:1/a'>]", using: "&a;"),
    doctype("an entity in an archive", "[<!ENTITY a SYSTEM 'jar:file:///a.zip!/b'>]", using: "&a;"),
    doctype("an entity by a command", "[<!ENTITY a SYSTEM 'expect://id'>]", using: "&a;"),
    doctype("attributes by default", "[<!ATTLIST Amt Ccy CDATA 'USD'>]"),
    doctype("a document type that does not end", "[<!ENTITY a '"),
    Hostile(
      "a document type behind a megabyte of comments",
      {
        let comment = "<!-- \(String(repeating: "x", count: 1000)) -->\n"
        return $0.inserting(
          String(repeating: comment, count: 1000) + "<!DOCTYPE Document>", before: 2)
      }, "refused doctypeForbidden 1002"),
    Hostile(
      "a document type inside of the root", { $0.inserting("<!DOCTYPE Document>", before: 3) },
      "refused notWellFormed 3"),
    Hostile(
      "a document type in small letters", { $0.inserting("<!doctype Document>", before: 2) },
      "refused notWellFormed 2"),
    Hostile(
      "a document type in UTF-16",
      {
        wide(
          $0.replacing("UTF-8", with: "UTF-16", on: 1).inserting("<!DOCTYPE Document>", before: 2))
      }, "refused doctypeForbidden 2"),
  ]

  static let pointers: [Hostile] = [
    Hostile(
      "an inclusion of another file",
      {
        $0.inserting(
          "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/>",
          before: 10)
      }),
    Hostile(
      "a base elsewhere",
      { $0.replacing("<Document", with: "<Document xml:base='http://example.invalid/'", on: 2) }),
    Hostile(
      "a style sheet elsewhere",
      {
        $0.inserting("<?xml-stylesheet type='text/xsl' href='http://example.invalid/'?>", before: 2)
      }),
    Hostile(
      "a schema elsewhere",
      {
        $0.replacing(
          "<Document",
          with: "<Document xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
            + "xsi:schemaLocation='urn:a http://example.invalid/a.xsd'", on: 2)
      }),
  ]

  static let sizes: [Hostile] = [
    Hostile(
      "64 levels", { nested($0, to: 64) }),
    Hostile("65 levels", { nested($0, to: 65) }, "refused limitExceeded 71"),
    Hostile("100,000 levels", { nested($0, to: 100_000) }, "refused limitExceeded 71"),
    Hostile(
      "65 levels of an envelope",
      {
        $0.replacing("<Document", with: String(repeating: "<a>\n", count: 64) + "<Document", on: 2)
      }, "refused limitExceeded 66"),
    Hostile(
      "200,000 attributes",
      {
        $0.replacing("<Ntry>", with: "<Ntry\((0..<200_000).map { " x\($0)=''" }.joined())>", on: 10)
      }, "refused limitExceeded 10"),
    Hostile(
      "2 MB of tags that are just short enough",
      {
        let attributes = (0..<1900).map { " x\($0)=''" }.joined()
        return $0.inserting(
          String(repeating: "<x\(attributes)/>\n", count: 125), before: 10)
      }),
    Hostile(
      "100,000 declarations of namespaces",
      {
        $0.replacing(
          "<Ntry>", with: "<Ntry\((0..<100_000).map { " xmlns:x\($0)='u'" }.joined())>", on: 10)
      }, "refused limitExceeded 10"),
    Hostile(
      "a prefix of 60,000 letters",
      {
        let prefix = String(repeating: "p", count: 60_000)
        return $0.inserting("<\(prefix):x xmlns:\(prefix)='u'/>", before: 10)
      }, "refused limitExceeded 10"),
    Hostile(
      "an attribute of 1 MB",
      { $0.replacing("EUR", with: String(repeating: "E", count: 1 << 20), on: 11) },
      "refused limitExceeded 11"),
    Hostile(
      "11 MB of text",
      { $0.replacing("4711", with: String(repeating: "4711 7", count: 11 << 17), on: 19) },
      "refused limitExceeded 19"),
    Hostile(
      "11 MB of text that nobody reads",
      { $0.inserting("<x>\(String(repeating: "text ", count: 11 << 17))</x>", before: 10) },
      "refused limitExceeded 10"),
    Hostile(
      "an amount of a million digits",
      { $0.replacing("250.00", with: String(repeating: "9", count: 1 << 20), on: 11) },
      "refused limitExceeded 11"),
    Hostile(
      "an amount of 60,000 noughts",
      { $0.replacing("250.00", with: String(repeating: "0", count: 60_000) + "250", on: 11) }),
    Hostile(
      "2 MB of white space",
      {
        $0.inserting(
          String(repeating: String(repeating: " ", count: 63) + "\n", count: 1 << 15), before: 10)
      }),
    Hostile(
      "2 MB of white space before the root",
      {
        $0.replacing(
          line: 1,
          with: String(repeating: String(repeating: " \t", count: 32) + "\n", count: 1 << 15))
      }),
    Hostile(
      "a comment of 3 MB",
      { $0.inserting("<!--\(String(repeating: "x<y ", count: 3 << 18))-->", before: 10) },
      "refused limitExceeded 10"),
    Hostile(
      "an instruction of 3 MB",
      { $0.inserting("<?x \(String(repeating: "x<y ", count: 3 << 18))?>", before: 10) },
      "refused limitExceeded 10"),
    Hostile(
      "a section of 3 MB without an end",
      {
        $0.replacing("4711", with: "<![CDATA[\(String(repeating: "x<y ", count: 3 << 18))", on: 19)
      }, "refused limitExceeded 19"),
    Hostile(
      "a comment without an end", { $0.replacing("4711", with: "<!-- 4711", on: 19) },
      "refused truncated 29"),
    Hostile(
      "200,000 empty elements",
      { $0.inserting(String(repeating: "<x/>", count: 200_000), before: 10) }),
    Hostile(
      "more details of an entry than are held",
      { $0.inserting(String(repeating: "<TxDtls/>", count: 250_001), before: 23) },
      "refused limitExceeded 23"),
    Hostile(
      "more remittance of one payment than anybody reads",
      {
        let block = "<Strd><RfrdDocInf><Nb>1</Nb></RfrdDocInf></Strd>"
        return $0.replacing(
          "<RmtInf>", with: "<RmtInf>\(String(repeating: block, count: 200_000))", on: 19)
      }, "refused limitExceeded 17"),
    Hostile(
      "more text of one payment than anybody reads",
      {
        let line = "<Ustrd>\(String(repeating: "x", count: 60_000))</Ustrd>"
        return $0.replacing(
          "<RmtInf>", with: "<RmtInf>\(String(repeating: line, count: 150))", on: 19)
      }, "refused limitExceeded 17"),
    Hostile(
      "more charges of an entry than anybody takes",
      {
        $0.inserting(
          "<Chrgs>\(String(repeating: "<Rcrd><Amt Ccy='EUR'>1</Amt></Rcrd>", count: 150_000))</Chrgs>",
          before: 17)
      }, "refused limitExceeded 10"),
    Hostile(
      "more balances than a statement has days",
      {
        $0.inserting(
          String(
            repeating: "<Bal><Amt Ccy='EUR'>1</Amt><Dt><Dt>2026-03-10</Dt></Dt></Bal>",
            count: 10_000),
          before: 10)
      }, "refused limitExceeded 10"),
    Hostile(
      "more different names than schemas have",
      { $0.inserting((0..<20_000).map { "<x\($0)/>" }.joined(), before: 10) },
      "refused limitExceeded 10"),
    Hostile(
      "5,000 entries",
      {
        let entry = $0.lines[9...18].map { String(decoding: $0, as: UTF8.self) }.joined(
          separator: "\n")
        return $0.inserting(
          Array(repeating: entry, count: 5_000).joined(separator: "\n"), before: 10)
      }, "warning balanceMismatch 4", "balance off", money: "+1250400.00 -87.50 EUR in 5004"),
  ]

  static let letters: [Hostile] = [
    letter("NUL", [0x00]), letter("a control character", [0x08]), letter("ESC", [0x1B]),
    letter("U+FFFE", [0xEF, 0xBF, 0xBE]), letter("a surrogate", [0xED, 0xA0, 0x80]),
    letter("a surrogate by its number", Array("&#xD800;".utf8)),
    letter("a NUL by its number", Array("&#x0;".utf8)),
    letter("U+FFFE by its number", Array("&#xFFFE;".utf8)),
    letter("beyond all letters by number", Array("&#x110000;".utf8)),
    letter("an overlong slash", [0xC0, 0xAF], "badEncoding"),
    letter("an overlong NUL", [0xC0, 0x80], "badEncoding"),
    letter("a byte of no letter", [0xFF], "badEncoding"),
    letter("five bytes", [0xF8, 0x88, 0x80, 0x80, 0x80], "badEncoding"),
    letter("a continuation by itself", [0x80], "badEncoding"),
    Hostile(
      "a letter that is cut at the border of two blocks",
      {
        let filling = String(repeating: " ", count: 65_535 - $0.prefix(lines: 9).bytes.count - 2)
        return $0.inserting(filling + "<!--é-->", before: 10)
      }),
    Hostile(
      "an amount that is cut at the border of two blocks",
      {
        let before = $0.prefix(lines: 10).bytes.count + "\n\n<Amt Ccy=\"EUR\">25".utf8.count
        return $0.inserting(String(repeating: " ", count: 65_536 - before), before: 10)
      }),
    Hostile(
      "letters of UTF-8 where ASCII is declared",
      { $0.replacing("UTF-8", with: "US-ASCII", on: 1).replacing("GmbH", with: "GmbÜ", on: 18) }),
    Hostile(
      "letters of Latin-1 where ASCII is declared",
      {
        $0.replacing("UTF-8", with: "US-ASCII", on: 1)
          .replacing("GmbH", with: [0x47, 0xDC, 0x48], on: 18)
      }, "refused badEncoding 18"),
    Hostile(
      "UTF-32, high byte first", { $0.prepending([0, 0, 0xFE, 0xFF]) }, "refused badEncoding 1"),
    Hostile(
      "UTF-32, low byte first", { $0.prepending([0xFF, 0xFE, 0, 0]) }, "refused badEncoding 1"),
    Hostile("EBCDIC", { $0.prepending([0x4C, 0x6F, 0xA7, 0x94]) }, "refused badEncoding 1"),
    Hostile(
      "EBCDIC declared", { $0.replacing("UTF-8", with: "EBCDIC-CP-US", on: 1) },
      "refused badEncoding 1"),
    Hostile(
      "two marks of UTF-8", { $0.prepending([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF]) },
      "refused notXML 1"),
    Hostile("NUL before the document", { $0.prepending([0, 0]) }, "refused notXML 1"),
  ]

  private static func letter(
    _ name: String, _ bytes: [UInt8], _ code: String = "notWellFormed"
  ) -> Hostile {
    Hostile(name, { $0.replacing("GmbH", with: bytes, on: 18) }, "refused \(code) 18")
  }

  @Test(arguments: doctypes) func `a document type is refused, and nothing is fetched`(
    file: Hostile
  ) {
    file.make().verify(as: .camt)
  }

  @Test(arguments: pointers) func `what points elsewhere is passed over`(file: Hostile) {
    file.make().verify(as: .camt)
  }

  @Test(arguments: sizes) func `what is too large is refused at its limit`(file: Hostile) {
    file.make().verify(as: .camt)
  }

  @Test(arguments: letters) func `bytes that are no text are refused at their line`(file: Hostile) {
    file.make().verify(as: .camt)
  }

  /// Elements that nobody reads, a line each, down to this level; the statement is the third.
  private static func nested(_ file: EditedFile, to depth: Int) -> EditedFile {
    let count = depth - 3
    return file.inserting(
      String(repeating: "<a>\n", count: count) + String(repeating: "</a>", count: count), before: 10
    )
  }

  private static func wide(_ file: EditedFile) -> EditedFile {
    EditedFile("").prepending([0xFF, 0xFE] + file.bytes.flatMap { [$0, 0] })
  }
}
