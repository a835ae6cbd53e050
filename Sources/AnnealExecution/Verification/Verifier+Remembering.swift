internal import AnnealContext
internal import AnnealFoundation
internal import AnnealSafety
internal import Foundation

/// What is kept of the tests of one language that all passed.
struct RememberedSuite: Sendable, Hashable, Codable {
    /// The tests.
    var suite: Baseline.Suite
    /// How long they took.
    var duration: Duration
}

/// Tests of a repository that need not run again, because all of them passed on the same files with the same tools.
///
/// Only what passed before anything was changed is taken from here (`Verifier.baseline`), never a verdict: the tests of the
/// result always run. A remembered result that does not hold any more says that tests pass which do not, and so can
/// make a verdict stricter, but never better than it is.
extension Verifier {
    /// The digest of all that the tests of a language depend on, as far as it can be known: the files, the commit, the
    /// command with its limits, the sandbox, and the tools that it finds.
    ///
    /// - Parameters:
    ///   - language: the language.
    ///   - paths: its test files, relative to the root.
    ///   - project: the project as it is in the folder.
    ///   - workspace: the folder, which nothing was changed in.
    /// - Returns: `nil` where nothing is remembered, or something of it cannot be known.
    func key(
        of language: any Language, paths: [String], project: Project, in workspace: Workspace
    ) async -> ContentDigest? {
        guard results != nil, let tools = await tools(of: language, in: workspace),
            let tree = TreeDigest.of(workspace.root),
            let command = try? CanonicalJSON.string(language.testRun(paths: paths, project: project)),
            let limits = try? CanonicalJSON.string(limits)
        else { return nil }
        let parts = [
            "baseline 1", language.name, workspace.base, tree.hex, command, limits, sandbox.name, tools,
        ]
        return ContentDigest(of: parts.map { "\($0.utf8.count) \($0)" }.joined(separator: "\n"))
    }

    /// What a language's tools say of themselves, inside the sandbox: their version, and for Python which packages are there,
    /// by when their folders changed.
    private func tools(of language: any Language, in workspace: Workspace) async -> String? {
        let script = """
            import os, sys
            print(sys.version, sys.executable)
            for path in sys.path:
                if os.path.isdir(path): print(path, os.stat(path).st_mtime_ns)
            """
        let command: Command
        switch language.name {
        case "python": command = Command("python3", ["-B", "-c", script])
        case "javascript": command = Command("node", ["--version"])
        case "swift": command = Command("swift", ["--version"])
        default: return nil
        }
        guard let result = try? await sandbox.run(command, workspace: workspace.root, limits: limits),
            result.succeeded, !result.wasCut, !result.standardOutput.isEmpty
        else { return nil }
        return result.standardOutput
    }

    /// The tests under a key.
    ///
    /// - Returns: `nil` where there are none, or what is there is not of these tests.
    func remembered(
        _ key: ContentDigest?, of language: any Language, paths: [String]
    ) async -> RememberedSuite? {
        guard let key, let data = await results?.result(for: key),
            let known = try? CanonicalJSON.decode(RememberedSuite.self, from: data),
            known.suite.language == language.name, known.suite.paths == paths, known.suite.failing.isEmpty,
            !known.suite.passing.isEmpty
        else { return nil }
        return known
    }

    /// Keeps tests, if all of them passed: what fails may fail by chance, and is to be tried again.
    func remember(_ suite: RememberedSuite, under key: ContentDigest?) async {
        guard let key, suite.suite.failing.isEmpty, !suite.suite.passing.isEmpty,
            let data = try? CanonicalJSON.data(suite)
        else { return }
        await results?.keep(data, for: key, took: suite.duration)
    }
}
