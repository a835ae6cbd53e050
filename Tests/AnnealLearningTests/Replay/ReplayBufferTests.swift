import AnnealLearning
import Testing

@Suite("Replay buffers") struct ReplayBufferTests {
    private func filled(_ count: Int, capacity: Int) throws -> ReplayBuffer {
        var buffer = try ReplayBuffer(capacity: capacity, observationSize: 2, maskSize: 2)
        for index in 0..<count {
            let number = Float(index)
            try buffer.add(
                Transition(action: index, reward: number, discount: 0.9), observation: [number, -number],
                next: [number + 1, -number - 1], nextMask: [index % 2 == 0, true])
        }
        return buffer
    }

    @Test("what is drawn belongs together, and the oldest has made room")
    func consistent() throws {
        let buffer = try filled(25, capacity: 10)
        var batch = TransitionBatch(count: 64, observationSize: 2, maskSize: 2)
        var random = RandomSource(seed: 1)
        try buffer.sample(into: &batch, random: &random)
        #expect(buffer.count == 10)
        for row in 0..<64 {
            let number = batch.rewards[row]
            #expect(number >= 15 && number < 25)
            #expect(batch.actions[row] == Int(number))
            #expect(Array(batch.observations[2 * row..<2 * row + 2]) == [number, -number])
            #expect(Array(batch.nextObservations[2 * row..<2 * row + 2]) == [number + 1, -number - 1])
            #expect(batch.nextMasks[2 * row] == (Int(number) % 2 == 0))
            #expect(batch.weights[row] == 1 && batch.discounts[row] == 0.9)
        }
        #expect(Set(batch.actions).count == 10)
    }

    @Test("a buffer that was stored goes on bit for bit")
    func stored() throws {
        for count in [3, 10, 14] {
            var buffer = try filled(count, capacity: 10)
            var resumed = try ReplayBuffer(bytes: buffer.bytes)
            for _ in 0..<4 {
                let transition = Transition(action: 99, reward: 1, discount: 1)
                try buffer.add(transition, observation: [1, 2], next: [3, 4], nextMask: [false, true])
                try resumed.add(transition, observation: [1, 2], next: [3, 4], nextMask: [false, true])
            }
            #expect(buffer.bytes == resumed.bytes)
        }
    }

    @Test("bytes that are something else are errors, whatever is changed in them")
    func fuzzed() throws {
        let bytes = try filled(5, capacity: 8).bytes
        for length in 0..<bytes.count {
            #expect(throws: LearningError.self) { try ReplayBuffer(bytes: Array(bytes[..<length])) }
        }
        #expect(throws: LearningError.self) { try ReplayBuffer(bytes: bytes + [0]) }
        var random = RandomSource(seed: 5)
        var refused = 0
        for _ in 0..<2_000 {
            var changed = bytes
            for _ in 0...random.index(below: 3) {
                changed[random.index(below: 48)] = UInt8(truncatingIfNeeded: random.next())
            }
            do { _ = try ReplayBuffer(bytes: changed, maximumMemory: 1 << 20) } catch { refused += 1 }
        }
        #expect(refused > 1_000)
    }

    @Test("sizes that do not fit, numbers that are none and an empty buffer are errors")
    func refused() throws {
        #expect(throws: LearningError.self) { try ReplayBuffer(capacity: 0, observationSize: 1) }
        #expect(throws: LearningError.self) { try ReplayBuffer(capacity: .max, observationSize: 4) }
        var buffer = try ReplayBuffer(capacity: 4, observationSize: 1)
        var batch = TransitionBatch(count: 2, observationSize: 1)
        var random = RandomSource(seed: 0)
        #expect(throws: LearningError.self) { try buffer.sample(into: &batch, random: &random) }
        let transition = Transition(action: 0, reward: 0, discount: 1)
        #expect(throws: LearningError.self) { try buffer.add(transition, observation: [1, 2], next: [1]) }
        #expect(throws: LearningError.self) { try buffer.add(transition, observation: [.nan], next: [1]) }
        #expect(throws: LearningError.self) {
            try buffer.add(transition, observation: [1], next: [1], nextMask: [true])
        }
        #expect(throws: LearningError.self) {
            try buffer.add(Transition(action: 0, reward: .infinity, discount: 1), observation: [1], next: [1])
        }
        try buffer.add(transition, observation: [1], next: [1])
        var wide = TransitionBatch(count: 2, observationSize: 3)
        #expect(throws: LearningError.self) { try buffer.sample(into: &wide, random: &random) }
    }
}
