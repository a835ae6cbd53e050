import AnnealDecisions
import AnnealLearning

/// Outcomes of tasks whose first feature tells how hard they are: the cheap arm solves the easy ones, the dear arm nearly
/// all, and checks are right nine times in ten.
enum SyntheticMatrix {
    static func make(tasks: Int, seed: UInt64, tells: Bool = true) -> OutcomeMatrix {
        var random = RandomSource(seed: seed)
        let rows = (0..<tasks).map { number -> OutcomeMatrix.Row in
            let hardness = random.uniform()
            var features = [Double](repeating: 0, count: TaskFeatures.names.count)
            features[0] = tells ? hardness * 5 : random.uniform() * 5
            // The same number of draws whatever the number of features is, so that outcomes do not change with it.
            for index in 1..<27 {
                let value = random.uniform()
                if index < features.count { features[index] = value }
            }
            let cells = [(0.4, 100.0), (0.7, 400), (0.97, 1_000)].map { reach, cost -> OutcomeMatrix.Cell in
                let isSolved = hardness < reach
                let passes = isSolved ? random.uniform() < 0.95 : random.uniform() < 0.05
                let noise = 0.8 + 0.4 * random.uniform()
                return OutcomeMatrix.Cell(
                    isSolved: isSolved, passes: passes, score: passes ? 1 : -0.5, tokens: cost * noise,
                    seconds: cost * noise / 50)
            }
            return OutcomeMatrix.Row(task: "t\(number)", features: features, cells: cells)
        }
        return OutcomeMatrix(arms: ["cheap", "middle", "dear"], rows: rows)
    }
}
