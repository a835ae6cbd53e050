import Foundation

/// `train-ranking rows OUT COUNT REPOSITORY…` writes what the ranker knows of the best files for COUNT commits of each git
/// repository; `train-ranking fit ROWS MODEL HELD…` learns from these rows, tells the figures on the repositories HELD, by
/// name, that it did not learn from, and writes the model.
@main
struct TrainRanking {
    static func main() async {
        do {
            let arguments = Array(CommandLine.arguments.dropFirst())
            switch arguments.first {
            case "rows" where arguments.count > 3:
                guard let count = Int(arguments[2]) else { throw Failure(message: "COUNT is no number") }
                try await RowCollector(output: arguments[1], count: count).collect(Array(arguments[3...]))
            case "fit" where arguments.count > 3:
                try RankingFit(rows: arguments[1]).run(model: arguments[2], held: Set(arguments[3...]))
            default:
                throw Failure(
                    message: """
                        usage: train-ranking rows OUT COUNT REPOSITORY…
                               train-ranking fit ROWS MODEL HELD…
                        """)
            }
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(1)
        }
    }
}

/// Why training cannot go on.
struct Failure: Error, CustomStringConvertible {
    var message: String
    var description: String { message }
}
