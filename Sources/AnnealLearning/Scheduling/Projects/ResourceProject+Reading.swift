extension ResourceProject {
    /// Reads projects, one a line: `{"id": …, "capacity": […], "lower": …, "upper": …, "tasks": [{"duration": …,
    /// "demand": […], "successors": […]}, …]}`, where "lower" and "upper", the bounds on the best makespan, may be left
    /// out; lines without text are passed over.
    ///
    /// - Parameters:
    ///   - lines: the text, UTF-8.
    ///   - source: what the text is called in errors, such as the file's name.
    /// - Returns: the projects.
    /// - Throws: `LearningError` of code `malformed` with the line, or as the initialiser.
    public static func read(lines: [UInt8], source: String) throws(LearningError) -> [ResourceProject] {
        var projects: [ResourceProject] = []
        var number = 0
        for line in lines.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            projects.append(try ResourceProject(JSONReader.read(line, source: source, line: number)))
        }
        return projects
    }

    private init(_ document: JSONNode) throws(LearningError) {
        let amounts = 0...Int(Int32.max)
        let tasks = try document.member("tasks").list("\"tasks\"")
        let capacities = try document.member("capacity").integers("a capacity", in: amounts)
        var durations: [Int] = []
        var demands: [[Int]] = []
        var successors: [[Int]] = []
        for task in tasks {
            durations.append(try task.member("duration").integer("\"duration\"", in: amounts))
            demands.append(try task.member("demand").integers("a demand", in: amounts))
            successors.append(
                try task.member("successors").integers("a successor", in: 0...max(0, tasks.count - 1)))
        }
        do throws(LearningError) {
            try self.init(
                name: document.member("id").text("\"id\""), capacities: capacities, durations: durations,
                demands: demands, successors: successors,
                bestKnown: document.optionalMember("upper")?.integer("\"upper\"", in: amounts),
                knownLowerBound: document.optionalMember("lower")?.integer("\"lower\"", in: amounts))
        } catch {
            var located = error
            located.place = "\(document.source):\(document.line)"
            throw located
        }
    }
}
