internal import AnnealContext
internal import AnnealFoundation
internal import AnnealSafety

/// Runs test files in the sandbox, and says which checks the outcomes belong to.
struct TestRuns: Sendable {
    /// The environment variable with which the tests of unmet criteria, which are otherwise skipped, are run too.
    static let allChecksVariable = "ANNEAL_ALL_CHECKS"

    /// The folder that the tests run in.
    var root: String
    /// The sandbox.
    var sandbox: any Sandbox
    /// Limits of each command.
    var limits: SandboxLimits
    /// The project as it is in the folder.
    var project: Project

    /// One run of the tests of one language.
    struct Run: Sendable {
        /// The language.
        var language: any Language
        /// What a person types to repeat it in the root.
        var plainCommand: String
        /// How the command ended.
        var result: CommandResult
        /// The outcomes of the tests; one that says that nothing ran when nothing did.
        var outcomes: [TestOutcome]
    }

    /// Runs test files, one command for each language.
    ///
    /// - Parameters:
    ///   - paths: test files, relative to the root.
    ///   - includingSkipped: whether tests of unmet criteria run too.
    /// - Returns: the runs in the order of the languages.
    /// - Throws: `SandboxError`, `CancellationError`.
    func run(paths: [String], includingSkipped: Bool) async throws -> [Run] {
        var runs: [Run] = []
        for language in Languages.all {
            let own = paths.filter { Languages.forFile(path: $0)?.name == language.name }
            guard !own.isEmpty else { continue }
            runs.append(try await run(language, paths: own, includingSkipped: includingSkipped))
        }
        return runs
    }

    /// Runs test files of one language.
    ///
    /// - Parameters:
    ///   - language: the language.
    ///   - paths: its test files, relative to the root.
    ///   - includingSkipped: whether tests of unmet criteria run too.
    /// - Returns: the run.
    /// - Throws: `SandboxError`, `CancellationError`.
    func run(_ language: any Language, paths: [String], includingSkipped: Bool) async throws -> Run {
        var command = language.testRun(paths: paths, project: project)
        var plain = language.plainTestRun(paths: paths, project: project).shellText
        if includingSkipped {
            var environment = command.environment ?? [:]
            environment[Self.allChecksVariable] = "1"
            command.environment = environment
            plain = "\(Self.allChecksVariable)=1 \(plain)"
        }
        let result = try await sandbox.run(command, workspace: root, limits: limits)
        var outcomes = language.testOutcomes(from: result)
        if outcomes.isEmpty {
            let tail = (result.standardError + result.standardOutput).suffix(400)
            outcomes.append(
                TestOutcome(
                    name: paths.joined(separator: " "), status: .errored, detail: "the tests did not run: \(tail)"))
        }
        return Run(language: language, plainCommand: plain, result: result, outcomes: outcomes)
    }

    /// Tells which check a test belongs to.
    ///
    /// - Parameters:
    ///   - name: the test's name as its runner gives it.
    ///   - files: the files that the tests were made in.
    /// - Returns: the check's identifier, or `nil` for a test that Anneal did not make.
    static func check(ofTest name: String, in files: [GeneratedFile]) -> String? {
        for file in files {
            if let check = file.checksByTest[name] { return check }
            for (test, check) in file.checksByTest where name.hasSuffix(test) {
                let before = name.dropLast(test.count).last
                if before == "." || before == ":" || before == " " || before == "/" || before == ">" { return check }
            }
        }
        return nil
    }
}
