import AnnealLearning
import Foundation
import Testing

@Suite("CartPole and Acrobot") struct ClassicControlTests {
    /// The actions that the reference was taken with.
    private func actions(count: Int, below bound: Int, seed: UInt64) -> [Int] {
        var state = seed
        return (0..<count).map { _ in
            state = (state &* 1_103_515_245 &+ 12_345) % 0x8000_0000
            return Int((state >> 16) % UInt64(bound))
        }
    }

    private func expect(
        _ environment: inout some Environment, follows rows: [GymnasiumTrajectories.Row],
        choosing: (_ step: Int, _ observation: [Float]) -> Int, from first: [Float], within tolerance: Float
    ) throws {
        var observation = first
        var last: StepOutcome?
        let end = try #require(rows.last).step
        for step in 1...end {
            let (seen, outcome) = try environment.step(choosing(step, observation))
            observation = seen
            last = outcome
            guard let row = rows.first(where: { $0.step == step }) else { continue }
            for (value, reference) in zip(seen, row.observation) {
                #expect(abs(value - reference) <= tolerance * max(1, abs(reference)), "step \(step)")
            }
            #expect(outcome.reward == row.reward)
            #expect(outcome.isTerminated == row.terminated)
            #expect(outcome.isTruncated == row.truncated)
        }
        #expect(last?.isOver == rows.last.map { $0.terminated || $0.truncated })
    }

    private func begun(_ state: CartPole.State) -> (CartPole, [Float]) {
        var environment = CartPole()
        var observation = [Float](repeating: 0, count: 4)
        observation.withUnsafeMutableBufferPointer { environment.begin(at: state, into: $0) }
        return (environment, observation)
    }

    private let upright = CartPole.State(position: 0.01, speed: -0.02, angle: 0.03, angularSpeed: 0.04)

    @Test("a pole falls as Gymnasium's does")
    func cartPoleFalls() throws {
        var (environment, first) = begun(upright)
        let actions = actions(count: 500, below: 2, seed: 1)
        try expect(
            &environment, follows: GymnasiumTrajectories.cartPoleFalls, choosing: { step, _ in actions[step - 1] },
            from: first, within: 1e-6)
    }

    @Test("a cart that leaves ends the episode as Gymnasium's does")
    func cartPoleLeaves() throws {
        var (environment, first) = begun(CartPole.State(position: 2.3, speed: 1, angle: 0, angularSpeed: 0))
        try expect(
            &environment, follows: GymnasiumTrajectories.cartPoleLeaves, choosing: { _, _ in 1 }, from: first,
            within: 1e-6)
    }

    @Test("a pole kept upright for 250 steps moves as Gymnasium's does")
    func cartPoleBalances() throws {
        var (environment, first) = begun(upright)
        let actions = GymnasiumTrajectories.balancingActions.map { $0 == "1" ? 1 : 0 }
        // The pole is unstable: a last bit of sine grows by a factor of about 50 a second.
        let rows = GymnasiumTrajectories.cartPoleBalances.filter { $0.step <= 251 }
        try expect(
            &environment, follows: rows, choosing: { step, _ in actions[step - 1] }, from: first, within: 1e-5)
    }

    @Test("a pole kept upright for 500 steps is cut off, and has not fallen")
    func cartPoleEnds() throws {
        var (environment, seen) = begun(upright)
        var outcome = StepOutcome(reward: 0)
        var steps = 0
        while !outcome.isOver {
            let push = 0.1 * seen[0] + 0.3 * seen[1] + 3 * seen[2] + seen[3]
            (seen, outcome) = try environment.step(push > 0 ? 1 : 0)
            steps += 1
        }
        #expect(steps == 500 && outcome.isTruncated && !outcome.isTerminated)
        #expect(GymnasiumTrajectories.cartPoleBalances.last?.truncated == true)
    }

    @Test("two links swing as Gymnasium's do, and reach the goal in the same step")
    func acrobot() throws {
        var environment = Acrobot()
        var first = [Float](repeating: 0, count: 6)
        first.withUnsafeMutableBufferPointer {
            environment.begin(at: .init(angle1: 0.05, angle2: -0.03, speed1: 0.02, speed2: 0.01), into: $0)
        }
        let actions = actions(count: 60, below: 3, seed: 7)
        try expect(
            &environment, follows: GymnasiumTrajectories.acrobot, choosing: { step, _ in actions[step - 1] },
            from: first, within: 1e-5)
        first.withUnsafeMutableBufferPointer {
            environment.begin(at: .init(angle1: 1.2, angle2: 0.3, speed1: 2.5, speed2: 0.5), into: $0)
        }
        try expect(
            &environment, follows: GymnasiumTrajectories.acrobotReaches, choosing: { _, _ in 2 }, from: first,
            within: 1e-5)
    }

    @Test("first states are within the bounds and depend on the seed alone")
    func firstStates() {
        var pole = CartPole(seed: 3)
        var links = Acrobot(seed: 3)
        for _ in 0..<200 {
            #expect(pole.reset().allSatisfy { abs($0) <= 0.05 })
            _ = links.reset()
            #expect(abs(links.state.angle1) <= 0.1 && abs(links.state.speed2) <= 0.1)
        }
        pole.seed(3)
        var other = CartPole(seed: 3)
        #expect(pole.reset() == other.reset())
        other.seed(4)
        #expect(pole.reset() != other.reset())
    }

    @Test("an environment that was stored goes on bit for bit")
    func stored() throws {
        var environment = CartPole(seed: 9)
        _ = environment.reset()
        for _ in 0..<5 { _ = try environment.step(1) }
        var resumed = try JSONDecoder().decode(CartPole.self, from: JSONEncoder().encode(environment))
        for _ in 0..<3 { #expect(try environment.step(0).observation == resumed.step(0).observation) }
        #expect(environment.reset() == resumed.reset())
    }

    @Test("a step that cannot be is an error: no such action, no episode, an episode that is over")
    func refused() throws {
        var environment = CartPole(stepLimit: 1)
        #expect(throws: LearningError.self) { try environment.step(0) }
        _ = environment.reset()
        #expect(throws: LearningError.self) { try environment.step(2) }
        #expect(throws: LearningError.self) { try environment.step(-1) }
        let outcome = try environment.step(0).outcome
        #expect(outcome.isTruncated && !outcome.isTerminated)
        #expect(throws: LearningError.self) { try environment.step(0) }
    }
}
