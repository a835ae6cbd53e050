import AnnealFoundation
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@testable import AnnealDecisions

@Suite("Points at which something is learned", .tags(.unit))
struct LearnablePointTests {
    @Test("each says what it knows, what it can choose and what counts, and has a name of its own") func whole() {
        let points = LearnablePoints.all
        #expect(points.count >= 1 && Set(points.map { $0.name }).count == points.count)
        for point in points {
            #expect(!point.summary.isEmpty && !point.fixedRule.isEmpty && !point.outcome.isEmpty, "\(point.name)")
            #expect(point.candidates.count > 1 && Set(point.candidates.map(\.name)).count == point.candidates.count)
            #expect(!point.features.isEmpty && Set(point.features.map(\.name)).count == point.features.count)
            #expect(point.features.allSatisfy { !$0.meaning.isEmpty } && point.version > 0)
            #expect((0...0.2).contains(point.exploration))
            #expect(point.vector(of: [:]).count == point.features.count)
            #expect((0...1).contains(point.reward(of: [:])))
            #expect(LearnablePoints.named(point.name)?.name == point.name)
            #expect(DecisionPoint.all.contains { $0.name == point.name && $0.isLearned })
        }
        #expect(LearnablePoints.named("planning.strategy") == nil)
    }

    @Test("counts are taken by their logarithm, shares as they are, and what is no number counts nothing")
    func scales() {
        #expect(PointFeature.Scale.count.number(for: 0.5) == 0.5)
        let (ten, thousand) = (PointFeature.Scale.count.number(for: 10), PointFeature.Scale.count.number(for: 1_000))
        #expect(ten > 3 && ten < 3.4 && thousand > 7.5 && thousand < 8)
        #expect(PointFeature.Scale.count.number(for: -4) == 0)
        #expect(PointFeature.Scale.share.number(for: -4) == -1)
        #expect(PointFeature.Scale.share.number(for: .nan) == 0)
    }

    @Test("selection.arm is logged, stored and rewarded as before it was a point of its own") func arms() throws {
        let point = ArmPoint()
        #expect(point.name == "selection.arm" && point.version == TaskFeatures.version)
        #expect(point.features.map(\.name) == TaskFeatures.names)
        #expect(point.candidates.map(\.name) == SelectionArm.standard.map(\.name))
        #expect(DecisionPoint.selection.candidates.hasSuffix("large-long, one after the other"))
        let document = try SpecDocument(
            parsing: "# N\n\n## Requirements\n\n### R1\n`double_of(4)` returns `8` in `n.py`.", path: "spec.md")
        let state = point.state(of: document)
        #expect(state == TaskFeatures.of(document) && point.vector(of: state) == TaskFeatures.vector(state))
        #expect(point.candidates[point.fixedChoice(for: document)].name == SelectionArm.fixed)
        #expect(
            point.reward(of: ["passes": 1, "tokens": 500, "usualTokens": 1_000])
                == SelectionReward(usualTokens: 1_000).value(isRight: true, tokens: 500))
        #expect(point.reward(of: ["passes": 0, "tokens": 9_000]) == 0)
        // Every count has words of its own; only what words are about shares them.
        for feature in point.features where !feature.name.hasPrefix("about") {
            #expect(TaskFeatures.meanings[feature.name] == feature.meaning)
        }
    }

    @Test("where a policy comes from is read from its file, whatever it is a policy of") func provenance() async throws
    {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = PolicyStore(folder: folder)
            let file = folder.appending(path: "models/some.point/v-1-x.json")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            let text = """
                {"point":"some.point","version":"v-1-x","seed":3,"codeVersion":"1","trained":"2024-01-01T00:00:00Z",
                "data":{"outcomes":7,"tasks":5,"from":"2024-01-01T00:00:00Z","to":"2024-01-01T00:00:00Z","digest":"x"},
                "something":{"else":true}}
                """
            try Data(text.utf8).write(to: file)
            let read = try store.provenance(of: "v-1-x", point: "some.point")
            #expect(read.data.outcomes == 7 && read.seed == 3 && !read.isVetoed)
            let error = try #require(throws: SuiteError.self) { try store.provenance(of: "none", point: "some.point") }
            #expect(error.remedy?.contains("v-1-x") == true)
        }
    }
}
