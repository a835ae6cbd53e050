import AnnealExperience
import AnnealFoundation
import ArgumentParser
import Foundation

/// Which records a command is about.
struct ExperienceSelectionOptions: ParsableArguments {
    @Option(help: "Only those of this project: its path, name or identifier.") var project: String?
    @Option(help: "Only those of this run.") var run: String?
    @Option(name: .customLong("id"), help: "Only this record; can be given several times.") var ids: [String] = []
    @Option(help: "Only those that are older: 90d, 12h.") var olderThan: String?

    /// Whether anything is chosen.
    var isEmpty: Bool { project == nil && run == nil && ids.isEmpty && olderThan == nil }

    /// The selection; a project is looked up in the store.
    ///
    /// - Throws: `ExperienceError` when there is no such project, or the age cannot be read.
    func selection(in store: ExperienceStore, now: Date = Date()) async throws -> ExperienceSelection {
        var selection = ExperienceSelection(run: run.map { RunID($0) }, ids: ids.isEmpty ? nil : ids)
        if let olderThan {
            guard let seconds = Self.seconds(olderThan) else {
                throw ExperienceError(
                    code: .invalid, message: "'\(olderThan)' is no age", place: "--older-than",
                    remedy: "write a number with d, h, m or s, such as 90d")
            }
            selection.before = now.addingTimeInterval(-seconds)
        }
        if let project {
            let absolute = URL(fileURLWithPath: project).standardizedFileURL.path
            let found = try await store.projects().filter {
                $0.id == project || $0.path == project || $0.path == absolute || $0.name == project
            }
            guard let first = found.first, found.count == 1 else {
                let what = found.isEmpty ? "nothing is remembered of" : "\(found.count) projects are called"
                throw ExperienceError(
                    code: .invalid, message: "\(what) '\(project)'", place: "--project",
                    remedy: "give the repository's path, or an identifier of `anneal experience show --json`")
            }
            selection.project = first.id
        }
        return selection
    }

    private static func seconds(_ text: String) -> Double? {
        let units: [Character: Double] = ["d": 86_400, "h": 3600, "m": 60, "s": 1]
        guard let unit = text.last.flatMap({ units[$0] }), let number = Double(text.dropLast()), number >= 0,
            number.isFinite
        else { return nil }
        return number * unit
    }
}
