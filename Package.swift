// swift-tools-version: 6.2
import PackageDescription

/// Settings of every module: the strictest the compiler offers, so that concurrency and imports are checked once,
/// by the machine.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
]

/// A module of the house: a folder under `Sources/`, which may import the modules named before it and no others.
func module(
    _ name: String, uses: [String] = [], libraries: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: uses.map { .byName(name: $0) } + libraries, resources: resources,
        swiftSettings: strict)
}

/// Golden files and fixtures lie beside the tests that read them and are no resources.
func excluded(_ name: String) -> [String] {
    switch name {
    case "AnnealOrchestration", "anneal": ["Golden"]
    case "AnnealLearning", "AnnealExperience": ["Fixtures"]
    case "AnnealSafety": ["Commands/Corpus"]
    case "AnnealBackends": ["Peers"]
    default: []
    }
}

/// The tests of a module.
func tests(
    of name: String, uses: [String] = [], libraries: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: ([name, "AnnealTesting"] + uses).map { .byName(name: $0) } + libraries, exclude: excluded(name),
        resources: resources, swiftSettings: strict)
}

let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let sqlite = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqliteLibrary = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let http = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let yaml = Target.Dependency.product(name: "Yams", package: "Yams")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let metrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let tracing = Target.Dependency.product(name: "Tracing", package: "swift-distributed-tracing")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "Anneal",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "anneal", targets: ["anneal"]),
        .executable(name: "anneal-confine", targets: ["anneal-confine"]),
        .library(name: "AnnealTesting", targets: ["AnnealTesting"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Ground: what knows nothing of tasks and runs.
        .systemLibrary(
            name: "CMarkGFM", pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]),
        // The system's zlib.
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        // Identifiers, units, JSON, errors, processes, configuration, state folders.
        module("AnnealFoundation", uses: ["CZlib"], libraries: [subprocess, system, crypto, configuration, yaml]),
        // Specification documents: parsing, checking, differences.
        module("AnnealSpecs", uses: ["AnnealFoundation", "CMarkGFM"], libraries: [yaml]),
        // Language models: OpenAI, Anthropic, local; usage, cost, budgets.
        module("AnnealModels", uses: ["AnnealFoundation"], libraries: [http, nio, nioHTTP1, log, crypto]),

        // Metrics and traces of runs, and their way out: OTLP, Prometheus, InfluxDB.
        module(
            "AnnealTelemetry", uses: ["AnnealFoundation", "CZlib"], libraries: [http, nio, nioHTTP1, metrics, tracing]),
        // The HTTP server of the services: connections and their limits, who is let in, calls and their description.
        module("AnnealServing", uses: ["AnnealFoundation"], libraries: [nio, nioPosix, nioHTTP1]),

        // Loops over Float32 arrays, compiled for several instruction sets.
        // What training has written is compiled in with `#embed`.
        .target(
            name: "CLearningKernels", exclude: ["schedule-policy.safetensors", "priority-network.safetensors"]),
        // Tensors, networks, reinforcement learning; knows nothing of Anneal.
        module("AnnealLearning", uses: ["CLearningKernels"]),
        // Measurements of networks and learning, beside PyTorch.
        .systemLibrary(name: "CAllocation"),
        .target(
            name: "AnnealLearningBenchmarks", dependencies: ["AnnealLearning", "CLearningKernels", "CAllocation"],
            swiftSettings: strict),

        // Convergence: what a run tells and what is remembered of it.
        // The event schema and the in-process bus.
        module("AnnealEvents", uses: ["AnnealFoundation", "AnnealLearning"], libraries: [sqlite, sqliteLibrary]),
        // The three-level cache and its policies.
        module("AnnealCache", uses: ["AnnealFoundation", "AnnealLearning", "CZlib"], libraries: [sqlite]),
        // Decision points, their fixed policies, the log of choices and outcomes.
        module(
            "AnnealDecisions",
            uses: ["AnnealFoundation", "AnnealSpecs", "AnnealTelemetry", "AnnealServing", "AnnealLearning"],
            libraries: [sqlite]),
        // What runs leave behind: records, lessons, vectors, the knowledge graph; advice from them.
        module(
            "AnnealExperience",
            uses: ["AnnealFoundation", "AnnealLearning", "CLearningKernels", "AnnealEvents", "AnnealDecisions"],
            libraries: [sqlite]),

        // Insight: what a task may see and may do.
        // System calls that the C library lacks.
        // The model file is compiled in with `#embed`.
        .target(name: "CSafety", exclude: ["injection-model.bin"]),
        // The sandbox and the rules for commands and files.
        module(
            "AnnealSafety", uses: ["AnnealFoundation", "CSafety"], libraries: [log, crypto, yaml, nio, nioPosix]),
        // The first program in a sandbox: limits, Landlock, the way to the egress proxy.
        .executableTarget(name: "anneal-confine"),
        // Projects and languages: files, outlines, tests, prompts within a token budget.
        module(
            "AnnealContext",
            uses: [
                "AnnealFoundation", "AnnealSpecs", "AnnealTelemetry", "AnnealServing", "AnnealLearning", "AnnealEvents",
                "AnnealSafety",
            ],
            libraries: [sqlite]),

        // Work: from requirements to code.
        // TaskPlanner: understanding, decomposition, dependencies, strategy.
        module(
            "AnnealPlanning",
            uses: ["AnnealFoundation", "AnnealSpecs", "AnnealModels", "AnnealDecisions", "AnnealContext"]),
        // Worktrees, executors, edits, verifier, evidence.
        module(
            "AnnealExecution",
            uses: [
                "AnnealFoundation", "AnnealSpecs", "AnnealModels", "AnnealEvents", "AnnealDecisions", "AnnealSafety",
                "AnnealContext", "AnnealPlanning",
            ],
            libraries: [log]),

        // Conduct: journal, scheduler, the life of a run.
        module(
            "AnnealOrchestration",
            uses: [
                "AnnealFoundation", "AnnealSpecs", "AnnealModels", "AnnealTelemetry", "AnnealLearning", "AnnealEvents",
                "AnnealDecisions", "AnnealExperience", "AnnealSafety",
                "AnnealContext", "AnnealPlanning", "AnnealExecution",
            ],
            libraries: [sqlite, log, tracing]),

        // Beside: clients of real servers, behind the protocols that the modules own.
        // The client library for Kafka, with its mock cluster: its headers, and jumps into it once it was opened.
        .target(name: "CKafka"),
        module(
            "AnnealBackends",
            uses: ["AnnealFoundation", "AnnealEvents", "AnnealCache", "AnnealExperience", "CKafka"],
            libraries: [nio, nioPosix, nioSSL, nioHTTP1, http, crypto]),

        // Beside: what tests share.
        module(
            "AnnealTesting", uses: ["AnnealFoundation", "AnnealModels", "AnnealSafety", "AnnealEvents", "CKafka"],
            libraries: [http, nio, nioPosix, nioHTTP1]),

        module("AnnealRecommendation", uses: ["AnnealFoundation", "AnnealLearning", "CZlib"]),

        // Changed scripts for the shell parser and the guard.
        module("AnnealFuzzing", uses: ["AnnealFoundation", "AnnealSafety"]),

        // A scripted model server as a program, for tests of the real binary.
        .executableTarget(
            name: "anneal-mock-model", dependencies: ["AnnealTesting", arguments], swiftSettings: strict),

        // Produces and consumes events as a program of its own, for tests that kill it.
        .executableTarget(
            name: "anneal-event-worker",
            dependencies: ["AnnealFoundation", "AnnealEvents", "AnnealBackends", arguments],
            swiftSettings: strict),

        // Writes into a cache as a program of its own, for tests that kill it.
        .executableTarget(name: "anneal-cache-writer", dependencies: ["AnnealCache"], swiftSettings: strict),

        // Trains the scanner for injected instructions on the texts in its folder.
        .executableTarget(
            name: "train-injection", dependencies: ["AnnealSafety", "AnnealLearning"], exclude: ["data"],
            swiftSettings: strict),

        // Doors: the command line, one file a subcommand.
        .executableTarget(
            name: "anneal",
            dependencies: [
                "AnnealFoundation", "AnnealSpecs", "AnnealModels", "AnnealTelemetry", "AnnealServing", "AnnealLearning",
                "AnnealLearningBenchmarks", "AnnealEvents", "AnnealCache", "AnnealDecisions", "AnnealExperience",
                "AnnealSafety", "AnnealContext",
                "AnnealPlanning", "AnnealExecution", "AnnealOrchestration", "AnnealRecommendation", "AnnealBackends",
                arguments, log,
            ],
            swiftSettings: strict),

        // Measurements of what is promised about speed, one file a benchmark.
        .executableTarget(
            name: "anneal-bench",
            dependencies: [
                "AnnealFoundation", "AnnealSafety", "AnnealSpecs", "AnnealServing", "AnnealLearning", "AnnealCache",
                "AnnealDecisions", "AnnealFuzzing", "CMarkGFM",
            ],
            swiftSettings: strict),

        // The same of networks and learning, beside PyTorch.
        // Counts requests for memory, in that program alone.
        .target(name: "CAllocationCount"),
        .executableTarget(
            name: "anneal-learning-bench", dependencies: ["AnnealLearningBenchmarks", "CAllocationCount"],
            swiftSettings: strict),
        // Trains the order of search results on the histories of repositories.
        .executableTarget(
            name: "train-ranking", dependencies: ["AnnealFoundation", "AnnealLearning", "AnnealContext"],
            swiftSettings: strict),
        // Trains the policy for schedules and the priorities of projects.
        .executableTarget(name: "train-scheduling", dependencies: ["AnnealLearning"], swiftSettings: strict),

        tests(of: "AnnealLearning"),
        tests(of: "AnnealFoundation"),
        tests(of: "AnnealSpecs"),
        tests(of: "AnnealModels"),
        tests(
            of: "AnnealTelemetry", uses: ["AnnealFoundation"], libraries: [metrics, tracing, nio, nioPosix, nioHTTP1]),
        tests(of: "AnnealServing", uses: ["AnnealFoundation"], libraries: [nio, nioPosix]),
        tests(
            of: "AnnealEvents", uses: ["AnnealFoundation", "AnnealLearning", "AnnealBackends", "anneal-event-worker"]),
        tests(
            of: "AnnealCache", uses: ["AnnealFoundation", "AnnealLearning", "AnnealBackends", "anneal-cache-writer"]),
        tests(
            of: "AnnealBackends", uses: ["AnnealFoundation", "AnnealEvents", "AnnealCache", "AnnealExperience"],
            libraries: [nio, nioPosix, nioSSL]),
        tests(
            of: "AnnealDecisions", uses: ["AnnealFoundation", "AnnealSpecs", "AnnealServing", "AnnealLearning"]),
        tests(
            of: "AnnealExperience",
            uses: ["AnnealFoundation", "AnnealLearning", "AnnealEvents", "AnnealDecisions", "AnnealBackends"]),
        tests(of: "AnnealRecommendation", uses: ["AnnealFoundation", "AnnealLearning"]),
        tests(of: "AnnealSafety", uses: ["AnnealFoundation", "AnnealFuzzing"]),
        tests(
            of: "AnnealContext",
            uses: ["AnnealFoundation", "AnnealSpecs", "AnnealServing", "AnnealEvents", "AnnealSafety"]),
        tests(
            of: "AnnealPlanning",
            uses: ["AnnealFoundation", "AnnealSpecs", "AnnealModels", "AnnealDecisions", "AnnealContext"]),
        tests(
            of: "AnnealExecution",
            uses: [
                "AnnealFoundation", "AnnealSpecs", "AnnealModels", "AnnealEvents", "AnnealDecisions", "AnnealSafety",
                "AnnealContext", "AnnealPlanning",
            ]),
        tests(
            of: "AnnealOrchestration",
            uses: [
                "AnnealFoundation", "AnnealSpecs", "AnnealModels", "AnnealTelemetry", "AnnealLearning", "AnnealEvents",
                "AnnealDecisions", "AnnealExperience", "AnnealSafety",
                "AnnealContext", "AnnealPlanning", "AnnealExecution",
            ], libraries: [tracing]),
        // The real binary, driven end to end.
        tests(
            of: "anneal",
            uses: [
                "AnnealFoundation", "AnnealSpecs", "AnnealModels", "AnnealEvents", "AnnealDecisions",
                "AnnealExperience", "AnnealSafety",
                "AnnealOrchestration", "AnnealBackends",
            ],
            libraries: [arguments]),
    ],
    swiftLanguageModes: [.v6]
)
