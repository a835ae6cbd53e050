/// What a program text means as a whole, beyond its single calls.
extension CodeReading {
    /// Files that Python reads at every start.
    private static let startupNames = [".pth", "sitecustomize.py", "usercustomize.py", "PYTHONSTARTUP"]
    private static let starters: Set<String> = [
        "spawn", "fork", "popen", "exec", "execfile", "run", "call", "system", "thread", "process", "cmd", "worker",
        "start_new_thread", "create_subprocess_shell", "create_subprocess_exec", "allocunsafe", "alloc",
    ]

    /// Paths of secrets that the text names anywhere: a loop or a helper may read them.
    func judgeNamedSecrets() {
        for text in code.texts where text.utf8.count < 300 {
            let isPath = text.hasPrefix("/") || text.hasPrefix("~/") || text.hasPrefix("file:///")
            guard isPath, !text.contains("\n"), !text.contains(" "), analysis.spend() else { continue }
            let path = text.hasPrefix("file://") ? String(text.dropFirst(7)) : text
            let named = path.hasPrefix("~/") ? analysis.tilde(path) : path
            let reading = analysis.paths.read(CommandAnalysis.patterns(named), from: analysis.scope.folder)
            if reading.place == .secret { analysis.emit(.read, target: text, place: .secret) }
        }
    }

    /// A loop without an end that starts something each time, or takes memory.
    func judgeEndlessLoops() {
        let names = code.names.map { $0.lowercased() }
        guard hasEndlessLoop else { return }
        let starts = names.contains { name in
            Self.starters.contains { name == $0 || name.hasSuffix("." + $0) || name.hasSuffix("::" + $0) }
        }
        if starts || !code.commands.isEmpty { analysis.emit(.exhaust, target: "a loop without an end") }
    }

    /// `for(;;)`, `while (true)`, `while 1:`, `loop do`.
    private var hasEndlessLoop: Bool {
        for (index, token) in tokens.enumerated() {
            guard case .name(let name) = token else { continue }
            let rest = tokens[(index + 1)...].prefix(4).filter { $0 != .sign(0x28) }
            switch name {
            case "for" where tokens[(index + 1)...].starts(with: [.sign(0x28), .sign(0x3B), .sign(0x3B)]): return true
            case "while", "until":
                switch rest.first {
                case .name("true")?, .name("True")?, .name("TRUE")?: return name == "while"
                case .number("1")?: return name == "while"
                case .name("false")?: return name == "until"
                default: continue
                }
            case "loop" where rest.first == .name("do") || rest.first == .sign(0x7B): return true
            default: continue
            }
        }
        return false
    }

    /// Texts repeated so often that neither memory nor disk holds them: `"x" x 1e12`, `"x" * 10 ** 12`,
    /// `"x".repeat(1e12)`.
    func judgeRepetitions() {
        for (index, token) in tokens.enumerated() {
            var places = 0..<0
            switch token {
            case .name("x") where language.name == "perl": places = (index + 1)..<(index + 2)
            case .name(let name):
                let verb = name.split { $0 == "." || $0 == ":" }.last ?? ""
                if ["repeat", "str_repeat", "rep"].contains(verb) { places = (index + 2)..<(index + 6) }
            case .sign(0x2A):
                if index > 0, case .text = tokens[index - 1] { places = (index + 1)..<(index + 2) }
            default: break
            }
            guard places.contains(where: { isHuge(at: $0) }) else { continue }
            analysis.emit(.exhaust, target: "a text that is repeated without measure")
            return
        }
    }

    /// Whether ten thousand millions or more are written at a place: `1e12`, `10**12`, `1 << 40`, all digits.
    private func isHuge(at index: Int) -> Bool {
        guard let first = number(at: index) else { return false }
        if first >= 1e10 { return true }
        guard index + 3 < tokens.count, tokens[index + 1] == tokens[index + 2], let other = number(at: index + 3) else {
            return false
        }
        switch tokens[index + 1] {
        case .sign(0x2A): return first >= 10 && other >= 10
        case .sign(0x3C): return first >= 1 && other >= 34
        default: return false
        }
    }

    private func number(at index: Int) -> Double? {
        guard index < tokens.count, case .number(let text) = tokens[index] else { return nil }
        return Double(text.filter { $0 != "_" })
    }

    /// Files that are run at each start of an interpreter, and texts that are printed into a shell.
    func judgeWrittenPrograms() {
        let writes =
            code.texts.contains { ["w", "a", "wb", "ab", "w+", "x"].contains($0) }
            || code.calls.contains { CodeVerbs.writing.contains($0.verb) || CodeVerbs.copying.contains($0.verb) }
        if writes, let name = code.texts.first(where: { text in Self.startupNames.contains { text.hasSuffix($0) } }) {
            analysis.emit(.later, target: name)
        }
        let opensShell = code.texts.contains { text in
            guard text.hasPrefix("|") else { return false }
            let program = text.dropFirst().drop { $0 == " " }.prefix { $0 != " " }
            return ["sh", "bash", "/bin/sh", "/bin/bash", "dash", "zsh", "ksh"].contains(String(program))
        }
        guard opensShell else { return }
        analysis.emit(.opaque, target: "what is printed into a shell")
        for text in code.texts where !text.hasPrefix("|") && text.contains(" ") {
            analysis.follow(Word(text: text, range: analysis.range))
        }
    }

    /// Installations and programs from the network in languages of statistics and the like: `Pkg.add(…)`, `source("http…")`.
    func judgeForeignCode() {
        let names = Set(code.names.map { $0.lowercased() })
        if names.contains(where: { ["pkg.add", "pkg.develop", "install.packages", "mix.install"].contains($0) }) {
            analysis.emit(.install, target: "packages")
        }
        let isRemote = code.texts.contains { $0.hasPrefix("http://") || $0.hasPrefix("https://") }
        let runs = code.calls.contains { call in
            ["source", "source_url", "include", "include_string", "loadfile", "consult"].contains(call.verb)
                && (call.first.map { $0.hasPrefix("http") } ?? !call.arguments.isEmpty)
        }
        if isRemote, runs { analysis.emit(.fetched, target: "a program from the network") }
        let decodes = code.texts.contains {
            ["rot13", "rot_13", "hex_codec", "H*", "h*", "base64", "m0", "u*"].contains($0)
        }
        let evaluates = names.contains { ["eval", "exec", "instance_eval", "system"].contains($0) }
        if decodes, evaluates,
            names.contains(where: { $0.hasSuffix("decode") || $0.hasSuffix("pack") || $0 == "buffer.from" })
        {
            analysis.emit(.fetched, target: "decoded text")
        }
    }
}
