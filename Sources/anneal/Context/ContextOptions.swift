import AnnealContext
import AnnealFoundation
import ArgumentParser
import Foundation

/// The options that every command on an index has.
struct ContextOptions: ParsableArguments {
    @Option(help: "The folder or repository.") var repo = "."
    @Option(help: "The index's file; one in the cache folder when not given.") var index: String?
    @Flag(help: "One JSON object a line.") var json = false

    /// Opens the index.
    func open() throws -> RepositoryIndex {
        let environment = ProcessInfo.processInfo.environment
        let path = index.map { URL(fileURLWithPath: $0).path }
        return try RepositoryIndex(
            root: repo, path: path ?? RepositoryIndex.defaultPath(root: repo, environment: environment),
            onMending: { Terminal.note("the index was made anew, without history and vectors: \($0)") })
    }

    /// Opens the index, brings it and what it has of git's history up to date, and tells what could not be read.
    func updated() async throws -> RepositoryIndex {
        let index = try open()
        let report = try index.update()
        try await index.updateHistory(
            launcher: SystemProcessLauncher(), environment: ProcessInfo.processInfo.environment)
        if let reason = report.rebuilt { Terminal.note("the index was made anew: \(reason)") }
        for path in report.unreadable { Terminal.note("cannot be read: \(path)") }
        return index
    }
}
