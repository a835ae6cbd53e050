internal import AnnealFoundation

extension Plan {
    /// The plan as a Mermaid flow chart: tasks with their files, arrows from what is done before to what is done after;
    /// the critical path has a thick border.
    public var mermaid: String {
        var lines = ["flowchart TD"]
        var names: [String: String] = [:]
        for (index, task) in graph.tasks.enumerated() {
            let name = "n\(index + 1)"
            names[task.id.rawValue] = name
            let files = task.writes.map(Self.escaped).joined(separator: "<br/>")
            let title = Self.escaped("\(task.id) \(task.title)")
            lines.append("    \(name)[\"\(title)\(files.isEmpty ? "" : "<br/>" + files)\"]:::\(task.kind.rawValue)")
        }
        for task in graph.tasks {
            for dependency in task.dependsOn {
                guard let from = names[dependency.rawValue], let to = names[task.id.rawValue] else { continue }
                lines.append("    \(from) --> \(to)")
            }
        }
        lines += [
            "    classDef create fill:#dff0d8,stroke:#3c763d",
            "    classDef modify fill:#fcf8e3,stroke:#8a6d3b",
            "    classDef interfaces fill:#d9edf7,stroke:#31708f",
            "    classDef integrate fill:#eeeeee,stroke:#555555",
        ]
        let critical = graph.criticalPath().compactMap { names[$0.rawValue] }
        if !critical.isEmpty {
            lines.append("    classDef critical stroke-width:3px")
            lines.append("    class \(critical.joined(separator: ",")) critical")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func escaped(_ text: String) -> String {
        text.map { character -> String in
            switch character {
            case "&": "#amp;"
            case "\"": "#quot;"
            case "<": "#lt;"
            case ">": "#gt;"
            case "\n", "\r", "\r\n": " "
            case "#": "#35;"
            case "`": "'"
            default: String(character)
            }
        }.joined()
    }
}
