/// What calls mean together: shells given away, secrets sent, programs decoded.
extension CodeReading {
    mutating func judgeWhole() {
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
        judgeRepetitions()
        judgeWrittenPrograms()
        judgeForeignCode()
    }

    mutating func judgeEnvironment() {
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
    func judgeTexts() {
        analysis.emit(.opaque, target: "names that are made from texts")
        for text in code.texts where text.contains(" ") || text.contains("/") {
            _ = analysis.follow(word(text))
        }
    }
}
