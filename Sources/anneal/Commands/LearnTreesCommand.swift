import AnnealFoundation
import AnnealLearning
import ArgumentParser
import Foundation

/// `anneal learn trees FILE`: what boosted trees predict of a table, by cross-validation.
struct LearnTreesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trees", abstract: "Cross-validate gradient-boosted trees on a table.",
        discussion: """
            The file has comma-separated values: names in the first line, target and fold (from 0) in the last two \
            columns. Targets 0 and 1 are predicted as a probability and judged by AUC, whole numbers 0 to k (at most 19) \
            as classes and judged by accuracy, all others as numbers and judged by RMSE.
            """)

    @Argument(help: "The table.") var file: String
    @Option(help: "How many trees are added (times the number of classes).") var rounds = 100
    @Option(help: "How deep a tree is at most.") var depth = 4
    @Option(help: "How much of each tree is added.") var learningRate = 0.1
    @Option(help: "How splits are found: exact, hist or approx; exact and hist when left out.") var method: SplitMethod?
    @Option(help: "What is predicted before the first tree; the training rows' mean or 0.5 when left out.")
    var baseScore: Double?
    @Option(help: "Threads that train.") var threads = 1
    @Flag(help: "Print what is predicted of each row by the trees that were trained without its fold.")
    var predictions = false
    @Flag(help: "One JSON object a method.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let table = try LearningInput.checked {
                try LabelledTable(csv: LearningInput.bytes(file), source: file)
            }
            for method in method.map({ [$0] }) ?? [.exact, .hist] { try validate(table, method.treeMethod) }
            return .verified
        }
    }

    private func validate(_ table: LabelledTable, _ method: TreeParameters.Method) throws {
        var parameters = TreeParameters(objective: TreeValidation.objective(for: table), rounds: rounds)
        parameters.learningRate = learningRate
        parameters.maximumDepth = depth
        parameters.method = method
        parameters.baseScore = baseScore
        parameters.threads = threads
        var times: [Duration] = []
        let validation = try LearningInput.checked {
            try TreeValidation(table, parameters: parameters) { train in
                times.append(try ContinuousClock().measure(train))
            }
        }
        let milliseconds = times.map { $0 / .milliseconds(1) }
        let classes = if case .softmax(let classes) = parameters.objective { classes } else { 1 }
        guard json else {
            Terminal.result(
                "\(method.rawValue): \(validation.measure.rawValue) "
                    + String(
                        format: "%.6f, training %.1f ms a fold at least", validation.score, milliseconds.min() ?? 0))
            if predictions { showRows(validation, classes: classes) }
            return
        }
        var object: [String: JSONValue] = [
            "type": "trees", "file": .string(file), "method": .string(method.rawValue),
            "rows": .int(table.features.rows), "features": .int(table.features.columns), "classes": .int(classes),
            "rounds": .int(rounds), "depth": .int(depth), "learningRate": .double(learningRate),
            "measure": .string(validation.measure.rawValue), "score": .double(validation.score),
            "folds": .array(validation.scores.map { .double($0) }),
            "trainMilliseconds": .array(milliseconds.map { .double($0) }),
            "firstPredictions": .array(validation.firstFold.prefix(3).map { .double(Double($0)) }),
            "library": .string(try LearningInput.checked { try BoostedTrees.libraryVersion() }),
        ]
        if predictions { object["predictions"] = .array(validation.predictions.map { .double(Double($0)) }) }
        try Terminal.result(object)
    }

    /// A line a row, the classes side by side.
    private func showRows(_ validation: TreeValidation, classes: Int) {
        for first in stride(from: 0, to: validation.predictions.count, by: classes) {
            Terminal.result(
                validation.predictions[first..<first + classes].map { "\($0)" }.joined(separator: " "))
        }
    }
}

/// How `anneal learn trees` finds splits.
enum SplitMethod: String, CaseIterable, ExpressibleByArgument {
    case exact, hist, approx

    /// The method of the library.
    var treeMethod: TreeParameters.Method {
        switch self {
        case .exact: .exact
        case .hist: .hist
        case .approx: .approx
        }
    }
}
