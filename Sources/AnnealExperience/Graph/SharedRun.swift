internal import AnnealFoundation
internal import Foundation

/// A run on a shared graph.
struct SharedRun: Sendable, Hashable {
    /// The run.
    var id: RunID
    /// Its project.
    var project: String
    /// When it happened, in seconds since 1970.
    var time: Double
    /// The model that did the work.
    var model: String?
    /// The commit that holds the result.
    var commit: String?

    /// Reads the node of a run; `nil` for one that is none, since others may write to the server.
    init?(_ value: GraphValue) {
        guard case .node(let node) = value, let id = node.properties["id"]?.text, !id.isEmpty,
            let project = node.properties["project"]?.text, !project.isEmpty,
            let time = node.properties["time"]?.number, time.isFinite, id.utf8.count <= 200, project.utf8.count <= 200
        else { return nil }
        self.id = RunID(id)
        self.project = project
        self.time = time
        model = node.properties["model"]?.text.map { String($0.prefix(200)) }
        commit = node.properties["commit"]?.text.map { String($0.prefix(200)) }
    }

    /// Reads the node of a task, a failure, a repair or a decision of the run.
    ///
    /// - Parameters:
    ///   - value: the node.
    ///   - keepsText: whether the words of the project are kept.
    /// - Returns: the record, marked as shared; `nil` for a node that is none or breaks the rules of records.
    func record(_ value: GraphValue, keepsText: Bool) -> ExperienceRecord? {
        guard case .node(let node) = value, let kind = Self.kind(of: node.labels),
            let id = node.properties["id"]?.text, id.hasPrefix("\(self.id)/"), id.utf8.count <= 400
        else { return nil }
        // A run's time is that of its last record; what claims a later one, or none that is a number, gets the run's.
        let own = node.properties["time"]?.number ?? time
        var record = ExperienceRecord(
            id: id, kind: kind,
            provenance: Provenance(
                project: project, run: self.id, commit: commit, model: model,
                time: Date(timeIntervalSince1970: own <= time ? own : time), origin: .shared))
        for (name, value) in node.properties.sorted(by: { $0.key < $1.key }) {
            switch (name, value) {
            case ("id", _), ("run", _), ("project", _), ("time", _): break
            case ("task", .string(let task)): record.task = ExperienceRecord.isWord(task) ? TaskID(task) : nil
            case ("title", .string(let text)), ("text", .string(let text)):
                guard keepsText else { break }
                record.text = text
                if name == "title" { record.details["title"] = [text] }
            case ("success", .bool(let success)): record.numbers["success"] = success ? 1 : 0
            case (_, .string(let word)):
                if ExperienceRecord.isWord(name), ExperienceRecord.isWord(word) { record.labels[name] = word }
            default:
                if ExperienceRecord.isWord(name), let number = value.number { record.numbers[name] = number }
            }
        }
        guard (try? record.check()) != nil else { return nil }
        return record
    }

    private static func kind(of labels: Set<String>) -> ExperienceRecord.Kind? {
        switch labels {
        case ["Task"]: .attempt
        case ["Failure"]: .failure
        case ["Repair"]: .repair
        case ["Decision"]: .decision
        default: nil
        }
    }
}

extension GraphValue {
    /// The text, if it is one.
    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }
}
