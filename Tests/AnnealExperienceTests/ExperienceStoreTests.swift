import AnnealExperience
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("The store of experience") struct ExperienceStoreTests {
    @Test("a record comes back as it was stored, and the same identifier twice is one record")
    func roundTrip() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = try StoreFixture.store(in: folder)
            var record = StoreFixture.record("a")
            try await store.add([record], projects: [StoreFixture.first])
            #expect(try await store.records() == [record])
            record.numbers["success"] = 0
            var withoutText = record
            withoutText.text = nil
            try await store.add([withoutText])
            #expect(try await store.records() == [record], "a text that is known stays")
            #expect(try await store.projects() == [StoreFixture.first])
            #expect(try await store.changedProjects() == [StoreFixture.first.id])
        }
    }

    @Test("selections combine project, run, kind and age; a limit keeps the newest") func selections() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = try StoreFixture.store(in: folder)
            try await store.add([
                StoreFixture.record("a", at: 1),
                StoreFixture.record(
                    "b", .failure, run: "run-2", at: 2, labels: ["failure": "wrong-value"]),
                StoreFixture.record("c", of: StoreFixture.second, run: "run-3", at: 3),
            ])
            func ids(_ selection: ExperienceSelection, limit: Int? = nil) async throws -> [String] {
                try await store.records(selection, limit: limit).map(\.id)
            }
            #expect(try await ids(ExperienceSelection(project: StoreFixture.first.id)) == ["a", "b"])
            #expect(try await ids(ExperienceSelection(run: "run-2")) == ["b"])
            #expect(try await ids(ExperienceSelection(ids: ["a", "c", "x"])) == ["a", "c"])
            #expect(try await ids(ExperienceSelection(before: Date(timeIntervalSince1970: 2))) == ["a"])
            #expect(try await ids(ExperienceSelection(project: StoreFixture.first.id, kinds: [.failure])) == ["b"])
            #expect(try await ids(ExperienceSelection(), limit: 2) == ["b", "c"])
        }
    }

    @Test("one observation against a lesson lowers its confidence, one for it raises it") func confidence() async throws
    {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = try StoreFixture.store(in: folder)
            var seen: [Double] = []
            for (index, agrees) in [true, true, false].enumerated() {
                try await store.add(
                    [StoreFixture.record("r\(index)")],
                    evidence: [LessonEvidence(lesson: StoreFixture.lesson, record: "r\(index)", agrees: agrees)])
                seen.append(try #require(try await store.lessons(.repair).first).confidence)
            }
            #expect(abs(seen[0] - 2.0 / 3) < 1e-12)
            #expect(seen[1] > seen[0] && seen[2] < seen[1])
            #expect(try await store.lessons(.risk).isEmpty)
            #expect(try await store.lessons(having: ["failure": "other"]).isEmpty)
        }
    }

    @Test("what is forgotten is in no file any more, nor is what it taught") func forgetting() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = try StoreFixture.store(in: folder)
            try await store.add(
                [
                    StoreFixture.record("a"),
                    StoreFixture.record("b", of: StoreFixture.second, text: "keep the giraffe"),
                ],
                evidence: [
                    LessonEvidence(
                        lesson: StoreFixture.lesson, record: "a", agrees: true, quote: "NameError: zebracrossing"),
                    LessonEvidence(lesson: StoreFixture.lesson, record: "b", agrees: true),
                    LessonEvidence(lesson: Lesson(.risk, when: [:], "timeout"), record: "a", agrees: true),
                ], projects: [StoreFixture.first, StoreFixture.second])
            try await store.setVectors(["a": [0.25, 1], "b": [1, 0]], of: "test")
            #expect(try StoreFixture.holds("zebracrossing", in: folder))
            #expect(try await store.forget(ExperienceSelection(project: StoreFixture.first.id)) == 1)
            #expect(try !StoreFixture.holds("zebracrossing", in: folder))
            #expect(try !StoreFixture.holds("secretproject", in: folder))
            #expect(try StoreFixture.holds("giraffe", in: folder))
            #expect(try await store.records().map(\.id) == ["b"])
            let lessons = try await store.lessons()
            #expect(lessons.map(\.support) == [1], "the other lesson had no other observation")
            #expect(lessons.first?.quotes == [])
            #expect(try await store.vectors(of: "test", width: 2).map(\.record) == ["b"])
            #expect(try await store.projects() == [StoreFixture.second])
            #expect(try await store.changedProjects().contains(StoreFixture.first.id), "the graph has to follow")
        }
    }

    @Test("lessons known beforehand stay when records go, and are not counted twice") func seeds() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = try StoreFixture.store(in: folder)
            let seed = Lesson(.repair, when: ["failure": "syntax"], "repair", support: 3, contradictions: 1)
            try await store.seed([seed])
            try await store.seed([seed])
            try await store.add(
                [StoreFixture.record("a")], evidence: [LessonEvidence(lesson: seed, record: "a", agrees: false)])
            #expect(try await store.lessons().map(\.contradictions) == [2])
            try await store.forget(ExperienceSelection())
            #expect(try await store.lessons().map { [$0.support, $0.contradictions] } == [[3, 1]])
        }
    }

    @Test("a label with a project's words is refused, and nothing is stored") func labels() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = try StoreFixture.store(in: folder)
            let error = await #expect(throws: ExperienceError.self) {
                try await store.add([
                    StoreFixture.record("a"), StoreFixture.record("b", labels: ["title": "the secret plan"]),
                ])
            }
            #expect(error?.code == .invalid)
            #expect(error?.place == "b")
            #expect(try await store.records().isEmpty)
        }
    }

    @Test("a database that cannot be opened is told with its place") func unavailable() throws {
        let error = #expect(throws: ExperienceError.self) { try ExperienceStore(path: "/proc/none/experience.sqlite") }
        #expect(error?.code == .unavailable)
        #expect(error?.place == "/proc/none/experience.sqlite")
    }
}
