import AnnealLearning
import Foundation
import Testing

@Suite("Scheduling of projects as something to learn") struct ProjectSchedulingEnvironmentTests {
    private func project(seed: UInt64) throws -> ResourceProject {
        var random = RandomSource(seed: seed)
        return try ProjectGenerator(sizes: 30...30).project(random: &random)
    }

    /// Plays an episode, choosing the activity with the least key; the sum of rewards.
    private func play(_ environment: inout ProjectSchedulingEnvironment, keys: [Double]) throws -> Double {
        var sum = 0.0
        while true {
            let candidates = environment.candidates
            let best = candidates.indices.min {
                (keys[candidates[$0]], candidates[$0]) < (keys[candidates[$1]], candidates[$1])
            }
            let outcome = try environment.step(try #require(best))
            sum += Double(outcome.reward)
            if outcome.isOver { return sum }
        }
    }

    @Test("choosing by a rule gives that rule's schedule, and the episode earns minus makespan over bound")
    func rules() throws {
        for seed in UInt64(0)..<8 {
            let project = try project(seed: seed)
            var environment = try ProjectSchedulingEnvironment(projects: [project])
            var generator = ScheduleGenerator(project)
            for rule in [PriorityRule.latestFinish, .shortest, .index] {
                environment.reset()
                let earned = try play(&environment, keys: rule.keys(project))
                #expect(environment.starts == (try generator.serial(keys: rule.keys(project))))
                #expect(project.isFeasible(environment.starts))
                #expect(environment.makespan == project.makespan(of: environment.starts))
                #expect(abs(earned + Double(environment.makespan) / Double(project.lowerBound)) < 1e-4)
            }
        }
    }

    @Test("features tell where an activity would be put and what that would cost")
    func features() throws {
        // Two activities need the one unit there is; a third needs none and waits for the first.
        let project = try ResourceProject(
            capacities: [1], durations: [3, 2, 4], demands: [[1], [1], [0]], successors: [[2], [], []])
        var environment = try ProjectSchedulingEnvironment(projects: [project])
        environment.reset()
        #expect(environment.candidates == [0, 1] && environment.lowerBound == 7)
        let count = environment.featureCount
        #expect(environment.features.count == 2 * count)
        #expect(try environment.step(0).reward == -3.0 / 7)
        #expect(environment.candidates == [1, 2])
        let rows = environment.features
        // Ready, begin, end, growth, makespan so far: over 7; and one of three is done.
        let wanted: [[Float]] = [[0, 3, 5, 2, 3], [3, 3, 7, 4, 3]]
        for (row, numbers) in wanted.enumerated() {
            let found = rows[(row + 1) * count - 6..<(row + 1) * count]
            expectClose(Array(found), numbers.map { $0 / 7 } + [1.0 / 3])
        }
        #expect(try environment.step(1).reward == -4.0 / 7)
        let last = try environment.step(0)
        #expect(last.reward == 0 && last.isTerminated)
        #expect(environment.starts == [0, 3, 3])
    }

    @Test("episodes draw projects; a stored one goes on bit for bit, and one that cannot be is refused")
    func stored() throws {
        let projects = [try project(seed: 1), try project(seed: 2)]
        var environment = try ProjectSchedulingEnvironment(projects: projects, seed: 5)
        var bounds: Set<Int> = []
        for _ in 0..<20 {
            environment.reset()
            bounds.insert(environment.lowerBound)
        }
        #expect(bounds == Set(projects.map(\.lowerBound)))
        for _ in 0..<7 { _ = try environment.step(0) }
        let data = try JSONEncoder().encode(environment)
        var resumed = try JSONDecoder().decode(ProjectSchedulingEnvironment.self, from: data)
        #expect(resumed.features == environment.features && resumed.starts == environment.starts)
        while environment.candidateCount > 0 { #expect(try environment.step(0) == resumed.step(0)) }
        environment.reset()
        resumed.reset()
        #expect(environment.features == resumed.features)
        let text = String(decoding: data, as: UTF8.self)
        for (part, other) in [
            ("\"placed\":[0,", "\"placed\":[31,"), ("\"index\":", "\"index\":9"),
            ("\"projects\":[", "\"projects\":[1,"),
        ] {
            #expect(text.contains(part))
            let wrong = Data(text.replacingOccurrences(of: part, with: other).utf8)
            #expect(throws: DecodingError.self) {
                try JSONDecoder().decode(ProjectSchedulingEnvironment.self, from: wrong)
            }
        }
    }

    @Test("no project, no episode and a candidate that is none are errors; a project without time earns nothing")
    func refused() throws {
        #expect(throws: LearningError.self) { try ProjectSchedulingEnvironment(projects: []) }
        let empty = try ResourceProject(capacities: [], durations: [0, 0], demands: [[], []], successors: [[1], []])
        var environment = try ProjectSchedulingEnvironment(projects: [empty])
        #expect(environment.candidateCount == 0)
        #expect(throws: LearningError.self) { try environment.step(0) }
        environment.reset()
        #expect(throws: LearningError.self) { try environment.step(1) }
        #expect(try environment.step(0) == StepOutcome(reward: 0))
        #expect(try environment.step(0) == StepOutcome(reward: 0, isTerminated: true))
    }

    @Test("as an environment of fixed size it can be trained on")
    func trained() throws {
        let inner = try ProjectSchedulingEnvironment(projects: [project(seed: 3)])
        var settings = ActorCriticSettings.ppo(totalSteps: 256)
        settings.observation = .candidates(features: inner.featureCount)
        settings.usesMasks = true
        settings.hidden = [8]
        let trainer = try ActorCriticTrainer(
            VectorEnvironment([PaddedCandidates(inner, actionCount: 8)], seed: 1), settings: settings, seed: 1)
        try trainer.train()
        let returns = try trainer.evaluate(
            in: PaddedCandidates(inner, actionCount: 8), episodes: 1, seed: 1)
        #expect(returns[0] <= -1 && returns[0] > -5)
    }
}
