/// Simple commands: assignments, a program, its arguments.
extension CommandAnalysis {
    /// How many readings of one command's words are followed.
    private static let readings = 12

    /// Follows a simple command.
    ///
    /// - Parameters:
    ///   - simple: its words and assignments.
    ///   - redirections: where its input and output go.
    ///   - input: what flows into it.
    /// - Returns: what flows out of it.
    func run(_ simple: ShellSimpleCommand, _ redirections: [ShellRedirection], input: Flow) -> Flow {
        guard !simple.words.isEmpty else {
            for assignment in simple.assignments { assign(assignment) }
            return redirecting(redirections, input: input) { $0 }
        }
        let readings = readings(of: simple.words)
        if readings.count == 1, readings[0].count == 1, readings[0][0].text == "exec" {
            isExecutingRedirections = true
            defer { isExecutingRedirections = false }
            return redirecting(redirections, input: input) { _ in .none }
        }
        return redirecting(redirections, input: input) { input in
            let outer = scope.variables
            for assignment in simple.assignments {
                assign(assignment)
                environment(assignment.name)
            }
            var output = Flow.none
            for (index, words) in readings.enumerated() {
                guard spend() else { return .generated }
                // Only one of them happens: what another one assigns stays possible.
                let flow = index == 0 ? invoke(words, input: input) : inBranch { invoke(words, input: input) }
                output = output.followed(by: flow)
            }
            for assignment in simple.assignments {
                let name = referent(assignment.name) ?? assignment.name
                scope.variables[name] = outer[name]
            }
            return output
        }
    }

    /// The possible lists of arguments, the program first.
    private func readings(of words: [ShellWord]) -> [[Word]] {
        var readings: [[Word]] = [[]]
        for word in words {
            let values = expand(word)
            if values.count == 1, let only = values.first {
                for index in readings.indices { readings[index] += only }
                continue
            }
            var next: [[Word]] = []
            for value in values {
                for reading in readings where next.count < Self.readings { next.append(reading + value) }
            }
            if next.count < values.count * readings.count {
                let unknown = Word(text: Mark.unknownText, range: word.range)
                next.append((readings.first ?? []) + [unknown])
            }
            readings = next
        }
        return readings.filter { !$0.isEmpty }
    }

    // MARK: Programs

    /// Runs a program with its arguments, the program first.
    ///
    /// - Parameters:
    ///   - words: program and arguments; none does nothing.
    ///   - input: what flows into it.
    /// - Returns: what flows out of it.
    @discardableResult
    func invoke(_ words: [Word], input: Flow = .none) -> Flow {
        guard let program = words.first else { return .none }
        return deeper(or: .generated) {
            let words = Array(words.dropFirst())
            guard !program.text.isEmpty else { return .none }
            if program.isUnknown || program.taint.contains(.uncertain) || program.text.utf8.contains(Mark.tree) {
                return runUnseen(program, words, input: input)
            }
            if let body = scope.functions[program.text] { return call(program.text, body, words, input: input) }
            if let alias = scope.aliases[program.text] {
                scope.aliases[program.text] = nil
                defer { scope.aliases[program.text] = alias }
                let script = Word(
                    text: alias + " " + words.map { ShellQuoting.quoted($0.text) }.joined(separator: " "),
                    range: program.range)
                return follow(script, input: input, inSameShell: true)
            }
            if program.text.utf8.contains(0x2F) { return runFile(program, words, input: input) }
            if program.isPattern { return runUnseen(program, words, input: input) }
            if let handle = scope.functions["command_not_found_handle"], !KnownPrograms.contains(program.text) {
                return call("command_not_found_handle", handle, [program] + words, input: input)
            }
            return runNamed(program.text, words, input: input, range: program.range)
        }
    }

    /// Runs a program that a variable or a search names: its arguments still count, as if it were any program.
    private func runUnseen(_ program: Word, _ words: [Word], input: Flow) -> Flow {
        if program.taint.contains(.downloaded) || program.taint.contains(.decoded) {
            emit(.fetched, target: program.text)
        } else {
            emit(.opaque, target: program.text)
        }
        // A part that nobody knows may be empty: `su${x}do` is judged as `sudo` too.
        let rest = String(decoding: program.text.utf8.filter { !Mark.isMark($0) }, as: UTF8.self)
        if !rest.isEmpty, rest != program.text, !rest.contains("/"), KnownPrograms.contains(rest) {
            _ = runNamed(rest, words, input: input, range: program.range)
        }
        suspectArguments(words)
        return Flow(taint: input.taint.union(.generated))
    }

    /// Notes when an unknown program is given what only harm is done with: keys, system folders with `-r`.
    func suspect(_ words: [Word]) {
        let isRecursive = words.contains {
            $0.text.hasPrefix("-") && !$0.text.hasPrefix("--") && ($0.text.contains("r") || $0.text.contains("R"))
        }
        for (index, word) in words.enumerated() where !word.text.hasPrefix("-") {
            guard index < 1024 || spend() else { return }
            guard word.text.utf8.first == 0x2F || word.text.hasPrefix("..") else { continue }
            let reading = paths.read(word.text, from: scope.folder)
            switch reading.place {
            case .secret: emit(.read, target: word.text, place: .secret)
            case .root, .homeRoot, .system, .ancestor, .systemState:
                if isRecursive { emit(.delete, target: word.text, place: reading.place, traits: .recursive) }
            default: break
            }
        }
    }

    /// Runs a file by its path.
    private func runFile(_ program: Word, _ words: [Word], input: Flow) -> Flow {
        let path = paths.absolute(program.text, from: scope.folder)
        let name = String(path.split(separator: "/").last ?? "")
        if fetched.contains(where: { path == $0 || path.hasPrefix($0 + "/") }) {
            emit(.fetched, target: program.text)
            return .generated
        }
        if let flow = written[path] { return runText(flow, words, input: input, range: program.range) }
        let reading = paths.read(program.text, from: scope.folder)
        switch reading.place {
        case .system, .root:
            if program.isPattern { return runGlob(path, words, input: input, range: program.range) }
            return runNamed(name, words, input: input, range: program.range)
        case .workspace, .buildResult, .automation:
            if program.isPattern { return runUnseen(program, words, input: input) }
            let isTool =
                path.contains("/node_modules/.bin/") || path.contains("venv/bin/") || path.contains("/vendor/bin/")
            if isTool || name == "gradlew" || name == "mvnw" {
                return runNamed(
                    name == "gradlew" ? "gradle" : name == "mvnw" ? "mvn" : name, words, input: input,
                    range: program.range)
            }
            attributed(actor: Actor(program: name, isNamed: actor.isNamed)) {
                emit(actor.isNamed ? .named : .own, target: program.text)
                ownArguments(words)
                dataLoss(name, words)
                runFrameworkCode(name, words)
            }
            return Flow(taint: input.taint.union(.generated))
        case .temporary where made.contains(path): emit(.own, target: program.text)
        case .temporary, .unknown, .workspaceRoot: emit(.opaque, target: program.text)
        case .secret, .guardFiles, .git, .gitInternal, .gitProgram: emit(.opaque, target: program.text)
        default: emit(.foreign, target: program.text)
        }
        suspectArguments(words)
        return .generated
    }

    /// `/bin/r?`: the programs that a pattern may mean.
    private func runGlob(_ path: String, _ words: [Word], input: Flow, range: ShellRange) -> Flow {
        let pattern = path.split(separator: "/").last ?? ""
        let names = ProgramTable.dangerous.filter { NamePattern.fits(pattern, $0[...]) }.prefix(8)
        emit(.opaque, target: path)
        var output = Flow.generated
        for name in names { output = output.followed(by: runNamed(name, words, input: input, range: range)) }
        return output
    }

    /// Runs a program by its name.
    func runNamed(_ name: String, _ words: [Word], input: Flow, range: ShellRange) -> Flow {
        let invocation = Invocation(name: name, words: words, input: input, range: range)
        return attributed(actor: Actor(program: name, isNamed: actor.isNamed)) {
            if Self.onlyTells(name, words) {
                emit(.run, target: name)
                return .plain
            }
            runOptionTexts(name, words)
            runInlineCode(invocation)
            runWithin(name, words, input: input)
            if Vaults.give(name, words) { emit(.credentials, target: name) }
            if let handler = ProgramHandlers.handler(name) {
                emit(.run, target: name)
                return handler(self, invocation)
            }
            if let spec = ProgramTable.standard.spec(of: name) {
                emit(.run, target: name)
                return apply(spec, invocation)
            }
            emit(scope.hasUnseenFunctions ? .own : .opaque, target: name, traits: .uncertain)
            suspectArguments(words)
            return Flow(taint: input.taint.union(.generated))
        }
    }

    /// Whether a known program is only asked for its help or version.
    private static func onlyTells(_ name: String, _ words: [Word]) -> Bool {
        guard words.count == 1, let option = words.first?.text else { return false }
        if option == "--help" || option == "--version" {
            return KnownPrograms.contains(name)
        }
        return option == "-V" && ProgramTable.standard.spec(of: name)?.subcommands["*"] == .disk
    }

    /// Runs a text that the script wrote into a file before.
    private func runText(_ flow: Flow, _ words: [Word], input: Flow, range: ShellRange) -> Flow {
        if flow.taint.contains(.downloaded) || flow.taint.contains(.decoded) {
            emit(.fetched)
            return .generated
        }
        guard let text = flow.text else {
            emit(.own, target: "a file that the command wrote")
            return .generated
        }
        // A script that starts itself twice in the background grows without an end.
        if text.split(separator: "$0", omittingEmptySubsequences: false).count > 2, text.contains("&") {
            emit(.exhaust, target: "a script that starts itself again and again")
        }
        guard text.hasPrefix("#!"), let end = text.firstIndex(of: "\n") else {
            return follow(Word(text: text, taint: flow.taint, range: range), input: input, arguments: words)
        }
        let interpreter = text[text.index(text.startIndex, offsetBy: 2)..<end].split(separator: " ").map(String.init)
        let name = interpreter.last(where: { !$0.hasPrefix("-") })?.split(separator: "/").last.map(String.init) ?? "sh"
        let body = Word(text: String(text[text.index(after: end)...]), taint: flow.taint, range: range)
        return runCode(body, language: name, input: input, arguments: words)
    }

    private static let losses: Set<String> = [
        "db:drop", "db:reset", "db:purge", "db:drop:all", "db:migrate:reset", "db:schema:load", "migrate:fresh",
        "migrate:reset",
        "db:wipe", "flush", "reset_db", "sqlflush", "doctrine:database:drop", "doctrine:schema:drop", "drop_db",
    ]

    /// Tasks of frameworks that empty a database.
    func dataLoss(_ name: String, _ words: [Word]) {
        let isFramework = ["rails", "rake", "artisan", "manage.py", "console", "django-admin"].contains(name)
        for word in words where Self.losses.contains(word.text) && (isFramework || word.text.contains(":")) {
            emit(.discard, target: name + " " + word.text)
        }
    }

    /// Arguments of the workspace's own programs: text, unless they hold what nobody hands to a script.
    private func ownArguments(_ words: [Word]) {
        for word in words where word.taint.contains(.secret) { emit(.secret, target: word.text) }
    }

    /// Calls a function.
    private func call(_ name: String, _ body: ShellCommand, _ words: [Word], input: Flow) -> Flow {
        if let open = calls.last(where: { $0.name == name && $0.body == body.range }) {
            if forks > open.forks { emit(.exhaust, target: "\(name), which starts itself again and again") }
            return .generated
        }
        calls.append(Call(name: name, body: body.range, forks: forks, branches: branches))
        let outer = scope.arguments
        scope.arguments = words
        scope.locals.append([:])
        defer {
            endLocals()
            calls.removeLast()
            scope.arguments = outer
        }
        return run(body, input: input)
    }
}

/// Words as a shell reads them back.
public enum ShellQuoting {
    /// A text between single quotes where it needs them.
    public static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy {
                ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x40 && $0 <= 0x5A) || ($0 >= 0x61 && $0 <= 0x7A) || $0 >= 0x80
                    || $0 == 0x2D || $0 == 0x2E || $0 == 0x2F || $0 == 0x5F || $0 == 0x3D || $0 == 0x3A || $0 == 0x2C
                    || Mark.isMark($0)
            }
        return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
    }
}
