import AnnealLearning
import Foundation
import Testing

/// Checkpoints as files that somebody else wrote: what is cut or lies is refused, and what is taken can be trained on.
@Suite("Hostile checkpoints") struct CheckpointFuzzTests {
    private func poles(_ count: Int) throws -> VectorEnvironment<CartPole> {
        try VectorEnvironment([CartPole](repeating: CartPole(), count: count), seed: 1)
    }

    private func policy() throws -> ActorCriticTrainer<CartPole> {
        var settings = ActorCriticSettings.ppo()
        settings.hidden = [4]
        settings.batchSize = 6
        settings.rolloutSteps = 4
        settings.epochs = 1
        settings.normalizesObservations = true
        settings.normalizesRewards = true
        return try ActorCriticTrainer(poles(2), settings: settings, seed: 1)
    }

    private func values() throws -> DQNTrainer<CartPole> {
        var settings = DQNSettings.dqn()
        settings.hidden = [4]
        settings.capacity = 20
        settings.learningStarts = 4
        settings.trainingInterval = 4
        settings.gradientSteps = 1
        settings.batchSize = 4
        settings.steps = 3
        return try DQNTrainer(poles(2), settings: settings, seed: 1)
    }

    @Test("changed words and numbers about a training are refused or can be gone on from")
    func words() throws {
        let (policy, values) = (try policy(), try values())
        try policy.update()
        for _ in 0..<4 { try values.update() }
        let (policyData, valueData) = (try policy.checkpoint(), try values.checkpoint())
        var (random, refused) = (RandomSource(seed: 7), 0)
        for _ in 0..<600 {
            do {
                try policy.restore(changed(policyData, &random))
                try policy.update()
            } catch { refused += 1 }
            do {
                try values.restore(.init(training: changed(valueData.training, &random), replay: valueData.replay))
                try values.update()
            } catch { refused += 1 }
            for weights in [policy.parameters, values.parameters, values.targetParameters] {
                #expect(try weights.tensors().values.allSatisfy { $0.values.allSatisfy(\.isFinite) })
            }
        }
        #expect(refused > 300 && refused < 1_200)
        // Neither is broken by what it refused.
        try policy.restore(policyData)
        try policy.update()
        try values.restore(valueData)
        try values.update()
    }

    @Test("cut and scribbled files and transitions are refused or can be gone on from")
    func bytes() throws {
        let (policy, values) = (try policy(), try values())
        for _ in 0..<4 { try values.update() }
        let (data, stored) = (try policy.checkpoint(), try values.checkpoint())
        for count in stride(from: 0, to: data.count, by: 7) {
            #expect(throws: LearningError.self) { try policy.restore(data.prefix(count)) }
        }
        for count in stride(from: 0, to: stored.replay.count, by: 7) {
            #expect(throws: LearningError.self) {
                try values.restore(.init(training: stored.training, replay: Array(stored.replay.prefix(count))))
            }
        }
        var random = RandomSource(seed: 3)
        for _ in 0..<300 {
            var (scribbled, replay) = (data, stored.replay)
            for _ in 0...random.index(below: 3) {
                scribbled[random.index(below: data.count)] = UInt8(truncatingIfNeeded: random.next())
                replay[random.index(below: replay.count)] = UInt8(truncatingIfNeeded: random.next())
            }
            try? policy.restore(scribbled)
            do {
                try values.restore(.init(training: stored.training, replay: replay))
                try values.update()
            } catch {}
            #expect(try values.parameters.tensors().values.allSatisfy { $0.values.allSatisfy(\.isFinite) })
        }
    }

    @Test("a state of the random numbers of zeros alone is refused")
    func zeros() throws {
        let text = #"{"s0":0,"s1":0,"s2":0,"s3":0}"#
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(RandomSource.self, from: Data(text.utf8)) }
    }

    /// A checkpoint whose words were changed in one place: an element of a list left out or doubled, a member missing, or
    /// a number or another value that makes no sense.
    private func changed(_ data: Data, _ random: inout RandomSource) throws -> Data {
        let file = try Safetensors(data)
        var words = file.metadata
        let name = words.keys.sorted()[random.index(below: words.count)]
        let text = words[name] ?? ""
        if let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)) {
            let other = mutate(value, &random)
            words[name] = String(decoding: try JSONSerialization.data(withJSONObject: other), as: UTF8.self)
        } else {
            words[name] = String(describing: nonsense(&random))
        }
        return try Safetensors.data(file.tensors(), metadata: words)
    }

    private func nonsense(_ random: inout RandomSource) -> Any {
        let choices: [Any] = [
            -1, 0, 1, 7, Int.max, Int.min, 1e300, -1e300, 0.5, 1e38, true, "x", [Int](), [String: Int](), NSNull(),
        ]
        return choices[random.index(below: choices.count)]
    }

    private func mutate(_ value: Any, _ random: inout RandomSource) -> Any {
        if var list = value as? [Any], !list.isEmpty {
            let place = random.index(below: list.count)
            switch random.index(below: 6) {
            case 0: list.remove(at: place)
            case 1: list.append(list[place])
            default: list[place] = mutate(list[place], &random)
            }
            return list
        }
        if var members = value as? [String: Any], !members.isEmpty {
            let name = members.keys.sorted()[random.index(below: members.count)]
            if random.index(below: 10) == 0 {
                members[name] = nil
            } else {
                members[name] = mutate(members[name] ?? 0, &random)
            }
            return members
        }
        return nonsense(&random)
    }
}
