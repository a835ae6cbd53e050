import AnnealLearning
import Testing

@testable import AnnealContext

@Suite("The learned order")
struct RankingTests {
    private let files = Dictionary(
        uniqueKeysWithValues: (0..<8).map { ("f\($0).py", String(repeating: "queue = job\n", count: $0 + 1)) })

    private func examples(_ body: (RepositorySearch, [RankingExample]) throws -> Void) throws {
        try IndexedFolder.with(files) { folder in
            let index = try folder.open()
            try index.update()
            let search = RepositorySearch(index: index)
            try body(search, try search.examples("job queue"))
        }
    }

    @Test("features are named, and missing where the index has no such data")
    func features() throws {
        try examples { _, examples in
            let names = RepositorySearch.featureNames
            #expect(Set(names).count == names.count)
            #expect(examples.count == 8)
            #expect(
                examples.allSatisfy { $0.features.count == names.count && !$0.features.contains(where: \.isInfinite) })
            let first = try #require(examples.first)
            let values = Dictionary(uniqueKeysWithValues: zip(names, first.features))
            #expect(values["score"] == 1)
            #expect(values["cochange.share"]?.isNaN == true)
            #expect(values["age.log"]?.isNaN == true)
        }
    }

    @Test("trees change the order of the best files and nothing else", .enabled(if: BoostedTrees.isAvailable))
    func order() throws {
        try examples { search, examples in
            // The trees learn that the last one is best.
            let table = try FeatureTable(
                examples.flatMap(\.features), columns: RepositorySearch.featureNames.count)
            var parameters = TreeParameters(objective: .rankPairwise, rounds: 20)
            parameters.minimumChildWeight = 0
            let trees = try BoostedTrees.train(
                .init(table, labels: examples.indices.map { Float($0) }, groups: [examples.count]),
                parameters: parameters)
            let ranking = try LearnedRanking(json: trees.json(), source: "test")
            let order = try #require(
                try search.scored("job queue", signals: .all.subtracting(.ranking), vector: nil) { scores, terms, _ in
                    var scores = scores
                    scores.rank(by: ranking, terms: terms.count)
                    return scores.best(100).map { scores.snapshot.files[$0].path }
                })
            #expect(Set(order) == Set(examples.map(\.path)))
            #expect(order.first == examples.last?.path)
        }
    }

    @Test("without history the fixed rule decides")
    func noHistory() throws {
        try examples { search, examples in
            let results = try search.search("job queue", limit: 100)
            #expect(results.map(\.path) == examples.map(\.path))
            #expect(results.allSatisfy { $0.signals["ranking"] == nil })
        }
    }

    @Test("a model of other features is refused", .enabled(if: BoostedTrees.isAvailable))
    func otherModel() throws {
        let trees = try BoostedTrees.train(
            .init(FeatureTable([0, 1], columns: 1), labels: [0, 1]),
            parameters: TreeParameters(objective: .squaredError, rounds: 1))
        #expect(throws: LearningError.self) { try LearnedRanking(json: trees.json(), source: "test") }
        #expect(throws: LearningError.self) { try LearnedRanking(json: Array("{}".utf8), source: "test") }
    }

    @Test(
        "the model that is brought along can be read", .enabled(if: BoostedTrees.isAvailable && !rankingModel.isEmpty))
    func shipped() { #expect(LearnedRanking.shared != nil) }
}
