import AnnealExperience
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("Exported experience") struct ExperienceFileTests {
    /// A store with one record of a project and one observation with a quote.
    private func filled(_ folder: URL) async throws -> ExperienceStore {
        let store = try StoreFixture.store(in: folder)
        try await store.add(
            [StoreFixture.record("a")],
            evidence: [
                LessonEvidence(
                    lesson: StoreFixture.lesson, record: "a", agrees: true, quote: "NameError: zebracrossing")
            ], projects: [StoreFixture.first])
        try await store.seed([Lesson(.risk, when: ["language": "go"], "timeout", support: 2)])
        return store
    }

    @Test("an export has no word of a project unless it is asked for") func noText() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = try await filled(folder)
            let text = try await store.export().text()
            for word in ["zebracrossing", "secretproject", "ada", "NameError"] { #expect(!text.contains(word)) }
            #expect(text.contains("python") && text.contains("wrong-value"))
            let whole = try await store.export(includingText: true).text()
            for word in ["zebracrossing", "secretproject", "NameError"] { #expect(whole.contains(word)) }
        }
    }

    @Test("an import gives the same records and lessons, once, and takes no text away") func roundTrip() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = try await filled(folder)
            let other = try ExperienceStore(path: folder.appending(path: "other.sqlite").path)
            let whole = try await store.export(includingText: true).text()
            try await other.import(try ExperienceFile(whole, path: "x"))
            try await other.import(try ExperienceFile(try await store.export().text(), path: "x"))
            #expect(try await other.records() == store.records())
            #expect(try await other.lessons() == store.lessons())
            #expect(try await other.projects() == store.projects())
        }
    }

    @Test(
        "a line that cannot be used is named, and nothing is imported",
        arguments: [
            (2, "{\"type\":\"record\"}", "lacks"), (2, "{\"type\":\"monkey\"}", "monkey"),
            (2, "no json", "no exported"),
            (2, "{\"type\":\"experience\",\"version\":1}", "first line"),
            (1, "{\"type\":\"experience\",\"version\":9}", "form 9"),
        ])
    func malformed(line: Int, content: String, reason: String) throws {
        var lines = ["{\"type\":\"experience\",\"version\":1}", ""]
        lines[line - 1] = content
        let error = #expect(throws: ExperienceError.self) {
            try ExperienceFile(lines.joined(separator: "\n"), path: "given.jsonl")
        }
        #expect(error?.place == "given.jsonl:\(line)")
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    }

    @Test("records and lessons that nothing could be made of are refused before they are stored") func rules() throws {
        let provenance = Provenance(project: "p", run: "r", time: Date(timeIntervalSince1970: 0))
        func record(_ kind: ExperienceRecord.Kind, _ labels: [String: String]) -> ExperienceRecord {
            ExperienceRecord(id: "x", kind: kind, provenance: provenance, labels: labels)
        }
        try record(.failure, ["failure": "wrong-value"]).check()
        #expect(throws: ExperienceError.self) { try record(.failure, [:]).check() }
        #expect(throws: ExperienceError.self) { try record(.repair, ["failure": "wrong-value"]).check() }
        #expect(throws: ExperienceError.self) { try record(.decision, ["project": "other"]).check() }
        #expect(throws: ExperienceError.self) {
            try Lesson(.risk, when: [:], "x", support: 3, contradictions: -5).check()
        }
        #expect(throws: ExperienceError.self) { try Lesson(.risk, when: [:], "x", support: .infinity).check() }
    }

    @Test("a file cut short within a line loses nothing of what was there before") func cutShort() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = try await filled(folder)
            let text = try await store.export().text()
            #expect(throws: ExperienceError.self) { try ExperienceFile(String(text.dropLast(30)), path: "x") }
            #expect(throws: ExperienceError.self) { try ExperienceFile("", path: "x") }
            let file = try ExperienceFile(text, path: "x")
            var loose = file
            loose.records = []
            await #expect(throws: ExperienceError.self) { try await store.import(loose) }
            #expect(try await store.records().count == 1)
        }
    }
}
