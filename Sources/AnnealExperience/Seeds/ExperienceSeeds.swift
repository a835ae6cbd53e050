/// What is known before the first run: languages with their tools, kinds of failure with what to do about them.
///
/// It is written down by hand and says so (`origin: 'seed'`); lessons are not among it, since nothing was observed.
public enum ExperienceSeeds {
    /// A language with its tools.
    struct Technology {
        var name: String
        var tests: String
        var packages: String
    }

    static let technologies = [
        Technology(name: "python", tests: "pytest", packages: "pip"),
        Technology(name: "javascript", tests: "node-test", packages: "npm"),
        Technology(name: "typescript", tests: "vitest", packages: "npm"),
        Technology(name: "swift", tests: "swift-testing", packages: "swiftpm"),
        Technology(name: "go", tests: "go-test", packages: "go-modules"),
        Technology(name: "rust", tests: "cargo-test", packages: "cargo"),
        Technology(name: "java", tests: "junit", packages: "maven"),
        Technology(name: "c", tests: "ctest", packages: "apt"),
    ]

    /// What to do about a kind of failure, in a sentence that fits into a prompt.
    ///
    /// - Parameter kind: the kind.
    /// - Returns: the sentence; `nil` where nothing is known that helps.
    public static func advice(on kind: FailureKind) -> String? {
        switch kind {
        case .syntax: "write the whole file, and nothing that is not code"
        case .missingImport: "import what is used, and only what is installed"
        case .name: "define or import every name before it is used"
        case .attribute: "use only members that the shown code has"
        case .type: "keep to the types of the signature, also for empty input"
        case .refusedValue: "accept every value that the specification allows"
        case .lookup: "treat empty and missing entries first"
        case .wrongValue: "work the examples through by hand before the code"
        case .wrongError: "raise the named error with exactly the given text"
        case .missingError: "check the input and raise the named error before anything else"
        case .timeout: "see that each loop ends, also for the largest input"
        case .recursion: "give each recursion an end, or use a loop"
        case .resource: "make folders before files, and say so when a file is missing"
        case .regression: "leave everything as it is that the task does not name"
        case .crash, .other: nil
        }
    }

    /// Puts the seeds into a graph; what is there already stays as it is.
    ///
    /// - Parameter graph: the graph.
    /// - Returns: how many nodes were made.
    /// - Throws: `ExperienceError`.
    @discardableResult
    public static func plant(in graph: any GraphStore) async throws(ExperienceError) -> Int {
        let rows = technologies.map { technology -> GraphValue in
            [
                "name": .string(technology.name), "tests": .string(technology.tests),
                "packages": .string(technology.packages),
            ]
        }
        let first = try await graph.run(
            """
            UNWIND $rows AS row MERGE (t:Technology {name: row.name})
            ON CREATE SET t.origin = 'seed' SET t.kind = 'language'
            MERGE (r:Technology {name: row.tests}) ON CREATE SET r.origin = 'seed', r.kind = 'tests'
            MERGE (p:Technology {name: row.packages}) ON CREATE SET p.origin = 'seed', p.kind = 'packages'
            MERGE (t)-[:TESTED_WITH]->(r) MERGE (t)-[:PACKAGED_WITH]->(p)
            """, parameters: ["rows": .list(rows)])
        let kinds = FailureKind.allCases.map { kind -> GraphValue in
            ["name": .string(kind.rawValue), "advice": advice(on: kind).map { .string($0) } ?? .null]
        }
        let second = try await graph.run(
            """
            UNWIND $rows AS row MERGE (k:FailureKind {name: row.name}) ON CREATE SET k.origin = 'seed'
            SET k.advice = row.advice
            """, parameters: ["rows": .list(kinds)])
        return first.changes.nodesCreated + second.changes.nodesCreated
    }
}
