// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// The sanitizers bring a malloc of their own, which cannot stand beside another (script/sanitize).
let ownMalloc: [Target.Dependency] = Context.environment["UNDERCOVER_SANITIZER"] == nil ? ["CMalloc"] : []

/// A door to a C library: a header of shims, and at most one C file behind it.
func door(_ name: String, links: String...) -> Target {
    .target(name: name, linkerSettings: links.map { .linkedLibrary($0) })
}

/// A room of the house (docs/architecture.md). Its dependencies are the imports it may make.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

extension Target.Dependency {
    static let yams = product(name: "Yams", package: "Yams")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let mustache = product(name: "Mustache", package: "swift-mustache")
    static let lifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let signals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let logging = product(name: "Logging", package: "swift-log")
    static let arguments = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let heap = product(name: "HeapModule", package: "swift-collections")
    static let deque = product(name: "DequeModule", package: "swift-collections")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
}

let package = Package(
    name: "undercover",
    products: [.executable(name: "undercover", targets: ["undercover"])],
    dependencies: [
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
    ],
    targets: [
        door("CCurl", links: "curl", "ssl", "crypto"),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        door("CPCRE2", links: "pcre2-8"),
        door("CCrypto", links: "crypto"),
        door("CTLS", links: "ssl", "crypto"),
        door("CSpawn"),
        door("CMalloc", links: "jemalloc"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        room("JSONPath"),
        room("Journey"),
        room("Threads"),
        room("Reading", ["Journey", "CLibXML2", "CPCRE2", "CCrypto"]),
        room("ProbeFiles", ["Journey", "Reading", "JSONPath", .yams]),
        room("Examining", ["Journey", "Reading", "JSONPath"]),
        room("Transfer", ["Journey", "Threads", "CCurl"]),
        room("Ledger", ["Journey", "Threads", "CZlib", .grdb]),
        room(
            "Shopping",
            [
                "Journey", "Reading", "ProbeFiles", "Examining", "Transfer", "Ledger", .lifecycle, .logging, .heap,
                .deque,
            ]),
        room("Alerting", ["Journey", "Ledger", .lifecycle, .logging]),
        room("Delivery", ["Journey", "Threads", "Transfer", "CSpawn"]),
        room("Reporting", ["Journey", "Ledger"]),
        room(
            "StatusPage",
            ["Journey", "Ledger", "Reporting", .hummingbird, .mustache, .lifecycle, .logging, .nioCore, .nioPosix]),
        room(
            "Daemon",
            [
                "Journey", "Threads", "Reading", "ProbeFiles", "Examining", "Transfer", "Ledger", "Shopping",
                "Alerting", "Delivery",
                "Reporting", "StatusPage", .lifecycle, .signals, .logging,
            ]),
        room("DemoBusiness", ["CTLS", .nioCore, .nioPosix, .nioHTTP1]),
        .executableTarget(
            name: "undercover",
            dependencies: [
                "Daemon", "DemoBusiness", "Journey", "ProbeFiles", "Ledger", "Reporting", "Shopping", "Transfer",
                .arguments, .logging,
            ] + ownMalloc,
            swiftSettings: strict),

        .target(name: "CFaultVFS", path: "Tests/Support/CFaultVFS", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(
            name: "FaultDisk", dependencies: ["CFaultVFS"], path: "Tests/Support/FaultDisk", swiftSettings: strict),

        tests("JSONPathTests", ["JSONPath"]),
        tests("JourneyTests", ["Journey"]),
        tests("ThreadsTests", ["Threads"]),
        tests("ExaminingTests", ["Examining", "Reading", "DemoBusiness", "Journey"]),
        tests("LedgerTests", ["Ledger", "FaultDisk", "Journey", .grdb]),
        tests("ProbeFilesTests", ["ProbeFiles", "Journey"]),
        tests("DocsTests", ["ProbeFiles", "Delivery", "Journey"]),
        tests("ReadingTests", ["Reading"]),
        tests("TransferTests", ["Transfer", "DemoBusiness", "Journey"]),
        tests("ReportingTests", ["Reporting", "Ledger", "Journey"]),
        tests(
            "StatusPageTests",
            ["StatusPage", "Reporting", "Ledger", "Journey", .hummingbird, .lifecycle, .logging, .nioCore, .nioPosix]),
        tests(
            "AlertingTests",
            [
                "Alerting", "Delivery", "Ledger", "Transfer", "Journey", "FaultDisk", .lifecycle, .logging, .nioCore,
                .nioPosix, .nioHTTP1,
            ]),
        tests("DeliveryTests", ["Delivery", "Transfer", "DemoBusiness", "Journey"]),
        tests(
            "ShoppingTests",
            ["Shopping", "DemoBusiness", "Transfer", "ProbeFiles", "Ledger", "Journey", .logging, .lifecycle]),
        tests(
            "DaemonTests",
            [
                "Daemon", "Alerting", "DemoBusiness", "FaultDisk", "Ledger", "Transfer", "Reporting", "Threads",
                "Journey",
                .logging, .lifecycle,
            ]),
        tests("DemoBusinessTests", ["DemoBusiness"]),
        tests("EndToEndTests", ["CSpawn", "Reporting", "Ledger", "Transfer", "Journey", .grdb]),
        tests(
            "ScoutingTests",
            [
                "Shopping", "DemoBusiness", "Transfer", "ProbeFiles", "Reading", "Journey", .nioCore, .nioPosix,
                .nioHTTP1,
            ]),
    ]
)
