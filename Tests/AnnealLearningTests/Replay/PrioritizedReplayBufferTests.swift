import AnnealLearning
import Testing

@Suite("Replay by priority") struct PrioritizedReplayBufferTests {
    @Test("a sum tree finds the slot at each point, as a walk over all weights does")
    func sumTree() {
        var random = RandomSource(seed: 1)
        for count in [1, 2, 5, 8, 13] {
            var tree = SumTree(count: count)
            var weights = [Double](repeating: 0, count: count)
            for _ in 0..<60 {
                let slot = random.index(below: count)
                weights[slot] = Double(random.index(below: 4))
                tree[slot] = weights[slot]
                let total = weights.reduce(0, +)
                #expect(tree.total == total)
                guard total > 0 else { continue }
                // Whole weights and halves: no rounding.
                let point = Double(random.index(below: Int(total))) + 0.5
                var left = point
                let expected = weights.firstIndex { weight in
                    left -= weight
                    return left < 0
                }
                #expect(tree.slot(at: point) == expected)
            }
        }
    }

    private func filled(_ count: Int) throws -> PrioritizedReplayBuffer {
        var buffer = try PrioritizedReplayBuffer(capacity: 4, observationSize: 1, exponent: 0.5, offset: 1e-12)
        for index in 0..<count {
            try buffer.add(
                Transition(action: index, reward: 0, discount: 1), observation: [Float(index)], next: [0])
        }
        return buffer
    }

    @Test("transitions come as often as their priorities say, and their weights undo it")
    func shares() throws {
        var buffer = try filled(4)
        try buffer.update(slots: [0, 1, 2, 3], priorities: [0, 1, 4, 9])
        var batch = TransitionBatch(count: 6, observationSize: 1)
        var random = RandomSource(seed: 2)
        var seen = [0, 0, 0, 0]
        for _ in 0..<2_000 {
            try buffer.sample(into: &batch, correction: 1, random: &random)
            for row in 0..<6 {
                seen[batch.actions[row]] += 1
                // The weight is in proportion to 1 / probability; the largest in the batch is 1.
                let root = Double(batch.actions[row])
                let least = Double(batch.actions.min() ?? 0)
                #expect(abs(Double(batch.weights[row]) - least / root) < 1e-5)
            }
        }
        // Roots of priorities: 0, 1, 2, 3 of 6; six equal parts make that exact.
        #expect(seen[0] == 0)
        #expect(abs(seen[1] - 2_000) < 100 && abs(seen[2] - 4_000) < 100 && abs(seen[3] - 6_000) < 100)
    }

    @Test("a new transition is as probable as the most important one")
    func fresh() throws {
        var buffer = try filled(2)
        try buffer.update(slots: [0, 1], priorities: [16, 1])
        try buffer.add(Transition(action: 7, reward: 0, discount: 1), observation: [7], next: [0])
        var batch = TransitionBatch(count: 9, observationSize: 1)
        var random = RandomSource(seed: 3)
        try buffer.sample(into: &batch, correction: 0.4, random: &random)
        #expect(batch.actions.filter { $0 == 7 }.count == 4 && batch.actions.filter { $0 == 0 }.count == 4)
    }

    @Test("a buffer that was stored draws the same afterwards")
    func stored() throws {
        var buffer = try filled(6)
        try buffer.update(slots: [1, 3], priorities: [3, 0.5])
        let resumed = try PrioritizedReplayBuffer(bytes: buffer.bytes)
        #expect(resumed.bytes == buffer.bytes)
        var random = RandomSource(seed: 4)
        var other = random
        var batch = TransitionBatch(count: 32, observationSize: 1)
        var again = batch
        try buffer.sample(into: &batch, correction: 0.4, random: &random)
        try resumed.sample(into: &again, correction: 0.4, random: &other)
        #expect(batch.slots == again.slots && batch.weights == again.weights)
        for length in 0..<buffer.bytes.count {
            #expect(throws: LearningError.self) { try PrioritizedReplayBuffer(bytes: Array(buffer.bytes[..<length])) }
        }
    }

    @Test("priorities and corrections that are none are errors, and change nothing")
    func refused() throws {
        var buffer = try filled(3)
        let before = buffer.bytes
        #expect(throws: LearningError.self) { try buffer.update(slots: [0], priorities: []) }
        #expect(throws: LearningError.self) { try buffer.update(slots: [0, 3], priorities: [5, 1]) }
        #expect(throws: LearningError.self) { try buffer.update(slots: [0, 1], priorities: [5, -1]) }
        #expect(throws: LearningError.self) { try buffer.update(slots: [0], priorities: [.nan]) }
        #expect(buffer.bytes == before)
        var batch = TransitionBatch(count: 1, observationSize: 1)
        var random = RandomSource(seed: 0)
        #expect(throws: LearningError.self) { try buffer.sample(into: &batch, correction: 2, random: &random) }
        #expect(throws: LearningError.self) {
            try PrioritizedReplayBuffer(capacity: 1, observationSize: 1, exponent: -1)
        }
    }
}
