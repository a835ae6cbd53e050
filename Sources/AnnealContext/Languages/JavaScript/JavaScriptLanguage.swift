public import AnnealFoundation
public import AnnealSpecs

/// JavaScript for Node, as ES modules or CommonJS, tested with `node:test`; TypeScript is read only.
public struct JavaScriptLanguage: Language {
    /// The language's name.
    public let name = "javascript"
    /// Endings of its files.
    public let fileExtensions = ["mjs", "js", "cjs", "ts", "mts", "jsx", "tsx"]

    /// Creates the language; it holds nothing.
    public init() {}

    /// Whether a file is a test by the rules of `node --test`.
    public func isTest(path: String) -> Bool {
        let parts = path.split(separator: "/")
        guard let file = parts.last, let stem = file.split(separator: ".").first else { return false }
        let isSource = fileExtensions.contains { file.hasSuffix("." + $0) }
        let marks = [".test.", "-test.", "_test.", ".spec."]
        return isSource
            && (marks.contains { file.contains($0) } || stem == "test" || file.hasPrefix("test-")
                || parts.dropLast().contains { $0 == "test" || $0 == "__tests__" })
    }

    /// The outline of a file; see `Language.outline`.
    public func outline(of source: String) -> SourceOutline { BraceOutline.read(source, .javaScript) }

    /// Puts a snippet's definitions into a file; see `Language.merge`. Merging the same snippet again changes nothing.
    public func merge(_ snippet: String, into source: String) -> String {
        BraceMerge.merge(snippet, into: source, .javaScript)
    }

    /// Looks for syntax errors and for imports of files and names that there are not; see `Language.staticCheck`.
    public func staticCheck(paths: [String]) -> Command? {
        let paths = paths.filter { path in [".mjs", ".js", ".cjs"].contains { path.hasSuffix($0) } }
        guard !paths.isEmpty else { return nil }
        return Command("node", ["--input-type=module", "-e", JavaScriptStaticCheck.script, "--"] + paths)
    }

    /// Reads the records of the static check; see `Language.staticFindings`.
    public func staticFindings(from result: CommandResult) -> [StaticFinding] { StaticRecords.findings(from: result) }

    /// A file of the interfaces that a specification names; see `Language.skeleton`.
    public func skeleton(interfaces: [Interface], path: String) -> String {
        JavaScriptSkeleton(interfaces: interfaces, isCommonJS: path.hasSuffix(".cjs")).text
    }

    /// The commands for all tests: npm's script where it does more, `node --test` otherwise.
    public func testCommands(in project: Project) -> [Command] {
        let hasTests = project.files.contains { isTest(path: $0) }
        if project.files.contains("package.json"), let text = project.text(of: "package.json"),
            let manifest = try? JSONValue(parsing: text), let script = manifest["scripts"]?["test"]?.stringValue,
            !script.contains("no test specified")
        {
            return [Command("npm", ["test"])]
        }
        return hasTests ? [Command("node", ["--test"])] : []
    }

    /// Writes a file of `node:test`; see `Language.testFile`.
    public func testFile(
        for checks: [Check], requirement: RequirementID, project: Project, symbols: SymbolIndex,
        skipping: [String: String]
    ) -> GeneratedFile? {
        JavaScriptTestFile(
            checks: checks, requirement: requirement, project: project, symbols: symbols, skipping: skipping
        ).generated
    }

    /// Runs test files with a small runner around `node:test`; see `Language.testRun`.
    public func testRun(paths: [String], project: Project) -> Command {
        Command("node", ["--input-type=module", "-e", JavaScriptTestRunner.script, "--"] + paths)
    }

    /// The command for a person; see `Language.plainTestRun`.
    public func plainTestRun(paths: [String], project: Project) -> Command {
        Command("node", ["--test"] + paths)
    }

    /// Reads the runner's records; see `Language.testOutcomes`.
    public func testOutcomes(from result: CommandResult) -> [TestOutcome] { TestRecords.outcomes(from: result) }
}
