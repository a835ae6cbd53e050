import AnnealFoundation
import AnnealSafety
import ArgumentParser
import Foundation

/// `anneal guard test FILE`: a policy's own examples are its tests.
struct GuardTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run the examples and tests that a policy brings along.",
        discussion: "Exits with 0 when the guard says to each what the policy expects, with 2 otherwise.")

    @Argument(help: "The policy.") var file: String = ".anneal/policy.yaml"
    @Flag(help: "Treat it as your own policy, which may allow more, rather than as a project's.") var user = false

    func run() async throws {
        try await reportingErrors(json: false) {
            let layer: PolicyDocument.Layer = user ? .user : .project
            guard let document = try PolicyFiles.read(URL(fileURLWithPath: file), layer: layer) else {
                throw GuardInputError(message: "there is no such file", place: file)
            }
            let result = PolicyTests.run(document, with: GuardDesk().guardian(with: document))
            for failure in result.failures {
                Terminal.result(
                    "\(failure.command): \(failure.judgement.verdict.rawValue) instead of \(failure.expected.rawValue)"
                        + (failure.rule.map { " (rule \($0))" } ?? "")
                        + ": \(failure.judgement.reason) [\(failure.judgement.rule)]")
            }
            Terminal.note(
                "\(document.rules.count) rules, \(result.count) examples and tests, \(result.failures.count) fail")
            return result.failures.isEmpty ? .verified : .criteriaNotMet
        }
    }
}
