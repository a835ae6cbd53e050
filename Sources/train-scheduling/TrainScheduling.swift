import AnnealLearning
import Foundation

/// Trains what the module brings along for scheduling, on generated workflows and projects, and writes the weights as
/// a safetensors file.
///
///     train-scheduling policy Sources/CLearningKernels/schedule-policy.safetensors
///     train-scheduling priorities Sources/CLearningKernels/priority-network.safetensors
///
/// A seed and a number of steps (for priorities: of projects) may follow. The same seed gives the same file on one kind of
/// machine with the same loops of OpenBLAS: the weights that are kept were made with `OPENBLAS_CORETYPE=Prescott`. What happens on the way is told as one JSON object a line.
@main
enum TrainScheduling {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count > 1, ["policy", "priorities"].contains(arguments[0]) else {
            print("train-scheduling policy|priorities FILE [SEED] [COUNT]")
            return
        }
        let seed = arguments.count > 2 ? UInt64(arguments[2]) ?? 1 : 1
        let given = arguments.count > 3 ? Int(arguments[3]) : nil
        let weights: [String: Tensor]
        if arguments[0] == "policy" {
            weights = try PolicyTraining(seed: seed, steps: given ?? PolicyTraining.usualSteps).run()
        } else {
            var training = try PriorityTraining(seed: seed, projects: given ?? PriorityTraining.usualProjects)
            weights = try training.run()
        }
        try Safetensors.data(weights).write(to: URL(filePath: arguments[1]))
    }

    /// Tells something as soon as it is known.
    static func tell(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
