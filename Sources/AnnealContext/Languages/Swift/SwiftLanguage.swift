public import AnnealFoundation
public import AnnealSpecs

/// Swift packages, tested with Swift Testing.
public struct SwiftLanguage: Language {
    /// The language's name.
    public let name = "swift"
    /// It does not: an expectation of a call that may throw is told without values, and a trap ends all tests at once.
    public let tellsValues = false
    /// Endings of its files.
    public let fileExtensions = ["swift"]

    /// Creates the language; it holds nothing.
    public init() {}

    /// Whether a file belongs to a test target.
    public func isTest(path: String) -> Bool {
        path.hasSuffix(".swift") && (path.hasPrefix("Tests/") || path.hasSuffix("Tests.swift"))
    }

    /// The outline of a file; see `Language.outline`.
    public func outline(of source: String) -> SourceOutline { BraceOutline.read(source, .swift) }

    /// Puts a snippet's declarations into a file; see `Language.merge`. Merging the same snippet again changes nothing.
    public func merge(_ snippet: String, into source: String) -> String {
        BraceMerge.merge(snippet, into: source, .swift)
    }

    /// Parses the files without building them; see `Language.staticCheck`.
    public func staticCheck(paths: [String]) -> Command? {
        paths.isEmpty ? nil : Command("swiftc", ["-frontend", "-parse"] + paths)
    }

    /// Reads the compiler's lines `FILE:LINE:COLUMN: error: MESSAGE`; see `Language.staticFindings`.
    public func staticFindings(from result: CommandResult) -> [StaticFinding] {
        var findings: [StaticFinding] = []
        for line in result.standardError.split(whereSeparator: \.isNewline) {
            guard let mark = line.firstRange(of: ": error: ") else { continue }
            let place = line[..<mark.lowerBound].split(separator: ":")
            guard place.count >= 3, let number = Int(place[place.count - 2]) else { continue }
            let finding = StaticFinding(
                path: place.dropLast(2).joined(separator: ":"), line: max(1, number),
                message: String(line[mark.upperBound...]))
            if !findings.contains(finding) { findings.append(finding) }
        }
        return findings
    }

    /// A file of the interfaces whose signatures are Swift; see `Language.skeleton`.
    public func skeleton(interfaces: [Interface], path: String) -> String {
        SwiftSkeleton(interfaces: interfaces).text
    }

    /// `swift test` for a package.
    public func testCommands(in project: Project) -> [Command] {
        project.files.contains("Package.swift") ? [Command("swift", ["test"])] : []
    }

    /// Writes a file of Swift Testing for the package's test target; see `Language.testFile`.
    ///
    /// Only a package that has a test target gets one: the manifest is the author's.
    public func testFile(
        for checks: [Check], requirement: RequirementID, project: Project, symbols: SymbolIndex,
        skipping: [String: String]
    ) -> GeneratedFile? {
        SwiftTestFile(
            checks: checks, requirement: requirement, project: project, symbols: symbols, skipping: skipping
        ).generated
    }

    /// Builds and runs the tests of files; see `Language.testRun`.
    public func testRun(paths: [String], project: Project) -> Command { plainTestRun(paths: paths, project: project) }

    /// The command for a person: `swift test`, filtered to the suites of the files.
    public func plainTestRun(paths: [String], project: Project) -> Command {
        let suites = paths.compactMap { path in path.split(separator: "/").last?.dropLast(".swift".count) }
        let filter = suites.isEmpty ? [] : ["--filter", suites.joined(separator: "|")]
        return Command("swift", ["test"] + filter)
    }

    /// Reads the outcomes that Swift Testing and XCTest print; see `Language.testOutcomes`.
    public func testOutcomes(from result: CommandResult) -> [TestOutcome] {
        SwiftTestOutput.outcomes(from: result)
    }
}
