import AnnealExperience
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("A small model out of experience") struct GuidanceDistillationTests {
    private static var settings: GuidanceDistillation.Settings {
        var settings = GuidanceDistillation.Settings()
        settings.teacher = 48
        settings.student = 16
        settings.steps = 400
        settings.rate = 3e-3
        return settings
    }

    /// Attempts of twenty runs: tasks on tables give wrong values, tasks on files cannot open them, others go well. With
    /// `chance`, what happens has nothing to do with the task.
    private static func remember(in library: ExperienceLibrary, runs: Int = 20, chance: Bool = false) async throws {
        var random = SplitMix64(seed: 7)
        let kinds: [(text: String, failure: String?)] = [
            ("parse the rows of a table with columns", "wrong-value"),
            ("open the configuration from a path on disk", "io"), ("greet a person by name", nil),
        ]
        let words = ["orders", "birds", "tickets", "trains", "recipes", "stars", "lakes", "coins"]
        for run in 0..<runs {
            var records: [ExperienceRecord] = []
            for task in 0..<9 {
                let about = kinds[task % 3]
                let failure = chance ? kinds[Int.random(in: 0..<3, using: &random)].failure : about.failure
                let word = words[Int.random(in: 0..<words.count, using: &random)]
                let id = "run-\(run)/T\(task)"
                records.append(
                    StoreFixture.record(
                        id, run: RunID("run-\(run)"), at: Double(1000 * run + task),
                        numbers: ["success": failure == nil ? 1 : 0], text: "\(about.text): \(word)"))
                guard let failure else { continue }
                var seen = StoreFixture.record(
                    id + "/failure", .failure, run: RunID("run-\(run)"), labels: ["failure": failure],
                    numbers: ["seen": 2], text: nil)
                seen.follows = [id]
                records.append(seen)
            }
            try await library.store.add(records, projects: [StoreFixture.first])
        }
    }

    private func withLibrary(_ body: (ExperienceLibrary, URL) async throws -> Void) async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            try await body(
                ExperienceLibrary(store: try StoreFixture.store(in: folder), encoder: HashingEncoder(width: 64)), folder
            )
        }
    }

    @Test("what tasks fail with is told of tasks that nobody has seen, also after it was a file") func learns()
        async throws
    {
        try await withLibrary { library, folder in
            try await Self.remember(in: library)
            let made = try await GuidanceDistillation(settings: Self.settings).model(of: library)
            #expect(made.account.attempts == 180 && made.account.runs == 20 && made.account.heldOut == 36)
            #expect(made.account.studentLoss < 0.5 * made.account.baseLoss, "\(made.account)")
            #expect(made.account.isBetter)
            let file = folder.appending(path: "learning/guidance.safetensors")
            try made.write(to: file)
            let model = try GuidanceModel(file)
            #expect(model.account == made.account && model.encoder == library.encoder.name)
            let scorer = try GuidanceScorer(model)
            let vectors = try await library.encoder.vectors(of: [
                "parse the rows of a table with columns: whales", "open the configuration from a path on disk: whales",
            ])
            let table = try await scorer.factors(of: vectors[0], language: "python")
            let disk = try await scorer.factors(of: vectors[1], language: "python")
            #expect(try #require(table[.wrongValue]) > 2 && #require(table[.resource]) < 0.5, "\(table)")
            #expect(try #require(disk[.resource]) > 2 && #require(disk[.wrongValue]) < 0.5, "\(disk)")
        }
    }

    @Test("a warning that the model holds unlikely comes behind one that it expects") func weighs() async throws {
        try await withLibrary { library, _ in
            try await Self.remember(in: library)
            let lessons = [FailureKind.wrongValue, .resource].map {
                Lesson(.risk, when: ["language": "python"], $0.rawValue)
            }
            let attempts = ["run-0/T0", "run-1/T0", "run-2/T0", "run-3/T0", "run-4/T0"]
            for record in attempts {
                try await library.store.add(
                    [], evidence: lessons.map { LessonEvidence(lesson: $0, record: record, agrees: true) })
            }
            let scorer = try GuidanceScorer(
                await GuidanceDistillation(settings: Self.settings).model(of: library))
            let subject = ExperienceAdvisor.Subject(
                text: "open the configuration from a path on disk: whales", language: "python", project: "none",
                staysHere: false)
            func confidence(_ kind: FailureKind, _ scorer: GuidanceScorer?) async throws -> Double {
                let advice = try await ExperienceAdvisor(library: library, threshold: 2, scorer: scorer)
                    .guidance(for: subject)
                return try #require(advice.items.first { $0.failure == kind }).confidence
            }
            #expect(try await confidence(.resource, nil) == confidence(.wrongValue, nil))
            #expect(try await confidence(.resource, scorer) > 0.9)
            #expect(try await confidence(.wrongValue, scorer) < 0.5)
        }
    }

    @Test("where what happens has nothing to do with the task, the model is not used") func chance() async throws {
        try await withLibrary { library, _ in
            try await Self.remember(in: library, chance: true)
            let model = try await GuidanceDistillation(settings: Self.settings).model(of: library)
            #expect(!model.account.isBetter, "\(model.account)")
        }
    }

    @Test("a few attempts make no model, and the error says how many it takes") func few() async throws {
        try await withLibrary { library, _ in
            try await Self.remember(in: library, runs: 9)
            let error = await #expect(throws: ExperienceError.self) {
                try await GuidanceDistillation(settings: Self.settings).model(of: library)
            }
            #expect(error?.message.contains("81 attempts of 9 runs") == true)
            #expect(error?.remedy?.contains("100 attempts") == true)
        }
    }

    @Test("a file that is no model, or was cut, is refused with what to do") func damaged() async throws {
        try await withLibrary { library, folder in
            try await Self.remember(in: library)
            let file = folder.appending(path: "guidance.safetensors")
            try await GuidanceDistillation(settings: Self.settings).model(of: library).write(to: file)
            let whole = try Data(contentsOf: file)
            for damaged in [whole.prefix(whole.count / 2), Data("no model".utf8), Data()] {
                try damaged.write(to: file)
                let error = #expect(throws: ExperienceError.self) { try GuidanceModel(file) }
                #expect(error?.place == file.path && error?.remedy?.contains("distill") == true)
            }
        }
    }
}
