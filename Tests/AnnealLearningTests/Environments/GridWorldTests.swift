import AnnealLearning
import Testing

@Suite("Grid worlds and their values") struct GridWorldTests {
    @Test("the 4×4 grid of the textbook has the textbook's values under the random policy")
    func textbook() throws {
        // Sutton and Barto, example 4.1: every move costs 1, two corners end the episode.
        let world = try GridWorld(rows: ["+...", "....", "....", "...+"], stepReward: -1)
        // There, the move into a corner costs 1 as well; here it earns 1: the difference is the 2 that is taken off.
        let policy = [[Double]](repeating: [0.25, 0.25, 0.25, 0.25], count: 16)
        let values = try world.process.values(of: policy, discount: 1).map { ($0 - 2).rounded() }
        let textbook: [Double] = [0, -14, -20, -22, -14, -18, -20, -20, -20, -20, -18, -14, -22, -20, -14, 0]
        for field in 1..<15 { #expect(values[field] == textbook[field]) }
    }

    @Test("the best values fall by the discount with the distance, around walls")
    func optimal() throws {
        let world = try GridWorld(rows: ["S.#+", "....", "-..."])
        let values = world.process.optimalValues(discount: 0.9)
        // From the start: two right and down in some order, then right and up: the fifth move reaches the goal.
        #expect(abs(values[0] - Elementary.power(0.9, 4)) < 1e-12)
        #expect(abs(values[7] - 1) < 1e-12)
        #expect(values[3] == 0)
    }

    @Test("the best policy's returns have the mean that value iteration promises, slips included")
    func returns() throws {
        var world = try GridWorld(
            rows: ["S...", ".#.-", "...+"], stepReward: -0.04, slip: 0.2, stepLimit: 10_000, seed: 5)
        let discount = 0.95
        let values = world.process.optimalValues(discount: discount)
        let best = (0..<12).map { state in
            (0..<4).max {
                world.process.value(of: $0, in: state, values: values, discount: discount)
                    < world.process.value(of: $1, in: state, values: values, discount: discount)
            } ?? 0
        }
        var sum = 0.0
        let episodes = 4_000
        for _ in 0..<episodes {
            _ = world.reset()
            var weight = 1.0
            var outcome = StepOutcome(reward: 0)
            while !outcome.isOver {
                outcome = try world.step(best[world.position]).outcome
                sum += weight * Double(outcome.reward)
                weight *= discount
            }
        }
        #expect(abs(sum / Double(episodes) - values[0]) < 0.02)
    }

    @Test("drawings and processes that make no sense are errors that name the place")
    func malformed() {
        #expect(throws: LearningError.self) { try GridWorld(rows: []) }
        #expect(throws: LearningError.self) { try GridWorld(rows: ["..", "."]) }
        #expect(throws: LearningError.self) { try GridWorld(rows: ["##"]) }
        #expect(throws: LearningError.self) { try GridWorld(rows: ["S?"]) }
        #expect(throws: LearningError.self) { try GridWorld(rows: ["S+"], slip: 2) }
        #expect(throws: LearningError.self) { try GridWorld(rows: ["S+"], stepReward: .nan) }
        #expect(throws: LearningError.self) { try MarkovProcess(transitions: []) }
        #expect(throws: LearningError.self) {
            try MarkovProcess(transitions: [[[.init(probability: 0.5, state: 0, reward: 0)]]])
        }
        #expect(throws: LearningError.self) {
            try MarkovProcess(transitions: [[[.init(probability: 1, state: 1, reward: 0)]]])
        }
    }
}

private enum Elementary {
    static func power(_ base: Double, _ exponent: Int) -> Double {
        (0..<exponent).reduce(1) { value, _ in value * base }
    }
}
