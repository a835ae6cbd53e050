/// What single kinds of calls do: shells, inner code, files, connections.
extension CodeReading {
    mutating func runShell(_ call: CodeCall, _ verb: String) {
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

    func isPattern(_ call: CodeCall) -> Bool {
        call.name.hasPrefix("/") || call.name.hasSuffix("re.exec") || call.name.hasSuffix("regex.exec")
    }

    /// `exec("…")`, `eval("…")`: code within code.
    mutating func runInner(_ call: CodeCall) {
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

    func hasSource(_ check: (String) -> Bool, in tokens: ArraySlice<CodeToken>) -> Bool {
        tokens.contains { token in
            if case .name(let name) = token { check(name.lowercased()) } else { false }
        }
    }

    mutating func open(_ call: CodeCall) {
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

    mutating func read(_ path: String) {
        if path.hasPrefix("http://") || path.hasPrefix("https://") || path.hasPrefix("ftp://") {
            hosts.append(path)
            analysis.connect(word(path))
            return
        }
        let flow = analysis.readFile(word(CommandAnalysis.patterns(path)))
        readsFiles = readsFiles || flow.taint.contains(.file)
        readsSecrets = readsSecrets || flow.taint.contains(.secret)
    }

    func target(_ call: CodeCall) -> String? {
        if call.verb == "write_text" || call.verb == "write_bytes" { return receiver(call) }
        return call.first
    }

    func mode(_ call: CodeCall) {
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

    mutating func connect(_ call: CodeCall) {
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
