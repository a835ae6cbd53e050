import AnnealExperience
import AnnealTesting
import Foundation
import Testing

@Suite("Advice from experience") struct ExperienceAdvisorTests {
    private static let task = "Price of a group\n`group_price([30])` returns `900`."

    private func guidance(
        _ folder: URL, project: ExperienceProject = StoreFixture.first, staysHere: Bool = false, text: String = task,
        age days: Double = 0
    ) async throws -> ExperienceGuidance {
        let store = try ExperienceStore(path: folder.appending(path: "experience.sqlite").path)
        let library = ExperienceLibrary(store: store)
        try await library.remember(ExperienceExtractor.extract(ExperienceExtractorTests.account()))
        let advisor = ExperienceAdvisor(library: library, now: Date(timeIntervalSince1970: 5 + days * 86_400))
        return try await advisor.guidance(
            for: .init(text: text, language: "python", project: project.id, staysHere: staysHere))
    }

    @Test("a similar task warns of what failed there, with what the tool said, within the project") func risks()
        async throws
    {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let guidance = try await guidance(folder)
            let risks = guidance.items.filter { $0.kind == .risk }
            #expect(risks.contains { $0.text.contains("8100 != 7200") && $0.text.contains("wrong-value") })
            #expect(risks.contains { $0.text.contains("reduce") })
            #expect(guidance.items.contains { $0.kind == .recommendation && $0.text.contains("tickets.py") })
            #expect(guidance.items.allSatisfy { (0..<1).contains($0.confidence) && !$0.sources.isEmpty })
        }
    }

    @Test("the words of one project are not told to a model elsewhere on behalf of another") func privacy() async throws
    {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let away = try await guidance(folder, project: StoreFixture.second)
            #expect(!away.items.isEmpty)
            #expect(!away.items.contains { $0.text.contains("reduce") || $0.text.contains("tickets.py") })
            let here = try await guidance(folder, project: StoreFixture.second, staysHere: true)
            #expect(here.items.contains { $0.text.contains("reduce") })
        }
    }

    @Test("what is not alike gives no advice; what is old gives less") func weights() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            #expect(try await guidance(folder, text: "send an email to each late customer").items.isEmpty)
            let fresh = try #require(try await guidance(folder).items.first)
            let old = try #require(try await guidance(folder, age: 180).items.first)
            #expect(abs(old.confidence - fresh.confidence / 2) < 0.01)
        }
    }

    @Test("a section says what it is and stays within its tokens") func section() {
        let items = (0..<20).map {
            ExperienceGuidance.Item(kind: .risk, text: "warning \($0)", confidence: 0.8, sources: ["r"])
        }
        let guidance = ExperienceGuidance(items: items)
        let text = guidance.section(tokens: 60) ?? ""
        #expect(text.hasPrefix("# Experience of earlier runs (may not apply here"))
        #expect(text.utf8.count <= 240 && text.contains("- risk (confidence 0.80): warning 0\n"))
        #expect(guidance.section(tokens: 10) == nil)
        #expect(ExperienceGuidance().section(tokens: 1000) == nil)
    }
}
