import AnnealLearning
import Foundation
import Testing

@Suite("Environments that step together") struct VectorEnvironmentTests {
    @Test("each member moves as it would alone, and an episode's end begins the next")
    func together() throws {
        var vector = try VectorEnvironment([CartPole](repeating: CartPole(), count: 3), seed: 11)
        var seeds = RandomSource(seed: 11)
        var alone = (0..<3).map { _ in CartPole(seed: seeds.next()) }
        var seen = alone.indices.map { alone[$0].reset() }
        #expect(vector.observations == seen.flatMap { $0 })
        var returns = [0.0, 0.0, 0.0]
        var ends = 0
        for step in 0..<200 {
            let actions = (0..<3).map { (step / ($0 + 1)) % 2 }
            try vector.step(actions)
            for index in 0..<3 {
                let (observation, outcome) = try alone[index].step(actions[index])
                returns[index] += Double(outcome.reward)
                #expect(vector.rewards[index] == outcome.reward)
                #expect(vector.terminated[index] == outcome.isTerminated)
                if outcome.isOver {
                    ends += 1
                    #expect(Array(vector.finalObservations[index * 4..<index * 4 + 4]) == observation)
                    #expect(vector.finishedReturns[index] == returns[index])
                    #expect(vector.finishedLengths[index] == Int(returns[index]))
                    returns[index] = 0
                    seen[index] = alone[index].reset()
                } else {
                    seen[index] = observation
                }
            }
            #expect(vector.observations == seen.flatMap { $0 })
        }
        #expect(ends > 5)
    }

    @Test("members differ by their seeds, and a stored vector goes on bit for bit")
    func stored() throws {
        var vector = try VectorEnvironment([CartPole(), CartPole()], seed: 1)
        #expect(Array(vector.observations[0..<4]) != Array(vector.observations[4..<8]))
        for _ in 0..<30 { try vector.step([0, 1]) }
        var resumed = try JSONDecoder().decode(
            VectorEnvironment<CartPole>.self, from: JSONEncoder().encode(vector))
        for _ in 0..<30 {
            try vector.step([1, 0])
            try resumed.step([1, 0])
        }
        #expect(vector.observations == resumed.observations)
        #expect(vector.episodeReturns == resumed.episodeReturns)
    }

    @Test("no member, or another number of actions, is an error")
    func refused() throws {
        #expect(throws: LearningError.self) { try VectorEnvironment([CartPole](), seed: 0) }
        var vector = try VectorEnvironment([CartPole()], seed: 0)
        #expect(throws: LearningError.self) { try vector.step([]) }
        #expect(throws: LearningError.self) { try vector.step([7]) }
        let small = try GridWorld(rows: ["S+"])
        let large = try GridWorld(rows: ["S.+"])
        #expect(throws: LearningError.self) { try VectorEnvironment([small, large], seed: 0) }
    }
}
