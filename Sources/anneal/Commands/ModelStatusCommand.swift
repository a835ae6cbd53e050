import AnnealFoundation
import AnnealModels
import ArgumentParser
import Foundation

/// `anneal model status`
struct ModelStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "status", abstract: "How the local model is.")

    @Flag(help: "One JSON object a line.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let all = try await localRuntime(try Settings()).status()
            if all.isEmpty, !json { Terminal.result("no local model is running; a run starts it when needed") }
            for status in all {
                Terminal.result(
                    json
                        ? try CanonicalJSON.string(
                            JSONValue.object(["type": "status", "status": JSONValue(encoding: status)]))
                        : text(status))
            }
            return .verified
        }
    }

    private func text(_ status: LocalStatus) -> String {
        guard let server = status.server else {
            let meaning = status.state == .loading ? "is loading" : "does not answer; `anneal model stop` ends it"
            return "\(status.model) \(meaning) (process \(status.pid), log \(status.log))"
        }
        return "\(status.model) at \(server.baseURL): \(status.busySlots) of \(server.slots) slots busy, "
            + "\(server.contextLength.value) tokens each, \(status.plan.threads) threads, \(server.runtime), "
            + "process \(status.pid), log \(status.log)"
    }
}
