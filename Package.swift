// swift-tools-version: 6.2
import PackageDescription

// Imports run one way, left to right:
// Money < Receivables < XMLStream < BankFiles < Matching < Books < Reconciliation < LedgerFiles
//   < Spreadsheets < Verification < Worlds < Settings < Durable < Store < Pipeline < Enquiry
//   < Access < Console < quittance. Tests/TidyTests holds the sources to it.

// Set by `make fuzz`, whose build is apart: what libFuzzer watches the modules with.
let sanitizers = Context.environment["QUITTANCE_FUZZ"].map { ["-sanitize=\($0)"] } ?? []

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
  // Tests are built for production too, so that everything is built once. It costs no speed.
  .unsafeFlags(["-enable-testing"], .when(configuration: .release)),
]

func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, resources: resources,
    swiftSettings: settings + (sanitizers.isEmpty ? [] : [.unsafeFlags(sanitizers)]))
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude,
    // What is tested is optimised; to optimise the tests would take longer than to run them.
    swiftSettings: settings + [.unsafeFlags(["-Onone"], .when(configuration: .release))])
}

let package = Package(
  name: "quittance",
  products: [.executable(name: "quittance", targets: ["quittance"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
  ],
  targets: [
    module("Money"),
    module("Receivables", ["Money"]),
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    module("XMLStream", ["CLibXML2"]),
    module(
      "BankFiles", ["Money", "Receivables", "XMLStream"],
      resources: ["SAP-BAI2", "WF300", "FC", "OT", "FTB", "EST"].map {
        .embedInCode("Lockbox/Layouts/\($0).json")
      }),
    module("Matching", ["Money", "Receivables"]),
    module("Books", ["Money", "Receivables"]),
    module(
      "Reconciliation",
      [
        "Money", "Receivables", "Matching", "Books",
        .product(name: "Crypto", package: "swift-crypto"),
      ]
    ),
    module("LedgerFiles", ["Money", "Receivables", "BankFiles", "Books", "Reconciliation"]),
    .systemLibrary(
      name: "CXlsx", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    module(
      "Spreadsheets", ["CXlsx", "Money", "Receivables", "Reconciliation", "LedgerFiles"]),
    module("Verification", ["Money", "Receivables", "LedgerFiles"]),
    module(
      "Worlds",
      [
        "Money", "Receivables", "LedgerFiles", .product(name: "Crypto", package: "swift-crypto"),
      ]
    ),
    module(
      "Settings",
      [
        "Money", "Receivables", "BankFiles", "LedgerFiles",
        .product(name: "Yams", package: "Yams"),
      ]),
    module("Durable", [.product(name: "Crypto", package: "swift-crypto")]),
    module(
      "Store",
      [
        "Money", "Receivables", "Books", "LedgerFiles", "Durable",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    module(
      "Pipeline",
      [
        "Money", "Receivables", "BankFiles", "Books", "Reconciliation", "LedgerFiles",
        "Spreadsheets", "Verification", "Settings", "Durable", "Store",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    module(
      "Enquiry",
      [
        "Money", "Receivables", "LedgerFiles", "Durable", "Store", "Pipeline",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    module(
      "Access",
      [
        "Durable",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .systemLibrary(
      name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
    module(
      "Console",
      [
        "CPango",
        "Money", "Receivables", "BankFiles", "Reconciliation", "LedgerFiles", "Settings",
        "Durable", "Store", "Pipeline", "Enquiry", "Access",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [
        .embedInCode("Assets/console.css"), .embedInCode("Assets/console.js"),
        .embedInCode("Assets/keys.js"),
      ]),
    .executableTarget(
      name: "quittance",
      dependencies: [
        "Money", "Receivables", "BankFiles", "Matching", "Books", "Reconciliation", "LedgerFiles",
        "Verification", "Worlds", "Settings", "Durable", "Store", "Pipeline", "Access", "Console",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "reader-benchmark", dependencies: ["Money", "Receivables", "BankFiles"],
      path: "Benchmarks/ReaderBenchmark", swiftSettings: settings),
    .executableTarget(
      name: "engine-benchmark", dependencies: ["Money", "Receivables", "Reconciliation"],
      path: "Benchmarks/EngineBenchmark", swiftSettings: settings),
    .executableTarget(
      name: "desk-benchmark",
      dependencies: ["Money", "Receivables", "LedgerFiles", "Store", "Enquiry"],
      path: "Benchmarks/DeskBenchmark", swiftSettings: settings),
    .executableTarget(
      name: "baselines",
      dependencies: [
        "Money", "Receivables", "BankFiles", "LedgerFiles",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      path: "Benchmarks/Baselines", swiftSettings: settings),

    .target(
      name: "TestSupport", dependencies: ["Money", "Receivables", "Reconciliation"],
      path: "Tests/TestSupport",
      swiftSettings: settings),
    tests("MoneyTests", ["Money"]),
    tests("ReceivablesTests", ["Money", "Receivables"]),
    tests("XMLStreamTests", ["XMLStream"]),
    .target(
      name: "ReaderOracles", dependencies: ["Money", "Receivables", "BankFiles"],
      path: "Fuzz/Oracles", swiftSettings: settings),
    tests(
      "BankFilesTests", ["Money", "Receivables", "BankFiles", "ReaderOracles"],
      exclude: ["Fixtures"]),
    tests("MatchingTests", ["Money", "Receivables", "Matching"]),
    tests("BooksTests", ["Money", "Receivables", "Books"]),
    tests("ReconciliationTests", ["Money", "Receivables", "Matching", "Books", "Reconciliation"]),
    tests(
      "LedgerFilesTests",
      [
        "Money", "Receivables", "BankFiles", "Books", "Reconciliation", "LedgerFiles",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    tests(
      "SpreadsheetsTests",
      ["Money", "Receivables", "Reconciliation", "LedgerFiles", "Spreadsheets"]),
    tests(
      "VerificationTests",
      ["Money", "Receivables", "Reconciliation", "LedgerFiles", "Verification"]),
    tests("WorldsTests", ["Money", "Receivables", "LedgerFiles", "Worlds"]),
    tests("SettingsTests", ["Money", "Receivables", "BankFiles", "LedgerFiles", "Settings"]),
    tests("DurableTests", ["Durable"]),
    tests(
      "StoreTests", ["Money", "Receivables", "Books", "LedgerFiles", "Durable", "Store"],
      exclude: ["Fixtures"]),
    tests(
      "PipelineTests",
      [
        "Money", "Receivables", "Books", "Reconciliation", "LedgerFiles", "Spreadsheets",
        "Durable", "Store", "Pipeline",
      ]),
    tests(
      "EnquiryTests",
      [
        "Money", "Receivables", "Books", "Reconciliation", "LedgerFiles", "Store", "Pipeline",
        "Enquiry", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    tests("AccessTests", ["Access"]),
    tests(
      "ConsoleTests",
      [
        "Money", "Receivables", "Reconciliation", "LedgerFiles", "Store", "Pipeline", "Enquiry",
        "Access", "Console",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ]),
    tests("EndToEndTests", ["LedgerFiles"]),
    tests("BaselinesTests", ["Money", "Receivables", "baselines"]),
    tests("TidyTests", []),
  ],
  swiftLanguageModes: [.v6]
)

if !sanitizers.isEmpty {
  package.targets.append(
    .executableTarget(
      name: "fuzz", dependencies: ["ReaderOracles"], path: "Fuzz/Target",
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])],
      linkerSettings: [.unsafeFlags(sanitizers + ["-use-ld=lld"])]))
}
