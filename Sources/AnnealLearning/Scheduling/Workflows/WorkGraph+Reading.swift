extension WorkGraph {
    /// Reads a workflow from JSON: `{"id": …, "tasks": [{"id": 0, "kind": …, "seconds": …, "parents": […]}, …]}`, where a
    /// task's id is its place in the list.
    ///
    /// - Parameters:
    ///   - json: the text, UTF-8.
    ///   - source: what the text is called in errors, such as the file's name.
    /// - Throws: `LearningError` of code `malformed` with the line, or as the other initialiser.
    public init(json: [UInt8], source: String) throws(LearningError) {
        let document = try JSONReader.read(json[...], source: source)
        let tasks = try document.member("tasks").list("\"tasks\"")
        var kinds: [String] = []
        var durations: [Double] = []
        var parents: [[Int]] = []
        for (index, task) in tasks.enumerated() {
            let identifier = try task.member("id").integer("\"id\"", in: 0...max(0, tasks.count - 1))
            guard identifier == index else {
                throw task.error("task \(identifier) stands at place \(index)", remedy: "number the tasks from 0")
            }
            kinds.append(try task.member("kind").text("\"kind\""))
            let seconds = try task.member("seconds").number("\"seconds\"")
            guard seconds >= 0 else { throw task.error("\"seconds\" is \(seconds)") }
            durations.append(seconds)
            parents.append(
                try task.member("parents").integers("a parent", in: 0...max(0, tasks.count - 1)))
        }
        do throws(LearningError) {
            try self.init(
                name: document.member("id").text("\"id\""), kinds: kinds, durations: durations, parents: parents)
        } catch {
            guard error.code != .malformed else { throw error }
            var located = error
            located.place = "\(source):\(try document.member("tasks").line)"
            throw located
        }
    }
}
