public import AnnealFoundation

extension PythonLanguage {
    /// Writes a unittest file that also runs under pytest; see `Language.testFile`.
    public func testFile(
        for checks: [Check], requirement: RequirementID, project: Project, symbols: SymbolIndex,
        skipping: [String: String]
    ) -> GeneratedFile? {
        PythonTestFile(
            checks: checks, requirement: requirement, project: project, symbols: symbols, skipping: skipping
        ).generated
    }

    /// Runs test files with a small runner that needs only the standard library; see `Language.testRun`.
    ///
    /// Files that need pytest (fixtures, `import pytest`) are run by pytest where it is installed. Every test has ten
    /// seconds; one that crashes or cannot be stopped takes no other with it.
    ///
    /// - Parameters:
    ///   - paths: test files; empty runs all that are found.
    ///   - project: the project.
    /// - Returns: the command.
    public func testRun(paths: [String], project: Project) -> Command {
        Command("python3", ["-B", "-c", PythonTestRunner.script] + paths)
    }

    /// The command for a person; see `Language.plainTestRun`.
    public func plainTestRun(paths: [String], project: Project) -> Command {
        guard !paths.isEmpty else {
            return testCommands(in: project).first ?? Command("python3", ["-m", "unittest"])
        }
        if TestCommandDetection.usesPytest(project) { return Command("python3", ["-m", "pytest", "-q"] + paths) }
        return Command("python3", ["-m", "unittest", "-v"] + paths)
    }

    /// The commands for all tests; see `Language.testCommands`.
    public func testCommands(in project: Project) -> [Command] {
        TestCommandDetection.pythonCommands(in: project)
    }

    /// Reads the runner's records; see `Language.testOutcomes`. Tests that were announced and never ended count as
    /// errored.
    public func testOutcomes(from result: CommandResult) -> [TestOutcome] {
        TestRecords.outcomes(from: result)
    }

    /// Looks for syntax errors, names that are not defined, imports that cannot work and calls with the wrong
    /// arguments; see `Language.staticCheck`.
    public func staticCheck(paths: [String]) -> Command? {
        let paths = paths.filter { $0.hasSuffix(".py") }
        return paths.isEmpty ? nil : Command("python3", ["-B", "-c", PythonStaticCheck.script] + paths)
    }

    /// Reads the records of the static check; see `Language.staticFindings`.
    public func staticFindings(from result: CommandResult) -> [StaticFinding] {
        StaticRecords.findings(from: result)
    }
}
