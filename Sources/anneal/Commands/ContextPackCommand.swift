import AnnealContext
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal context pack`: what a model should see for a task, within a budget of tokens.
struct ContextPackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack", abstract: "Show what a model needs to see of a repository for a task.",
        discussion: """
            Whole definitions come first, then signatures; the repository's rules for agents stand before them. What \
            found no room is told. With --previous the pack goes on from an earlier one (its --json output): what \
            still holds keeps its place and what is new is appended, so that a model server's cache serves it.
            """)

    @OptionGroup var options: ContextOptions
    @Option(help: "What is to be done.") var task: String?
    @Option(help: "A file with the task.") var taskFile: String?
    @Option(help: "A file with many tasks: one JSON object a line with `id` and `query`.") var tasks: String?
    @Option(help: "The budget in tokens.") var budget = 4000
    @Option(name: .customLong("path"), help: "A file that is in play, by its path in the repository; repeatable.")
    var paths: [String] = []
    @Option(help: "The pack of the step before, as --json gave it.") var previous: String?
    @Flag(help: "Leave the repository's rules for agents out.") var noRules = false
    @OptionGroup var tokenizer: TokenizerOption

    func validate() throws {
        guard [task, taskFile, tasks].compactMap({ $0 }).count == 1 else {
            throw ValidationError("give the task with --task, --task-file or --tasks")
        }
    }

    func run() async throws {
        try await reportingErrors(json: options.json) {
            let packer = ContextPacker(
                index: try await options.updated(), counter: try await tokenizer.counter(repository: options.repo))
            if let tasks {
                for query in try SearchQuery.read(path: tasks) {
                    let pack = try await packer.pack(request(query.query))
                    Terminal.result(try CanonicalJSON.string(Answer(id: query.id, pack: pack)))
                }
                return .verified
            }
            let pack = try await packer.pack(request(try text()))
            guard options.json else {
                Output.results.write(pack.text)
                show(pack)
                return .verified
            }
            Terminal.result(try CanonicalJSON.string(pack))
            return .verified
        }
    }

    private struct Answer: Encodable {
        var id: String
        var pack: ContextPack
    }

    private func request(_ task: String) throws -> PackRequest {
        var earlier: ContextPack?
        if let previous {
            guard let data = FileManager.default.contents(atPath: previous),
                let pack = try? CanonicalJSON.decode(ContextPack.self, from: data)
            else {
                throw PackError(
                    message: "the file is no pack", place: previous,
                    remedy: "give the output of `anneal context pack --json`")
            }
            earlier = pack
        }
        return PackRequest(
            task: task, budget: budget, paths: paths, includesRules: !noRules, previous: earlier)
    }

    private func text() throws -> String {
        guard let taskFile else { return task ?? "" }
        guard let data = FileManager.default.contents(atPath: taskFile) else {
            throw PackError(
                message: "the file of the task cannot be read", place: taskFile, remedy: "name a text file")
        }
        return String(decoding: data, as: UTF8.self)
    }

    private func show(_ pack: ContextPack) {
        let count = pack.isExact ? "counted by \(pack.counter)" : pack.counter
        Terminal.note("\(pack.items.count) parts, \(pack.tokens) of \(pack.budget) tokens (\(count))")
        for place in pack.dropped { Terminal.note("does not hold any more: \(place)") }
        for item in pack.leftOut.prefix(20) {
            let outline = item.isOutlined ? ", signature shown" : ""
            Terminal.note(
                "left out: \(item.path):\(item.firstLine) \(item.symbol ?? "") (\(item.tokens) tokens\(outline))")
        }
        let more = max(0, pack.leftOut.count - 20) + pack.furtherLeftOut
        if more > 0 { Terminal.note("and \(more) more") }
    }
}
