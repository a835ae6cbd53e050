/// What the calls of a program text do.
struct CodeReading {
    let analysis: CommandAnalysis
    let code: CodeCalls
    let language: CodeReader.Language
    let tokens: [CodeToken]
    let input: Flow
    var readsFiles = false
    var readsSecrets = false
    var showsEnvironment = false
    var hosts: [String] = []
    var sends = false

    init(analysis: CommandAnalysis, code: CodeCalls, language: CodeReader.Language, tokens: [CodeToken], input: Flow) {
        self.analysis = analysis
        self.code = code
        self.language = language
        self.tokens = tokens
        self.input = input
    }

    func word(_ text: String) -> Word {
        let isHome = text == "~" || text.hasPrefix("~/")
        return Word(text: isHome ? analysis.tilde(text) : text, range: analysis.range)
    }

    /// Notes all effects.
    mutating func run() -> Flow {
        for command in code.commands {
            let flow = analysis.follow(word(command))
            readsSecrets = readsSecrets || flow.taint.contains(.secret)
            readsFiles = readsFiles || flow.taint.contains(.file)
        }
        if code.isCut { analysis.emit(.opaque, target: "the rest of a program text") }
        for call in code.calls { perform(call) }
        judgeWhole()
        var taint: Taint = .generated
        if readsFiles { taint.insert(.file) }
        if readsSecrets { taint.formUnion([.file, .secret]) }
        if showsEnvironment { taint.insert(.environment) }
        if !hosts.isEmpty { taint.insert(.downloaded) }
        return Flow(taint: taint)
    }

    // MARK: Calls

    mutating func perform(_ call: CodeCall) {
        let verb = call.verb
        if verb == "execute", call.name == "os.execute" { return runShell(call, verb) }
        if CodeVerbs.asking.contains(verb) {
            readsSecrets = true
            analysis.emit(.credentials, target: call.name)
            return
        }
        if let address = call.first, address.hasPrefix("http://") || address.hasPrefix("https://"),
            !["print", "puts", "echo", "log", "info", "assert", "equal"].contains(verb)
        {
            return connect(call)
        }
        if CodeVerbs.shell.contains(verb) {
            runShell(call, verb)
        } else if CodeVerbs.isCode(call.name, verb) {
            runInner(call)
        } else if CodeVerbs.recursive.contains(verb) || (CodeVerbs.removal.contains(verb) && isRecursive(call)) {
            for path in paths(call) { analysis.remove(word(path), isRecursive: true) }
            if paths(call).isEmpty, call.first == nil {
                analysis.emit(.opaque, target: call.name)
                if code.calls.contains(where: { CodeVerbs.listing.contains($0.verb) }) { removeListed() }
            }
        } else if CodeVerbs.removal.contains(verb) {
            guard verb != "remove" && verb != "delete" && verb != "rm" || isFileCall(call) else { return }
            for path in paths(call) {
                analysis.touch(.delete, word(CommandAnalysis.patterns(path)), traits: [])
            }
            if paths(call).isEmpty { removeListed() }
        } else if CodeVerbs.opening.contains(verb) || call.name == "File.new",
            verb != "open" || call.name != "open" || !call.arguments.isEmpty
        {
            open(call)
        } else if ["do", "require", "include", "load", "require_once", "include_once", "import"].contains(verb),
            call.name == verb,
            call.first?.utf8.contains(Mark.unknown) ?? !call.arguments.isEmpty, language.name != "python"
        {
            analysis.emit(.opaque, target: verb)
        } else if verb == "foreach" || verb == "lines", call.name == verb {
            return
        } else if CodeVerbs.reading.contains(verb) {
            for path in paths(call).prefix(1) { read(path) }
        } else if CodeVerbs.isWriting(call.name, verb) {
            if let path = target(call) { _ = analysis.writeFile(word(path), appends: false) }
        } else if CodeVerbs.copying.contains(verb), isFileCall(call) {
            if let source = call.text(0) {
                if verb == "rename" || verb == "move" || verb == "replace" || verb == "renamesync" {
                    analysis.touch(.delete, word(source))
                } else {
                    read(source)
                }
            }
            if let goal = call.text(1) { _ = analysis.writeFile(word(goal), appends: false) }
        } else if CodeVerbs.modes.contains(verb) {
            mode(call)
        } else if CodeVerbs.listing.contains(verb), isFileCall(call) {
            for path in paths(call).prefix(1) { analysis.touch(.list, word(CommandAnalysis.patterns(path))) }
        } else if CodeVerbs.signals.contains(verb), isProcessCall(call) {
            let target = call.text(language.name == "perl" || language.name == "ruby" ? 1 : 0) ?? ""
            let isAll = call.tokens.contains(.sign(0x2D)) && call.tokens.contains(.number("1"))
            analysis.emit(isAll || target == "-1" ? .signalAll : .signal, target: target)
        } else if CodeVerbs.network.contains(verb) || CodeVerbs.isNetworkName(call.name) {
            connect(call)
        } else if ["setuid", "setgid", "setreuid", "seteuid", "setresuid", "chroot", "unshare", "setns", "ptrace"]
            .contains(verb)
        {
            analysis.emit(.privilege, target: call.name)
        } else if verb == "getenv" || call.name.hasSuffix("environ.get") || call.name == "ENV.fetch" {
            if let name = call.first, KnownVariables.isSecret(name) {
                readsSecrets = true; analysis.emit(.credentials, target: name)
            }
        }
    }

    /// Removes what the text lists, since it does not say what it removes.
    func removeListed() {
        var folders: [String] = []
        for call in code.calls where CodeVerbs.listing.contains(call.verb) || ["path", "find"].contains(call.verb) {
            if let path = call.receiver ?? call.first ?? paths(call).first(where: { $0.hasPrefix("/") }) {
                folders.append(path)
            }
        }
        if folders.isEmpty {
            analysis.emit(.delete, target: "…", place: .unknown)
            return
        }
        for folder in folders { analysis.touch(.delete, word(CommandAnalysis.patterns(folder)), traits: [.recursive]) }
    }

    func paths(_ call: CodeCall) -> [String] {
        var result = call.arguments.compactMap { $0 }.flatMap { $0 }
        if result.isEmpty, let path = receiver(call) { result = [path] }
        return result.filter { !$0.isEmpty && $0.utf8.count < 4096 }
    }

    /// The path in `Path("x").unlink()`, which stands right before the call.
    func receiver(_ call: CodeCall) -> String? {
        if let receiver = call.receiver { return receiver }
        guard call.name == call.verb || call.name.isEmpty else { return nil }
        let texts = code.calls.filter { ["path", "file", "dir", "pathname"].contains($0.verb) }
        return texts.last?.first
    }

    func isRecursive(_ call: CodeCall) -> Bool {
        call.tokens.contains { $0 == .name("recursive") || $0 == .name("recurse") }
    }

    func isFileCall(_ call: CodeCall) -> Bool {
        let name = call.name.lowercased()
        return name.contains("os.") || name.contains("fs") || name.contains("shutil") || name.contains("file")
            || name.contains("path")
            || name.contains("dir") || name.contains("io.") || name.contains("deno.") || name == call.verb
    }

    func isProcessCall(_ call: CodeCall) -> Bool {
        let name = call.name.lowercased()
        return name == "kill" || name.contains("os.") || name.contains("process.kill") || name.contains("posix")
            || name.hasSuffix("killpg")
    }
}
