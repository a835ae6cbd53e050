import AnnealLearning

/// Steps a second of environments and buffers, without an agent: what learning cannot be faster than.
enum EnvironmentBenchmark {
    static func run() throws {
        try steps("CartPole × 8", [CartPole](repeating: CartPole(), count: 8))
        try steps("Acrobot × 8", [Acrobot](repeating: Acrobot(), count: 8))
        try replay()
        try prioritized()
    }

    private static func report(_ name: String, _ count: Int, _ time: Duration) {
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
        print("  \(name): \(Int(Double(count) / seconds)) a second")
    }

    private static func steps<Member: Environment>(_ name: String, _ members: [Member]) throws {
        var vector = try VectorEnvironment(members, seed: 1)
        var random = RandomSource(seed: 2)
        var actions = [Int](repeating: 0, count: members.count)
        let rounds = 200_000
        let time = try ContinuousClock().measure {
            for _ in 0..<rounds {
                for index in actions.indices { actions[index] = random.index(below: vector.actionCount) }
                try vector.step(actions)
            }
        }
        report("\(name), steps", rounds * members.count, time)
    }

    private static func replay() throws {
        var buffer = try ReplayBuffer(capacity: 100_000, observationSize: 4)
        var batch = TransitionBatch(count: 64, observationSize: 4)
        var random = RandomSource(seed: 1)
        let observation: [Float] = [1, 2, 3, 4]
        let transition = Transition(action: 1, reward: 1, discount: 0.99)
        let added = try ContinuousClock().measure {
            for _ in 0..<1_000_000 { try buffer.add(transition, observation: observation, next: observation) }
        }
        report("replay, transitions added", 1_000_000, added)
        let drawn = try ContinuousClock().measure {
            for _ in 0..<100_000 { try buffer.sample(into: &batch, random: &random) }
        }
        report("replay, batches of 64 drawn", 100_000, drawn)
    }

    private static func prioritized() throws {
        var buffer = try PrioritizedReplayBuffer(capacity: 100_000, observationSize: 4)
        var batch = TransitionBatch(count: 64, observationSize: 4)
        var random = RandomSource(seed: 1)
        let observation: [Float] = [1, 2, 3, 4]
        let transition = Transition(action: 1, reward: 1, discount: 0.99)
        for _ in 0..<100_000 { try buffer.add(transition, observation: observation, next: observation) }
        let priorities = (0..<64).map { _ in random.uniformFloat() }
        let time = try ContinuousClock().measure {
            for _ in 0..<20_000 {
                try buffer.sample(into: &batch, correction: 0.4, random: &random)
                try buffer.update(slots: batch.slots, priorities: priorities)
            }
        }
        report("prioritized replay, batches of 64 drawn and updated", 20_000, time)
    }
}
