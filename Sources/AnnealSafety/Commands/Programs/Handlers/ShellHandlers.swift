/// Shells, and interpreters of other languages.
extension ProgramHandlers {
    static let shellHandlers: [String: Handler] = {
        var handlers: [String: Handler] = [:]
        for name in [
            "sh", "bash", "dash", "zsh", "ksh", "ash", "mksh", "rbash", "rzsh", "csh", "tcsh", "fish", "hush", "oksh",
            "loksh", "osh", "ysh",
        ] {
            handlers[name] = { analysis, invocation in shell(analysis, invocation) }
        }
        return handlers
    }()

    private static let shellNames = OptionNames("-O -o --rcfile=code --init-file=code")

    private static func shell(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        var words = invocation.words[...]
        var isCommand = false
        var isInteractive = false
        var reads = false
        while let word = words.first, let first = word.text.utf8.first, first == 0x2D || first == 0x2B,
            word.text.utf8.count > 1
        {
            words = words.dropFirst()
            if word.text == "--" { break }
            if word.text.hasPrefix("--") {
                if word.text == "--rcfile" || word.text == "--init-file" {
                    if let file = words.popFirst() { analysis.runCodeFile(file, language: "sh") }
                } else if word.text == "--help" || word.text == "--version" {
                    return .plain
                }
                continue
            }
            let letters = word.text.dropFirst()
            if first == 0x2D, letters.contains("c") { isCommand = true }
            if letters.contains("i") { isInteractive = true }
            if letters.contains("s") { reads = true }
            if letters.contains("n"), !letters.contains("i") {
                for file in words { _ = analysis.readFile(file) }
                return .none
            }
            if letters.contains("o") || letters.contains("O") { words = words.dropFirst() }
            if word.isUnknown { analysis.emit(.opaque, target: word.text) }
        }
        if analysis.scope.hasNetworkDescriptor, isInteractive || words.isEmpty {
            analysis.emit(.reverseShell)
        }
        if isCommand {
            guard let text = words.popFirst() else { return .none }
            if analysis.readsItems, text.isUnknown, text.text == Mark.unknownText {
                analysis.emit(.opaque, target: text.text)
            }
            return analysis.inSubshell {
                analysis.scope.references = [:]
                analysis.scope.echoDecodes = echoDecodes(analysis, invocation)
                return analysis.follow(
                    text, input: invocation.input, arguments: Array(words.dropFirst()), inSameShell: true)
            }
        }
        if reads || words.isEmpty || words.first?.text == "-" || words.first?.text == "/dev/stdin" {
            if words.isEmpty, invocation.input.text == "", invocation.input.taint.isEmpty {
                return .none
            }
            let flow = analysis.inSubshell {
                analysis.scope.references = [:]
                analysis.scope.echoDecodes = echoDecodes(analysis, invocation)
                return analysis.runShellInput(invocation.input)
            }
            return isInteractive || invocation.input.text == nil
                ? Flow(text: flow.text, taint: flow.taint.union(.interactive)) : flow
        }
        guard let file = words.popFirst() else { return .none }
        return runFile(analysis, file, Array(words), language: "sh")
    }

    /// Whether the `echo` of the shell that is started may decode escapes: only that of bash is known, as long as nobody
    /// told it otherwise.
    private static func echoDecodes(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Bool {
        !["bash", "rbash"].contains(invocation.name) || analysis.scope.variables["BASHOPTS"] != nil
            || invocation.words.contains { $0.text == "xpg_echo" }
    }

    /// Runs a script by its path.
    static func runFile(_ analysis: CommandAnalysis, _ file: Word, _ arguments: [Word], language: String) -> Flow {
        if file.text.hasPrefix("/dev/fd/")
            || analysis.written[analysis.paths.absolute(file.text, from: analysis.scope.folder)] != nil
        {
            let flow = analysis.written[analysis.paths.absolute(file.text, from: analysis.scope.folder)] ?? .generated
            if language == "sh" {
                return analysis.inSubshell {
                    analysis.scope.references = [:]
                    analysis.scope.arguments = arguments
                    analysis.scope.echoDecodes = true
                    return analysis.runShellInput(flow)
                }
            }
            analysis.runFlow(flow, language: language, arguments: arguments)
            return .generated
        }
        if file.isPattern || file.text.utf8.contains(Mark.tree) {
            analysis.emit(.opaque, target: file.text)
            return .generated
        }
        analysis.runCodeFile(file, language: language, arguments: arguments)
        let name = file.text.split(separator: "/").last.map(String.init) ?? ""
        analysis.dataLoss(name, arguments)
        analysis.runFrameworkCode(name, arguments)
        return .generated
    }

    // MARK: Interpreters

    /// How an interpreter takes a program text, a module, a file.
    struct Interpreter: Sendable {
        var code: Set<String>
        var valued: Set<String>
        var module: String?
        var required: Set<String> = []
    }

    private static let interpreters: [String: Interpreter] = {
        let python = Interpreter(code: ["-c"], valued: ["-W", "-X", "--check-hash-based-pycs"], module: "-m")
        let node = Interpreter(
            code: ["-e", "--eval", "-p", "--print", "-pe"],
            valued: [
                "--input-type", "--loader", "--env-file", "--conditions", "-C", "--max-old-space-size",
                "--test-name-pattern", "--test-reporter", "--watch-path",
            ],
            module: nil, required: ["-r", "--require", "--import", "--loader", "--experimental-loader"])
        let perl = Interpreter(code: ["-e", "-E"], valued: ["-F", "-l0"], module: nil, required: [])
        let ruby = Interpreter(code: ["-e"], valued: ["-I", "-C", "-E", "-F"], module: nil, required: ["-r"])
        let php = Interpreter(
            code: ["-r", "-B", "-R", "-E"], valued: ["-d", "-c", "-S", "-t", "-z"], module: nil, required: ["-f", "-F"])
        let lua = Interpreter(code: ["-e"], valued: ["-l"], module: nil)
        let other = Interpreter(
            code: ["-e", "--eval", "-E", "--execute", "-c", "-g"], valued: ["-L", "-J", "-p", "-t", "-O"], module: nil)
        return [
            "python": python, "python2": python, "python3": python, "pypy": python, "pypy3": python, "ipython": python,
            "micropython": python,
            "node": node, "nodejs": node, "ts-node": node, "tsx": node, "babel-node": node, "electron": node,
            "perl": perl, "ruby": ruby, "jruby": ruby, "php": php, "lua": lua, "luajit": lua, "texlua": lua,
            "Rscript": other, "julia": other, "groovy": other, "elixir": other, "osascript": other, "tclsh": other,
            "guile": other,
            "scala": other, "raku": perl, "qjs": node, "swipl": other,
            "erl": Interpreter(code: ["-eval"], valued: ["-pa", "-pz", "-sname", "-name", "-s", "-run"], module: nil),
            "octave": Interpreter(code: ["--eval"], valued: [], module: nil),
            "pwsh": Interpreter(
                code: ["-c", "-Command", "-EncodedCommand", "-enc"], valued: ["-ExecutionPolicy"], module: nil,
                required: ["-File"]),
            "powershell": Interpreter(
                code: ["-c", "-Command", "-EncodedCommand", "-enc"], valued: ["-ExecutionPolicy"], module: nil,
                required: ["-File"]),
        ]
    }()

    static let codeHandlers: [String: Handler] = interpreters.mapValues { interpreter in
        { analysis, invocation in run(analysis, invocation, interpreter) }
    }

    /// Options that make an interpreter load other code first: `-I/folder`, `-d auto_prepend_file=…`.
    private static func loadsForeign(
        _ analysis: CommandAnalysis, _ interpreter: Interpreter, _ word: Word, next: Word?
    ) {
        if word.text.hasPrefix("-I") {
            let folder = word.text.utf8.count > 2 ? String(word.text.dropFirst(2)) : next?.text ?? ""
            switch analysis.paths.read(folder, from: analysis.scope.folder).place {
            case .workspace, .workspaceRoot, .buildResult, .system: break
            default: analysis.emit(.opaque, target: folder)
            }
        }
        let setting = word.text == "-d" ? next?.text ?? "" : String(word.text.dropFirst(2))
        guard word.text.hasPrefix("-d"), interpreter.code.contains("-r") else { return }
        for name in ["auto_prepend_file=", "auto_append_file=", "extension=", "zend_extension="]
        where setting.hasPrefix(name) && setting.utf8.count > name.utf8.count {
            analysis.named {
                analysis.runCodeFile(Word(text: String(setting.dropFirst(name.count)), range: word.range))
            }
        }
    }

    private static func run(_ analysis: CommandAnalysis, _ invocation: Invocation, _ interpreter: Interpreter) -> Flow {
        var words = invocation.words[...]
        var texts: [Word] = []
        var edits = false
        var loops = false
        let language = invocation.name
        let isPerl = language == "perl" || language.hasPrefix("ruby")
        while let word = words.first, word.text.utf8.first == 0x2D, word.text.utf8.count > 1 {
            words = words.dropFirst()
            let halves = word.halves
            let name = halves?.name ?? word.text
            if word.text == "--" { break }
            if name == "--version" || name == "-V" || name == "-v" && words.isEmpty || name == "--help" {
                return .plain
            }
            if interpreter.code.contains(name)
                || (isPerl && !name.hasPrefix("--") && (name.hasSuffix("e") || name.hasSuffix("E")) && name.count < 8
                    && name.dropFirst().allSatisfy { "pnlaiweE0F.".contains($0) || $0 == "s" })
            {
                if name.contains("i"), isPerl { edits = true }
                if name.contains("n") || name.contains("p"), isPerl { loops = true }
                if let value = halves?.value, name.hasPrefix("--") {
                    texts.append(value)
                } else if let text = words.popFirst() {
                    texts.append(text)
                }
                if ["python", "python2", "python3", "pypy3", "Rscript"].contains(language)
                    || language.hasPrefix("python")
                {
                    break
                }
                continue
            }
            if name.hasPrefix("-c"), interpreter.code.contains("-c"), name.count > 2, !name.hasPrefix("--") {
                texts.append(Word(text: String(word.text.dropFirst(2)), taint: word.taint, range: word.range))
                break
            }
            if name == interpreter.module || (interpreter.module == "-m" && name.hasPrefix("-m") && name.count > 2) {
                let module =
                    name.count > 2 ? Word(text: String(name.dropFirst(2)), range: word.range) : words.popFirst()
                guard let module else { return .none }
                return analysis.runModule(module, Array(words), input: invocation.input)
            }
            if interpreter.required.contains(name), let file = halves?.value ?? words.popFirst() {
                if file.text.contains("/") || file.text.hasPrefix(".") {
                    analysis.named { analysis.runCodeFile(file, language: language) }
                }
                continue
            }
            if isPerl, !name.hasPrefix("--"), !name.hasPrefix("-M"), !name.hasPrefix("-I"), !name.hasPrefix("-r"),
                !name.hasPrefix("-W")
            {
                if name.contains("i") { edits = true }
                if name.contains("n") || name.contains("p") { loops = true }
            }
            if name == "-c" && isPerl || name == "-l" && language == "php" || name == "--check" || name == "-wc"
                || name == "-cw"
            {
                for file in words { _ = analysis.readFile(file) }
                return .plain
            }
            if name == "--env-file" {
                if let file = halves?.value ?? words.first { _ = analysis.readFile(file) }
            }
            loadsForeign(analysis, interpreter, word, next: words.first)
            if language == "php", name == "-t", let folder = words.first { analysis.serve(folder) }
            if interpreter.valued.contains(name), halves == nil { words = words.dropFirst() }
        }
        if !texts.isEmpty {
            var flow = Flow.none
            for text in texts {
                flow = flow.followed(
                    by: analysis.runCode(text, language: language, input: invocation.input, arguments: Array(words)))
            }
            if isPerl, loops || edits {
                for file in words {
                    if edits {
                        analysis.use(file, as: .edit)
                    } else {
                        flow.taint.formUnion(analysis.readFile(file).taint)
                    }
                }
            }
            if language.hasPrefix("node") || language.hasPrefix("python") || isPerl || language == "php" {
                flow.taint.formUnion(invocation.input.taint.intersection([.secret, .environment, .downloaded, .file]))
            }
            return flow
        }
        guard let file = words.popFirst(), file.text != "-" else {
            if invocation.input.text == "", invocation.input.taint.isEmpty {
                if analysis.scope.hasNetworkDescriptor { analysis.emit(.reverseShell) }
                return .none
            }
            analysis.runFlow(invocation.input, language: language, arguments: Array(words))
            return .generated
        }
        if file.text == "/dev/stdin" {
            analysis.runFlow(invocation.input, language: language)
            return .generated
        }
        if ["run", "test", "inspect"].contains(file.text), language == "node" || language == "nodejs" {
            analysis.emit(.own, target: language)
            return .generated
        }
        return runFile(analysis, file, Array(words), language: language)
    }
}

extension CommandAnalysis {
    /// Does something for which programs count as named to a tool.
    func named(_ body: () -> Void) {
        let old = actor.isNamed
        actor.isNamed = true
        body()
        actor.isNamed = old
    }
}
