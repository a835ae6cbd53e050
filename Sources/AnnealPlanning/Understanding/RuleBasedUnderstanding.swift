internal import AnnealFoundation
internal import AnnealSpecs

/// Understands a specification by rules alone: what its own words and the task graph tell.
struct RuleBasedUnderstanding {
    let document: SpecDocument
    let decomposer: Decomposer
    let graph: TaskGraph
    let notes: [String]

    private static let most = 12

    /// Signs of what is hard, and what they mean.
    private static let signs: [(words: [String], meaning: String)] = [
        (["grammar", "parser", "tokens", "syntax"], "a language has to be parsed"),
        (["cycle", "circular", "circle"], "circles have to be found"),
        (["rounded", "rounding", "round up"], "numbers have to be rounded exactly as described"),
        (["concurrent", "in parallel", "thread", "atomic", "race"], "things happen at the same time"),
        (["time zone", "timezone", "calendar", "weekday", "leap year"], "dates and times have rules of their own"),
        (["ascending", "descending", "sorted", "alphabetical"], "an order has to be kept"),
        (["encoded", "decoded", "escape", "quoted", "unicode"], "texts have to be encoded and decoded"),
        (["exactly once", "idempotent", "crash", "accident"], "nothing may be lost or done twice"),
        (["nested", "recursive", "recursively"], "structures are nested"),
    ]

    /// The understanding.
    var understanding: Understanding {
        Understanding(
            coreBusinessLogic: core, technicalDifficulties: difficulties, dependencies: dependencies, dataFlow: flow,
            risks: risks)
    }

    private var core: [String] {
        var lines = [document.title].filter { !$0.isEmpty }
        lines += document.requirements.prefix(Self.most).map { "\($0.id): \(short($0.title))" }
        let more = document.requirements.count - Self.most
        return more > 0 ? lines + ["and \(more) more requirements"] : lines
    }

    private var difficulties: [String] {
        var lines: [String] = []
        for requirement in document.requirements {
            let text = requirement.text.lowercased()
            let meanings = Self.signs.filter { $0.words.contains(where: text.contains) }.map(\.meaning)
            if !meanings.isEmpty { lines.append("\(requirement.id): \(meanings.joined(separator: "; "))") }
        }
        let largest = graph.tasks.max { $0.effort < $1.effort }
        if let largest, largest.effort > 3 { lines.append("\(largest.id) is the largest task (\(largest.title))") }
        return Array(lines.prefix(Self.most))
    }

    private var dependencies: [String] {
        let commands = graph.tasks.filter { $0.interfaces.contains { $0.kind == .command || $0.kind == .route } }
        var lines = commands.map { task in
            let names = task.interfaces.filter { $0.kind == .command || $0.kind == .route }.map(\.name)
            let parts = Set(task.reads.filter { !SourcePath.isTest($0) }).sorted()
            let needs = parts.isEmpty ? "nothing else" : parts.joined(separator: ", ")
            return "What people call (\(short(names.joined(separator: ", ")))) needs \(needs)"
        }
        for task in graph.tasks where task.kind != .interfaces && task.kind != .integrate {
            let others = task.reads.filter { !SourcePath.isTest($0) }
            guard let file = task.writes.first, !others.isEmpty, !commands.contains(task) else { continue }
            let line = "\(file) needs \(others.joined(separator: ", "))"
            if !lines.contains(line) { lines.append(line) }
        }
        return Array(lines.prefix(Self.most))
    }

    private var flow: [String] {
        var lines: [String] = []
        for interface in graph.tasks.filter({ $0.kind != .interfaces }).flatMap(\.interfaces) {
            let line: String?
            switch interface.kind {
            case .function: line = interface.signature.map { short($0) }
            case .command: line = "`\(short(interface.name))`: arguments in, text and exit status out"
            case .route: line = "\(interface.name): request in, response out"
            default: line = nil
            }
            if let line, !lines.contains(line) { lines.append(line) }
        }
        return Array(lines.prefix(Self.most))
    }

    private var risks: [String] {
        var lines = document.openQuestions.map { "Open question: \(short($0.text))" }
        let unclear = document.requirements.filter { $0.criteria.isEmpty }.map(\.id.rawValue)
        if !unclear.isEmpty { lines.append("Without a criterion: \(unclear.joined(separator: ", "))") }
        let unproved = document.requirements.filter { $0.examples.isEmpty && !$0.criteria.isEmpty }.map(\.id.rawValue)
        if !unproved.isEmpty {
            lines.append("Without an example that can be run: \(short(unproved.joined(separator: ", ")))")
        }
        let changed = graph.tasks.filter { $0.kind == .modify }.flatMap(\.writes).filter(
            decomposer.repository.files.contains)
        if !changed.isEmpty {
            lines.append("Code that works today is changed: \(Set(changed).sorted().joined(separator: ", "))")
        }
        return Array((lines + notes).prefix(Self.most))
    }

    private func short(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > 160 ? line.prefix(157) + "…" : line
    }
}
