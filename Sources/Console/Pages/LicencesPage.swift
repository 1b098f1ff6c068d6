import LedgerFiles

/// What the program is made with, and under which licence each of it stands.
enum LicencesPage {
  struct Library: Sendable {
    var name: String
    var purpose: String
    var licence: String
  }

  /// Those that are part of the program, or that it is linked with. A test holds the list against the
  /// package's own.
  static let libraries = [
    Library(name: "grdb.swift", purpose: "SQLite in Swift", licence: "MIT"),
    Library(name: "hummingbird", purpose: "HTTP server", licence: "Apache-2.0"),
    Library(name: "swift-algorithms", purpose: "of Hummingbird", licence: "Apache-2.0"),
    Library(name: "swift-argument-parser", purpose: "command line", licence: "Apache-2.0"),
    Library(name: "swift-asn1", purpose: "of swift-crypto", licence: "Apache-2.0"),
    Library(name: "swift-async-algorithms", purpose: "of Hummingbird", licence: "Apache-2.0"),
    Library(name: "swift-atomics", purpose: "of SwiftNIO", licence: "Apache-2.0"),
    Library(name: "swift-certificates", purpose: "of SwiftNIO", licence: "Apache-2.0"),
    Library(name: "swift-collections", purpose: "of SwiftNIO", licence: "Apache-2.0"),
    Library(
      name: "swift-crypto", purpose: "hashes, scrypt (BoringSSL)", licence: "Apache-2.0, OpenSSL"),
    Library(name: "swift-distributed-tracing", purpose: "of Hummingbird", licence: "Apache-2.0"),
    Library(
      name: "swift-http-structured-headers", purpose: "of SwiftNIO", licence: "Apache-2.0"),
    Library(name: "swift-http-types", purpose: "HTTP's own words", licence: "Apache-2.0"),
    Library(name: "swift-log", purpose: "of Hummingbird", licence: "Apache-2.0"),
    Library(name: "swift-metrics", purpose: "of Hummingbird", licence: "Apache-2.0"),
    Library(name: "swift-nio", purpose: "network", licence: "Apache-2.0"),
    Library(name: "swift-nio-extras", purpose: "of Hummingbird", licence: "Apache-2.0"),
    Library(name: "swift-nio-http2", purpose: "of Hummingbird", licence: "Apache-2.0"),
    Library(name: "swift-nio-ssl", purpose: "TLS (BoringSSL)", licence: "Apache-2.0, OpenSSL"),
    Library(
      name: "swift-nio-transport-services", purpose: "of Hummingbird", licence: "Apache-2.0"),
    Library(name: "swift-numerics", purpose: "of swift-algorithms", licence: "Apache-2.0"),
    Library(name: "swift-service-context", purpose: "of Hummingbird", licence: "Apache-2.0"),
    Library(name: "swift-service-lifecycle", purpose: "of Hummingbird", licence: "Apache-2.0"),
    Library(name: "swift-system", purpose: "of SwiftNIO", licence: "Apache-2.0"),
    Library(name: "yams", purpose: "YAML (LibYAML)", licence: "MIT"),
    Library(name: "libxml2", purpose: "XML", licence: "MIT"),
    Library(name: "SQLite", purpose: "the store", licence: "public domain"),
    Library(name: "pango, cairo, GLib", purpose: "PDF", licence: "LGPL-2.1 or MPL-1.1"),
    Library(name: "libxlsxwriter", purpose: "workbooks", licence: "BSD-2-Clause"),
  ]

  static let routes = [
    Route.page("/licences") { visit, _ in
      Frame.answer("Licences", nil, visit) { html in
        html.markup(
          "<h1>Licences</h1>\n<section><p>Quittance stands under the Apache Licence 2.0. ")
        html.markup("It is made with:</p>\n")
        html.tableStart("Libraries", ["Library", "For", "Licence"])
        for library in libraries {
          html.element("<tr><th scope=\"row\">", library.name, "</th>")
          html.cell(library.purpose, label: "For")
          html.cell(library.licence, label: "Licence")
          html.markup("</tr>\n")
        }
        html.tableEnd()
        html.markup("</section>\n")
      }
    }
  ]
}
