/// What the calls of a program text do.
struct CodeReading {
    let analysis: CommandAnalysis
    let code: CodeCalls
    let language: CodeReader.Language
    let tokens: [CodeToken]
    let input: Flow
    private var readsFiles = false
    private var readsSecrets = false
    private var showsEnvironment = false
    private var hosts: [String] = []
    private var sends = false

    init(analysis: CommandAnalysis, code: CodeCalls, language: CodeReader.Language, tokens: [CodeToken], input: Flow) {
        self.analysis = analysis
        self.code = code
        self.language = language
        self.tokens = tokens
        self.input = input
    }

    private func word(_ text: String) -> Word {
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

    private mutating func perform(_ call: CodeCall) {
        let verb = call.verb
        if verb == "execute", call.name == "os.execute" { return runShell(call, verb) }
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
            if paths(call).isEmpty, call.first == nil { analysis.emit(.opaque, target: call.name) }
        } else if CodeVerbs.removal.contains(verb) {
            guard verb != "remove" && verb != "delete" && verb != "rm" || isFileCall(call) else { return }
            for path in paths(call) {
                analysis.touch(.delete, word(CommandAnalysis.patterns(path)), traits: [])
            }
            if paths(call).isEmpty { removeListed() }
        } else if CodeVerbs.opening.contains(verb), verb != "open" || call.name != "open" || !call.arguments.isEmpty {
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
        } else if CodeVerbs.writing.contains(verb) {
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
    private func removeListed() {
        var folders: [String] = []
        for call in code.calls where CodeVerbs.listing.contains(call.verb) || call.verb == "path" {
            if let path = call.receiver ?? call.first { folders.append(path) }
        }
        if folders.isEmpty {
            analysis.emit(.delete, target: "…", place: .unknown)
            return
        }
        for folder in folders { analysis.touch(.delete, word(CommandAnalysis.patterns(folder)), traits: [.recursive]) }
    }

    private func paths(_ call: CodeCall) -> [String] {
        var result = call.arguments.compactMap { $0 }.flatMap { $0 }
        if result.isEmpty, let path = receiver(call) { result = [path] }
        return result.filter { !$0.isEmpty && $0.utf8.count < 4096 }
    }

    /// The path in `Path("x").unlink()`, which stands right before the call.
    private func receiver(_ call: CodeCall) -> String? {
        if let receiver = call.receiver { return receiver }
        guard call.name == call.verb || call.name.isEmpty else { return nil }
        let texts = code.calls.filter { ["path", "file", "dir", "pathname"].contains($0.verb) }
        return texts.last?.first
    }

    private func isRecursive(_ call: CodeCall) -> Bool {
        call.tokens.contains { $0 == .name("recursive") || $0 == .name("recurse") }
    }

    private func isFileCall(_ call: CodeCall) -> Bool {
        let name = call.name.lowercased()
        return name.contains("os.") || name.contains("fs") || name.contains("shutil") || name.contains("file")
            || name.contains("path")
            || name.contains("dir") || name.contains("io.") || name.contains("deno.") || name == call.verb
    }

    private func isProcessCall(_ call: CodeCall) -> Bool {
        let name = call.name.lowercased()
        return name == "kill" || name.contains("os.") || name.contains("process.kill") || name.contains("posix")
            || name.hasSuffix("killpg")
    }

    // MARK: Kinds of calls

    private mutating func runShell(_ call: CodeCall, _ verb: String) {
        if verb == "exec", language.name == "python", call.name == "exec" { return runInner(call) }
        if verb == "exec", language.name == "javascript",
            !call.name.contains("exec") || call.name.contains("RegExp") || isPattern(call)
        {
            return
        }
        if verb == "run" || verb == "call" || verb == "sh", language.name == "javascript",
            !call.name.lowercased().contains("deno")
        {
            return
        }
        if verb == "call", language.name == "python", !code.names.contains("subprocess"),
            !call.name.contains("subprocess"), call.name != "call"
        {
            return
        }
        let usesSubprocess = code.names.contains("subprocess")
        if verb == "run", language.name == "python", !usesSubprocess, !call.name.contains("subprocess"),
            call.name != "run",
            !call.name.hasPrefix("sp.")
        {
            return
        }
        guard let first = call.arguments.first else { return }
        guard var words = first else {
            analysis.emit(.opaque, target: call.name)
            return
        }
        if words.count == 1, call.arguments.count > 1,
            [
                "spawn", "spawnsync", "execfile", "execfilesync", "execvp", "execv", "execl", "execlp", "spawnl",
                "spawnvp", "posix_spawn", "system", "exec",
            ].contains(verb),
            let more = call.arguments[1], more != ["shell"]
        {
            let rest = call.arguments.dropFirst().compactMap { $0 }.flatMap { $0 }
            words +=
                verb.hasPrefix("execl") || verb.hasPrefix("execv") || verb.hasPrefix("spawnl")
                ? Array(rest.dropFirst()) : rest
        }
        if words.count > 1 {
            analysis.invoke(words.map { word($0) }, input: .generated)
        } else if let text = words.first {
            analysis.follow(word(text), input: .generated)
        }
    }

    private func isPattern(_ call: CodeCall) -> Bool {
        call.name.hasPrefix("/") || call.name.hasSuffix("re.exec") || call.name.hasSuffix("regex.exec")
    }

    /// `exec("…")`, `eval("…")`: code within code.
    private mutating func runInner(_ call: CodeCall) {
        if call.arguments.isEmpty { return }
        if hasSource(CodeVerbs.isNetworkToken, in: call.tokens) || hasSource(CodeVerbs.isDecodingToken, in: call.tokens)
        {
            if let text = call.first, !hasSource(CodeVerbs.isNetworkToken, in: call.tokens) {
                analysis.runCode(word(text), language: language.name, input: .none, arguments: [])
            }
            analysis.emit(.fetched, target: call.name)
            return
        }
        guard let text = call.first else {
            analysis.emit(.opaque, target: call.name)
            return
        }
        if call.verb == "require" || call.verb == "import" || call.verb == "__import__" || call.verb == "load" {
            return
        }
        analysis.runCode(word(text), language: language.name, input: .none, arguments: [])
    }

    private func hasSource(_ check: (String) -> Bool, in tokens: ArraySlice<CodeToken>) -> Bool {
        tokens.contains { token in
            if case .name(let name) = token { check(name.lowercased()) } else { false }
        }
    }

    private mutating func open(_ call: CodeCall) {
        let isPerlOpen = language.name == "perl"
        let constant = isPerlOpen ? call.arguments.lazy.compactMap { $0 }.first?.joined(separator: " ") : call.first
        guard let path = constant ?? receiver(call) else {
            if call.arguments.isEmpty { return }
            readsFiles = true
            return
        }
        if language.name == "perl" || language.name == "php" && call.verb == "popen",
            path.hasPrefix("|") || path.hasSuffix("|")
        {
            analysis.follow(word(path.trimmingBars))
            return
        }
        let mode = call.arguments.dropFirst().compactMap { $0?.first }.first ?? "r"
        if mode == "-|" || mode == "|-" {
            let rest = call.arguments.dropFirst(2).compactMap { $0 }.flatMap { $0 }
            analysis.follow(word(rest.joined(separator: " ")))
            return
        }
        let isPerl = language.name == "perl"
        let target = isPerl ? call.arguments.compactMap { $0 }.flatMap { $0 }.last ?? path : path
        let isWriting =
            mode.contains("w") || mode.contains("a") || mode.contains("x") || mode.contains("+") || mode.contains(">")
            || (isPerl && target.hasPrefix(">"))
        let name = isPerl ? String(target.drop { $0 == ">" || $0 == "<" || $0 == "+" || $0 == " " }) : target
        if isWriting { _ = analysis.writeFile(word(name), appends: mode.contains("a")) } else { read(name) }
    }

    private mutating func read(_ path: String) {
        if path.hasPrefix("http://") || path.hasPrefix("https://") || path.hasPrefix("ftp://") {
            hosts.append(path)
            analysis.connect(word(path))
            return
        }
        let flow = analysis.readFile(word(CommandAnalysis.patterns(path)))
        readsFiles = readsFiles || flow.taint.contains(.file)
        readsSecrets = readsSecrets || flow.taint.contains(.secret)
    }

    private func target(_ call: CodeCall) -> String? {
        if call.verb == "write_text" || call.verb == "write_bytes" { return receiver(call) }
        return call.first
    }

    private func mode(_ call: CodeCall) {
        let numbers = call.tokens.compactMap { token -> String? in
            if case .number(let text) = token { text } else { nil }
        }
        for number in numbers {
            let digits = number.filter { $0 >= "0" && $0 <= "7" }
            if number.hasPrefix("0"), Mode.isSetIdentity(String(digits)) {
                analysis.emit(.privilege, target: call.name)
            }
        }
        for path in call.arguments.compactMap({ $0?.first }) where path.contains("/") || path.contains(".") {
            analysis.touch(.mode, word(path))
        }
    }

    private mutating func connect(_ call: CodeCall) {
        let texts =
            call.arguments.compactMap { $0?.first }
            + call.tokens.compactMap { token -> String? in
                if case .text(let text) = token { text } else { nil }
            }
        let address =
            texts.first { $0.contains("://") } ?? texts.first { $0.contains(".") && !$0.contains(" ") }
            ?? texts.first { $0 == "localhost" }
        if ["post", "put", "patch", "send", "sendall", "sendmail", "sendto", "storbinary", "upload", "post_form"]
            .contains(call.verb)
        {
            sends = true
        }
        if call.tokens.contains(.name("data")) || call.tokens.contains(.name("files"))
            || call.tokens.contains(.name("body")) || call.tokens.contains(.name("json"))
        {
            sends = true
        }
        guard let address else {
            if !["get", "request", "send", "sendall", "connect"].contains(call.verb)
                || CodeVerbs.isNetworkName(call.name)
            {
                hosts.append(""); analysis.emit(.network, target: call.name)
            }
            return
        }
        if !analysis.isLoopback(word(address)) { hosts.append(address) }
        analysis.connect(word(address))
    }

    // MARK: The whole text

    private mutating func judgeWhole() {
        let lowered = Set(code.names.map { $0.lowercased() })
        let hasNetwork =
            !hosts.isEmpty
            || lowered.contains { CodeVerbs.isNetworkToken($0) }
                && !analysis.effects.contains { $0.action == .loopback }
        judgeEnvironment()
        if code.texts.contains(where: CodeVerbs.removal.contains),
            code.calls.contains(where: { CodeVerbs.listing.contains($0.verb) })
        {
            removeListed()
        }
        let address = code.texts.contains { $0.hasPrefix("http://") || $0.hasPrefix("https://") } || !hosts.isEmpty
        if address,
            lowered.contains("eval") || lowered.contains("function") && language.name == "javascript"
                || lowered.contains("exec") && language.name != "javascript"
        {
            if !analysis.effects.contains(where: { $0.action == .loopback }) {
                analysis.emit(.fetched, target: hosts.first ?? "")
            }
        }
        if lowered.contains("os.setsid") || lowered.contains("start_new_session") || lowered.contains("process.daemon")
        {
            analysis.emit(.behind, target: "a process of its own")
        }
        if language.name == "php", code.calls.contains(where: { $0.name == "getenv" && $0.arguments.isEmpty }) {
            showsEnvironment = true
            analysis.emit(.environment)
        }
        let runsCode = code.calls.contains {
            CodeVerbs.code.contains($0.verb) && $0.verb != "require" && $0.verb != "import" && $0.verb != "load"
                && $0.verb != "__import__"
        }
        let runsShell = code.calls.contains { CodeVerbs.shell.contains($0.verb) } || !code.commands.isEmpty
        if !hosts.isEmpty, runsCode || runsShell,
            code.calls.contains(where: {
                (CodeVerbs.code.contains($0.verb) || CodeVerbs.shell.contains($0.verb)) && $0.first == nil
                    && !$0.arguments.isEmpty
            })
        {
            analysis.emit(.fetched, target: hosts.first ?? "")
        }
        if runsCode || runsShell, lowered.contains(where: CodeVerbs.isDecodingToken),
            code.calls.contains(where: {
                (CodeVerbs.code.contains($0.verb) || CodeVerbs.shell.contains($0.verb)) && $0.first == nil
                    && !$0.arguments.isEmpty
            })
        {
            analysis.emit(.fetched, target: "decoded text")
        }
        let isSocket =
            lowered.contains {
                $0.contains("socket") || $0.hasPrefix("net.") || $0.contains("tcpsocket") || $0.contains("fsockopen")
                    || $0.contains("createconnection")
            }
            || code.texts.contains { $0 == "net" || $0 == "Socket" || $0 == "tcp" || $0 == "socket" }
        let givesShell =
            lowered.contains { $0.contains("dup2") || $0.contains("pty") }
            || code.texts.contains {
                ["/bin/sh", "/bin/bash", "sh", "bash", "/bin/sh -i", "sh -i", "/bin/bash -i", "cmd.exe", "cmd"]
                    .contains($0) || $0.hasPrefix("sh ") || $0.hasPrefix("/bin/sh ") || $0.hasPrefix("bash ")
                    || $0.hasPrefix("/bin/bash ")
            }
        if isSocket, givesShell,
            runsShell
                || lowered.contains(where: {
                    $0.contains("dup2") || $0.contains("spawn") || $0.contains("exec") || $0.contains("system")
                        || $0.contains("fork") || $0.contains("popen")
                })
        {
            analysis.emit(.reverseShell, target: hosts.first ?? "")
        }
        if hasNetwork, readsSecrets || showsEnvironment || (readsFiles && sends) {
            analysis.emit(.send, target: hosts.first ?? "")
        }
        let loops =
            lowered.contains("while") || lowered.contains("for") || lowered.contains("loop")
            || lowered.contains("repeat")
        if loops, lowered.contains(where: { $0 == "fork" || $0.hasSuffix(".fork") || $0.hasSuffix("pcntl_fork") }) {
            analysis.emit(.exhaust, target: "fork")
        }
        if lowered.contains(where: { $0.hasPrefix("ctypes") || $0 == "cffi" }), language.name == "python" {
            analysis.emit(.opaque, target: "ctypes")
        }
        if isSocket, code.commands.contains(where: { $0.utf8.contains(Mark.unknown) && $0.utf8.count < 24 }) {
            analysis.emit(.reverseShell, target: hosts.first ?? "")
        }
        let isDynamic = lowered.contains {
            [
                "getattr", "__import__", "globals", "importlib.import_module", "builtins", "__builtins__", "vars",
                "compile", "reflect", "send", "public_send", "const_get", "call_user_func",
            ].contains($0) || $0.hasPrefix("__builtins__")
        }
        if isDynamic { judgeTexts() }
        judgeNamedSecrets()
        judgeEndlessLoops()
        judgeWrittenPrograms()
        judgeForeignCode()
    }

    private mutating func judgeEnvironment() {
        for (index, token) in tokens.enumerated() {
            guard case .name(let name) = token else { continue }
            let next = index + 1 < tokens.count ? tokens[index + 1] : .sign(0x3B)
            let isWhole = next != .sign(0x5B) && next != .sign(0x7B) && next != .sign(0x28)
            if [
                "os.environ", "process.env", "ENV", "$_ENV", "ENV.to_h", "Deno.env.toObject", "os.environb", "ENVIRON",
                "os.environ.items", "os.environ.copy", "ENV.to_hash", "ENV.each", "ENV.inspect",
            ].contains(name),
                isWhole || name.hasSuffix("items") || name.hasSuffix("copy") || name.hasSuffix("toObject")
                    || name.hasPrefix("ENV.")
            {
                if name == "ENVIRON" && language.name != "awk" { continue }
                showsEnvironment = true
                analysis.emit(.environment)
            } else if name.hasPrefix("process.env."), KnownVariables.isSecret(name) {
                readsSecrets = true
                analysis.emit(.credentials, target: name)
            } else if ["os.environ", "ENV", "process.env", "$ENV", "$_ENV"].contains(name), !isWhole,
                index + 2 < tokens.count
            {
                if case .text(let key) = tokens[index + 2], KnownVariables.isSecret(key) {
                    readsSecrets = true
                    analysis.emit(.credentials, target: key)
                }
            } else if name == "%ENV" {
                showsEnvironment = true
                analysis.emit(.environment)
            }
        }
        if language.name == "perl",
            zip(tokens, tokens.dropFirst()).contains(where: { $0 == .sign(0x25) && $1 == .name("ENV") })
        {
            showsEnvironment = true
            analysis.emit(.environment)
        }
    }

    /// Where names are made from texts, each text that is a command of harm counts.
    private func judgeTexts() {
        analysis.emit(.opaque, target: "names that are made from texts")
        for text in code.texts where text.contains(" ") || text.contains("/") {
            _ = analysis.follow(word(text))
        }
    }
}

extension String {
    /// Without bars and blanks at both ends.
    fileprivate var trimmingBars: String {
        var text = self[...]
        while let first = text.first, first == "|" || first == " " { text = text.dropFirst() }
        while let last = text.last, last == "|" || last == " " { text = text.dropLast() }
        return String(text)
    }
}
