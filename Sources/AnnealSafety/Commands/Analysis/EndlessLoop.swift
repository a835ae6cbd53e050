/// Loops that never end by themselves.
enum EndlessLoop {
    /// Whether a condition always holds: `true`, `:`, `[ 1 ]`, `((1))`.
    static func isConstant(_ condition: ShellScript, isUntil: Bool) -> Bool {
        guard condition.items.count == 1, let item = condition.items.first, item.pipelines.count == 1,
            let pipeline = item.pipelines.first, pipeline.commands.count == 1, let command = pipeline.commands.first
        else { return false }
        let isTurned = isUntil != (pipeline.negations % 2 == 1)
        switch command.kind {
        case .simple(let simple):
            let words = simple.words.map(text)
            if isTurned { return words.first == "false" }
            if let first = words.first, ["true", ":", "/bin/true", "/usr/bin/true"].contains(first) { return true }
            return words.first == "[" && words.count == 3 && words[1] != "" || words == ["test", "1"]
        case .arithmetic(let word):
            guard let value = Int(text(word).filter { $0 != " " }) else { return false }
            return (value != 0) != isTurned
        case .test(.word(let word)): return !isTurned && !text(word).isEmpty
        default: return false
        }
    }

    /// Whether a body leaves its loop: `break`, `exit`, `return`, `exec` anywhere in it.
    static func leaves(_ body: ShellScript) -> Bool {
        body.items.contains { item in
            item.pipelines.contains { $0.commands.contains(where: leaves) }
        }
    }

    /// Whether a pipeline ends the shell that it runs in, whatever happens: `exit`, `return`, or a group that ends with one.
    static func ends(_ pipeline: ShellPipeline) -> Bool {
        guard pipeline.commands.count == 1, let command = pipeline.commands.first else { return false }
        switch command.kind {
        case .simple(let simple): return simple.words.first.map { ["exit", "return"].contains(text($0)) } ?? false
        case .group(let script):
            guard let item = script.items.last, item.pipelines.count == 1 else { return false }
            return item.pipelines.first.map(ends) ?? false
        default: return false
        }
    }

    /// Whether a command leaves what is around it.
    static func leaves(_ command: ShellCommand) -> Bool {
        switch command.kind {
        case .simple(let simple):
            guard let first = simple.words.first.map(text) else { return false }
            return ["break", "exit", "return", "exec", "kill"].contains(first)
        case .group(let script), .loop(_, _, let script), .iteration(_, _, let script, _),
            .arithmeticLoop(_, _, _, let script), .subshell(let script):
            return leaves(script)
        case .conditional(let branches, let otherwise):
            return branches.contains { leaves($0.body) || leaves($0.condition) } || (otherwise.map(leaves) ?? false)
        case .selection(_, let clauses): return clauses.contains { leaves($0.body) }
        default: return false
        }
    }

    /// The text of a word that consists of plain parts.
    private static func text(_ word: ShellWord) -> String {
        var result = ""
        for part in word.parts {
            switch part {
            case .literal(let text), .escaped(let text), .singleQuoted(let text): result += text
            default: return ""
            }
        }
        return result
    }
}
