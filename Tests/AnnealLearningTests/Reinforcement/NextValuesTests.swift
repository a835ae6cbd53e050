import Testing

@testable import AnnealLearning

@Suite("Values of what comes next, for a whole update") struct NextValuesTests {
    private func filled(_ count: Int, maskSize: Int = 0) throws -> ReplayBuffer {
        var buffer = try ReplayBuffer(capacity: 50, observationSize: 1, maskSize: maskSize)
        for index in 0..<count {
            try buffer.add(
                Transition(action: 0, reward: 0, discount: index % 3 == 0 ? 0 : 0.9), observation: [0],
                next: [Float(index)], nextMask: (0..<maskSize).map { $0 == index % 3 })
        }
        return buffer
    }

    @Test("the same transitions are drawn as for one batch after the other")
    func draws() throws {
        let buffer = try filled(40)
        var (all, one) = (RandomSource(seed: 4), RandomSource(seed: 4))
        var values = NextValues()
        values.draw(5 * 8, from: buffer, random: &all)
        var batch = TransitionBatch(count: 8, observationSize: 1)
        for index in 0..<5 {
            try buffer.sample(into: &batch, random: &one)
            #expect(Array(values.drawn[index * 8..<(index + 1) * 8]) == batch.slots)
        }
        #expect(all.next() == one.next())
    }

    @Test("each transition is computed once in an update, and none after which an episode ended")
    func once() throws {
        let buffer = try filled(12)
        var random = RandomSource(seed: 4)
        var values = NextValues()
        for _ in 0..<2 {
            values.draw(400, from: buffer, random: &random)
            #expect(values.wanted.sorted() == (0..<12).filter { $0 % 3 != 0 })
        }
    }

    @Test("the best of the allowed actions counts, the first where none is allowed, and nothing after an end")
    func best() throws {
        let buffer = try filled(6, maskSize: 2)
        var random = RandomSource(seed: 4)
        var values = NextValues()
        values.draw(100, from: buffer, random: &random)
        let numbers = values.wanted.flatMap { [Float($0) - 10, Float($0) - 20] }
        numbers.withUnsafeBufferPointer {
            values.take(values.wanted.indices, values: $0, choices: 2, buffer: buffer)
        }
        // Slot 1 and 4 allow the second action, 2 and 5 none.
        #expect(Array(values.best[0..<6]) == [0, -19, -8, 0, -16, -5])
    }

    @Test("they are the target network's values of each observation")
    func network() throws {
        var settings = DQNSettings.dqn(totalSteps: 3_000)
        settings.hidden = [64, 64]
        settings.gradientSteps = 20
        let trainer = try DQNTrainer(VectorEnvironment([CartPole()], seed: 1), settings: settings, seed: 2)
        try trainer.train()
        let buffer = try #require(trainer.uniform)
        let graph = trainer.target.graph
        #expect(trainer.nextValues.wanted.count > NextValues.blockSize)
        try graph.setRows(.batch, to: 1)
        for slot in trainer.nextValues.wanted {
            try graph.withInput(trainer.target.x) { buffer.copyNextObservations(at: [slot], into: $0) }
            try graph.forward()
            let best = try #require(graph.values(of: trainer.target.values).max())
            #expect(abs(trainer.nextValues.best[slot] - best) <= 1e-5 * max(1, abs(best)))
        }
    }
}
