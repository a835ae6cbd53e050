import AnnealContext
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal context index`: brings the index of a repository up to date.
struct ContextIndexCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index", abstract: "Bring the index of a repository up to date.",
        discussion: """
            Only what has changed is read. Files that .gitignore names, hidden folders and folders of installed \
            packages are left out; of files that are large, binary or minified only the path is found.
            """)

    @OptionGroup var options: ContextOptions
    @Option(name: .customLong("path"), help: "Look at this file only, by its path in the repository; repeatable.")
    var paths: [String] = []
    @Flag(help: "Make the index anew.") var rebuild = false

    func run() async throws {
        try await reportingErrors(json: options.json) {
            let index = try options.open()
            if rebuild { try index.rebuild() }
            let report = try index.update(paths: paths.isEmpty ? nil : paths)
            let history =
                paths.isEmpty
                ? try await index.updateHistory(
                    launcher: SystemProcessLauncher(), environment: ProcessInfo.processInfo.environment) : nil
            try show(report, history, of: index)
            return .verified
        }
    }

    private func show(_ report: IndexReport, _ history: HistoryReport?, of index: RepositoryIndex) throws {
        let attributes = try? FileManager.default.attributesOfItem(atPath: index.path)
        let size = attributes?[.size] as? Int ?? 0
        guard options.json else {
            if let reason = report.rebuilt { Terminal.note("the index was made anew: \(reason)") }
            for path in report.unreadable { Terminal.note("cannot be read: \(path)") }
            for (path, reason) in report.leftOut.sorted(by: { $0.key < $1.key }) { Terminal.note("\(reason): \(path)") }
            let seconds = String(format: "%.2f", report.seconds)
            let commits = history.map { $0.missing == nil ? ", \($0.commits) commits" : "" } ?? ""
            return Terminal.result(
                "\(report.files) files, \(report.changed) read, \(report.removed) gone, \(report.bytes) bytes, "
                    + "\(seconds) s\(commits)")
        }
        var members: [String: JSONValue] = [
            "files": .int(report.files), "changed": .int(report.changed), "removed": .int(report.removed),
            "bytes": .int(report.bytes), "seconds": .double(report.seconds), "index": .string(index.path),
            "indexBytes": .int(size), "unreadable": .array(report.unreadable.map { .string($0) }),
            "leftOut": .object(report.leftOut.mapValues { .string($0) }),
        ]
        members["commits"] = history.map { .int($0.commits) }
        members["rebuilt"] = report.rebuilt.map { .string($0) }
        Terminal.result(try CanonicalJSON.string(JSONValue.object(members)))
    }
}
