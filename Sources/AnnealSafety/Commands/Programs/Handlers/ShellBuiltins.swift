/// Commands that a shell itself knows.
extension ProgramHandlers {
    static let shellBuiltins: [String: Handler] = [
        "echo": { analysis, invocation in
            var words = invocation.words[...]
            var interprets = false
            while let first = words.first, ["-n", "-e", "-E", "-ne", "-en"].contains(first.text) {
                interprets = interprets || first.text.contains("e")
                words = words.dropFirst()
            }
            let written = words.map(\.text).joined(separator: " ")
            var text = written
            var taint = words.reduce(into: Taint()) { $0.formUnion($1.taint) }
            if interprets {
                if Decoding.hidesText(text) { taint.insert(.decoded) }
                text = Decoding.escapes(text)
            }
            if taint.contains(.secret), !taint.contains(.file) {
                analysis.emit(.credentials, target: "a secret variable")
            }
            // What it prints depends on the shell: as it is written, or anything at all.
            if analysis.scope.echoDecodes, Decoding.escapes(written) != written {
                return .known(Mark.unknownText + "\n" + text + "\n", taint: taint)
            }
            return .known(text + "\n", taint: taint)
        },
        "printf": { analysis, invocation in printf(analysis, invocation) },
        "cd": { analysis, invocation in enter(analysis, invocation) },
        "pushd": { analysis, invocation in
            analysis.scope.folders.append(analysis.scope.folder)
            return enter(analysis, invocation)
        },
        "popd": { analysis, _ in
            analysis.scope.folder = analysis.scope.folders.popLast() ?? Mark.unknownText
            return .none
        },
        "pwd": { analysis, _ in .known(analysis.scope.folder + "\n") },
        "true": { _, _ in .none }, ":": { _, _ in .none }, "false": { _, _ in .none }, "exit": { _, _ in .none },
        "return": { _, _ in .none }, "break": { _, _ in .none }, "continue": { _, _ in .none },
        "wait": { _, _ in .none },
        "jobs": { _, _ in .plain }, "fg": { _, _ in .none }, "getopts": { _, _ in .none },
        "shift": { analysis, invocation in
            let count = invocation.words.first.flatMap { Int($0.text) } ?? 1
            if let arguments = analysis.scope.arguments { analysis.scope.arguments = Array(arguments.dropFirst(count)) }
            return .none
        },
        "bg": { _, _ in .none },
        "print": { _, invocation in .known(invocation.words.map(\.text).joined(separator: " ") + "\n") },
        "setopt": { _, _ in .none }, "unsetopt": { _, _ in .none }, "autoload": { _, _ in .none },
        "emulate": { _, _ in .none },
        "zmodload": { analysis, invocation in
            if invocation.words.contains(where: { $0.text.contains("net") }) {
                analysis.emit(.network, target: "zmodload")
            }
            return .none
        },
        "ztcp": { analysis, invocation in
            if let host = invocation.words.first(where: { !$0.text.hasPrefix("-") }) { analysis.connect(host) }
            analysis.scope.hasNetworkDescriptor = true
            return .none
        },
        "disown": { analysis, _ in
            analysis.emit(.behind)
            return .none
        },
        "let": { _, _ in .none },
        "type": { analysis, invocation in located(invocation) },
        "which": { analysis, invocation in located(invocation) },
        "whence": { analysis, invocation in located(invocation) }, "umask": { _, _ in .plain },
        "ulimit": { _, _ in .plain },
        "times": { _, _ in .plain }, "hash": { _, _ in .plain }, "dirs": { _, _ in .plain },
        "shopt": { analysis, invocation in
            if invocation.words.contains(where: { $0.text == "dotglob" }),
                !invocation.words.contains(where: { $0.text == "-u" })
            {
                analysis.scope.hasHiddenPatterns = true
            }
            if invocation.words.contains(where: { $0.text == "xpg_echo" || $0.isUnknown }) {
                analysis.scope.echoDecodes = true
            }
            return .plain
        },
        "compgen": { _, _ in .generated }, "complete": { _, _ in .none }, "bind": { _, _ in .none },
        "caller": { _, _ in .plain },
        "enable": { analysis, invocation in
            if invocation.words.contains(where: { $0.text == "-f" }) { analysis.emit(.opaque, target: "enable -f") }
            return .none
        },
        "[": { analysis, invocation in test(analysis, invocation) },
        "test": { analysis, invocation in test(analysis, invocation) },
        "history": { analysis, invocation in
            let arguments = invocation.arguments()
            if arguments.has("-c", "-d", "-w") { analysis.emit(.traces, target: "history") }
            if invocation.words.isEmpty || invocation.words.allSatisfy({ Int($0.text) != nil }) {
                analysis.emit(.credentials, target: "history")
            }
            return Flow(taint: .secret)
        },
        "fc": { analysis, _ in
            analysis.emit(.credentials, target: "history")
            return Flow(taint: .secret)
        },
        "eval": { analysis, invocation in
            var text: [String] = []
            var taint = Taint()
            for word in invocation.words where !(text.isEmpty && word.text == "--") {
                text.append(word.text)
                taint.formUnion(word.taint)
            }
            let joined = Word(text: text.joined(separator: " "), taint: taint, range: invocation.range)
            return analysis.evaluate(joined, input: invocation.input)
        },
        "source": { analysis, invocation in analysis.sourceFile(invocation) },
        ".": { analysis, invocation in analysis.sourceFile(invocation) },
        "exec": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("-a"), .first)
            return analysis.invoke(arguments.rest, input: invocation.input)
        },
        "command": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames(""), .first)
            if arguments.has("-v", "-V") {
                return .known(arguments.operands.first.map { $0.text + "\n" } ?? "")
            }
            return analysis.withoutFunctions { analysis.invoke(arguments.rest, input: invocation.input) }
        },
        "builtin": { analysis, invocation in
            analysis.withoutFunctions { analysis.invoke(invocation.words, input: invocation.input) }
        },
        "trap": { analysis, invocation in
            let words = invocation.words.filter { $0.text != "--" }
            guard words.count > 1, words[0].text != "-", !words[0].text.hasPrefix("-") else { return .none }
            // What runs at the end sees the variables as they are then.
            if words.dropFirst().allSatisfy({ endings.contains($0.text) }), words[0].literal != nil {
                analysis.scope.exitTraps.append(words[0])
            } else {
                analysis.follow(words[0], inSameShell: true)
            }
            return .none
        },
        "coproc": { analysis, invocation in analysis.invoke(invocation.words, input: .generated) },
    ]

    /// Signals that end a shell.
    private static let endings: Set<String> = [
        "EXIT", "0", "HUP", "INT", "QUIT", "TERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "1", "2", "3", "15",
    ]

    /// The path of a program, as `which` gives it.
    private static func located(_ invocation: Invocation) -> Flow {
        guard let name = invocation.words.last(where: { !$0.text.hasPrefix("-") }), !name.text.contains("/") else {
            return .plain
        }
        return .known("/usr/bin/" + name.text + "\n", taint: name.taint)
    }

    private static func printf(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        var words = invocation.words[...]
        var variable: String?
        if words.first?.text == "-v", words.count > 1 {
            variable = words[words.startIndex + 1].text
            words = words.dropFirst(2)
        }
        if words.first?.text == "--" { words = words.dropFirst() }
        guard let format = words.first else { return .none }
        let text = Decoding.formatted(format.text, words.dropFirst().map(\.text))
        var taint = words.reduce(into: Taint()) { $0.formUnion($1.taint) }
        let escaped = format.text.contains("%b") ? words : words.prefix(1)
        if variable == nil, escaped.contains(where: { Decoding.hidesText($0.text) }) { taint.insert(.decoded) }
        if taint.contains(.secret), !taint.contains(.file), variable == nil {
            analysis.emit(.credentials, target: "a secret variable")
        }
        guard let variable else { return .known(text, taint: taint) }
        analysis.set(variable, [[Word(text: text, taint: taint, range: invocation.range)]])
        return .none
    }

    private static func enter(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let operands = invocation.words.filter { !$0.text.hasPrefix("-") || $0.text == "-" }
        guard let target = operands.first else {
            analysis.scope.folder = analysis.paths.places.home
            return .none
        }
        let before = analysis.scope.folder
        defer { analysis.scope.previousFolder = before }
        let folder =
            target.text == "-"
            ? analysis.scope.previousFolder ?? Mark.unknownText
            : analysis.throughLinks(analysis.paths.absolute(target.text, from: analysis.scope.folder))
        if target.isPattern || target.text.utf8.contains(Mark.tree) {
            // One of several folders below a known one; leaving it is possible only by `..`.
            analysis.scope.folder = folder
            return .none
        }
        if analysis.branches > 0, folder != analysis.scope.folder, analysis.isElsewhere(folder) {
            // `cd x || …`: what follows may happen there or here; the worse is there.
            analysis.scope.folder = folder
            return .none
        }
        analysis.scope.folder = folder
        return .none
    }

    private static func test(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow { .none }
}

extension CommandAnalysis {
    /// Whether a folder is not in the workspace.
    func isElsewhere(_ folder: String) -> Bool {
        switch paths.read(folder, from: "/").place {
        case .workspace, .workspaceRoot, .buildResult: false
        default: true
        }
    }

    /// Does something for which functions and aliases do not count.
    func withoutFunctions(_ body: () -> Flow) -> Flow {
        let (functions, aliases) = (scope.functions, scope.aliases)
        (scope.functions, scope.aliases) = ([:], [:])
        defer { (scope.functions, scope.aliases) = (functions, aliases) }
        return body()
    }

    /// `eval`: a text as a script in the same shell.
    func evaluate(_ word: Word, input: Flow) -> Flow {
        if word.taint.contains(.downloaded) || word.taint.contains(.decoded) {
            emit(.fetched, target: word.text)
            return .generated
        }
        if word.taint.contains(.file) { emit(.opaque, target: word.text) }
        return follow(word, input: input, inSameShell: true)
    }

    /// `source FILE`.
    func sourceFile(_ invocation: Invocation) -> Flow {
        guard let file = invocation.words.first else { return .none }
        if file.text == "/dev/stdin" || file.text == "-" { return runShellInput(invocation.input) }
        let path = paths.absolute(file.text, from: scope.folder)
        if let flow = written[path] { return runShellInput(flow) }
        if fetched.contains(where: { path == $0 || path.hasPrefix($0 + "/") }) || file.taint.contains(.downloaded) {
            emit(.fetched, target: file.text)
            return .generated
        }
        switch paths.read(file.text, from: scope.folder).place {
        case .workspace, .buildResult, .system:
            emit(.own, target: file.text)
            scope.hasUnseenFunctions = true
        case .workspaceSecret: emit(.secret, target: file.text)
        case .startup, .home: touch(.read, file)
        case .temporary, .unknown: emit(.opaque, target: file.text)
        case .secret: touch(.read, file)
        default: emit(.foreign, target: file.text)
        }
        return .generated
    }

    /// What flows into a shell that reads its commands from there.
    func runShellInput(_ flow: Flow) -> Flow {
        if flow.taint.contains(.downloaded) || flow.taint.contains(.decoded) {
            emit(.fetched, target: "what flows into the shell")
            return .generated
        }
        guard let text = flow.text else {
            emit(.opaque, target: "what flows into the shell")
            return .generated
        }
        if flow.taint.contains(.file) { emit(.opaque, target: "what flows into the shell") }
        return follow(Word(text: text, taint: flow.taint, range: range), inSameShell: true)
    }
}
