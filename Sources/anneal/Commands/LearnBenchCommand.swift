import AnnealFoundation
import AnnealLearningBenchmarks
import ArgumentParser
import Foundation

/// `anneal learn bench`: how fast networks and algorithms are on this machine.
struct LearnBenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure networks, learning and scheduling on this machine.",
        discussion: """
            Names: \(LearningBenchmarks.names.joined(separator: ", ")). Times are processor time of one thread; all of \
            it takes some minutes.
            """)

    @Argument(help: "What to measure.") var names: [String] = ["networks"]
    @Flag(help: "One JSON object a figure.") var json = false

    func validate() throws {
        for name in names where !LearningBenchmarks.names.contains(name) {
            throw ValidationError(
                "there is no measurement \"\(name)\"; there are \(LearningBenchmarks.names.joined(separator: ", "))")
        }
    }

    func run() async throws {
        let json = json
        try await reportingErrors(json: json) {
            try LearningInput.checked {
                try LearningBenchmarks.run(Set(names)) { figure in
                    if json { return Terminal.result(figure.json) }
                    let numbers = figure.numbers.map { "\($0.name) \($0.value.formatted())" }
                    Terminal.result("\(figure.name): \(numbers.joined(separator: ", "))")
                }
            }
            return .verified
        }
    }
}
