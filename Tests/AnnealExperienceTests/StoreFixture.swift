import AnnealExperience
import AnnealFoundation
import Foundation

/// Records for tests: two projects with two runs each.
enum StoreFixture {
    static let first = ExperienceProject(path: "/home/ada/secretproject")
    static let second = ExperienceProject(path: "/home/ada/other")

    static func record(
        _ id: String, _ kind: ExperienceRecord.Kind = .attempt, of project: ExperienceProject = first,
        run: RunID = "run-1", at seconds: Double = 1_000_000, labels: [String: String] = ["language": "python"],
        numbers: [String: Double] = ["success": 1], text: String? = "parse the zebracrossing table"
    ) -> ExperienceRecord {
        ExperienceRecord(
            id: id, kind: kind,
            provenance: Provenance(
                project: project.id, run: run, commit: "abc", model: "coder", time: Date(timeIntervalSince1970: seconds)
            ),
            task: "T001", labels: labels, numbers: numbers, text: text, follows: [])
    }

    static let lesson = Lesson(.repair, when: ["failure": "wrong-value"], "repair")

    static func store(in folder: URL) throws -> ExperienceStore {
        try ExperienceStore(path: folder.appending(path: "state/experience.sqlite").path)
    }

    /// Whether any file of a folder holds a text.
    static func holds(_ text: String, in folder: URL) throws -> Bool {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard let data = try? Data(contentsOf: file) else { continue }
            if data.range(of: Data(text.utf8)) != nil { return true }
        }
        return false
    }
}
