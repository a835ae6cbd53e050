/// Languages whose commands are words rather than calls: Tcl, AppleScript, PowerShell, make.
extension CommandAnalysis {
    /// Runs a text of such a language.
    ///
    /// - Returns: what flows out; `nil` for other languages.
    func runOther(_ word: Word, language: String) -> Flow? {
        switch language {
        case "tcl": runTcl(word)
        case "pwsh", "powershell": runPowerShell(word)
        case "make": runMakefile(word)
        default:
            guard actor.program == "osascript", language == "osascript" || language == "javascript" else { return nil }
            runAppleScript(word)
        }
        return .generated
    }

    private func words(_ line: Substring) -> [String] {
        line.split { " \t[]{}".contains($0) }.map { $0.filter { $0 != "\"" } }
    }

    private func runTcl(_ word: Word) {
        emit(.own, target: "tcl")
        var hasSocket = false
        var runs = false
        let text = word.text.replacing("[", with: "\n").replacing("{", with: "\n")
        for line in text.split(whereSeparator: { $0 == "\n" || $0 == ";" || $0 == "\r" }) {
            let parts = words(line)
            guard let first = parts.first else { continue }
            switch first {
            case "exec", "spawn":
                runs = true
                let rest = parts.dropFirst().filter { $0 != "-noecho" && $0 != "--" }.joined(separator: " ")
                if rest.isEmpty || rest.hasPrefix("$") {
                    emit(.opaque, target: first)
                } else {
                    follow(Word(text: rest, range: word.range))
                }
            case "file" where parts.dropFirst().first == "delete":
                for path in parts.dropFirst(2) where !path.hasPrefix("-") {
                    remove(Word(text: path.hasPrefix("~") ? tilde(path) : path, range: word.range), isRecursive: true)
                }
            case "socket":
                if let host = parts.dropFirst().first(where: { !$0.hasPrefix("-") && Int($0) == nil }) {
                    hasSocket = true
                    connect(Word(text: host, range: word.range))
                }
            case "open":
                if let bar = line.firstIndex(of: "|") {
                    follow(Word(text: String(line[line.index(after: bar)...].prefix { $0 != "\"" }), range: word.range))
                }
            case "system": follow(Word(text: parts.dropFirst().joined(separator: " "), range: word.range))
            default: break
            }
        }
        if hasSocket, runs { emit(.reverseShell) }
    }

    private func runAppleScript(_ word: Word) {
        let lowered = word.text.lowercased()
        var rest = word.text[...]
        while let at = rest.firstRange(of: "do shell script \"") ?? rest.firstRange(of: "doShellScript(\"") {
            let body = rest[at.upperBound...]
            var script = ""
            var index = body.startIndex
            while index < body.endIndex, body[index] != "\"" {
                if body[index] == "\\" { index = body.index(after: index) }
                if index < body.endIndex {
                    script.append(body[index])
                    index = body.index(after: index)
                }
            }
            follow(Word(text: script, range: word.range))
            rest = body[index...]
        }
        if lowered.contains("administrator privileges") { emit(.privilege, target: "osascript") }
        if lowered.contains("shut down") || lowered.contains("restart") || lowered.contains("log out") {
            emit(.halt, target: "osascript")
        }
        if lowered.contains("login item") { emit(.later, target: "a login item") }
        if lowered.contains("hidden answer") || lowered.contains("password") || lowered.contains("keychain") {
            emit(.credentials, target: "osascript")
        }
        emit(.daemon, target: "osascript")
    }

    private func runPowerShell(_ word: Word) {
        let lowered = word.text.lowercased()
        let downloads = [
            "iwr", "irm", "invoke-webrequest", "invoke-restmethod", "downloadstring", "net.webclient",
            "start-bitstransfer", "curl ", "wget ",
        ].contains { lowered.contains($0) }
        let runs = ["iex", "invoke-expression", "scriptblock", "&("].contains { lowered.contains($0) }
        if downloads { emit(.network, target: "powershell") }
        if downloads, runs { emit(.fetched, target: "powershell") }
        if lowered.contains("frombase64string"), runs { emit(.fetched, target: "powershell") }
        var isSimple = true
        for line in word.text.split(whereSeparator: { $0 == "\n" || $0 == ";" || $0 == "|" }) {
            let parts = words(line)
            guard let first = parts.first?.lowercased() else { continue }
            let paths = parts.dropFirst().filter { !$0.hasPrefix("-") }
            switch first {
            case "remove-item", "ri", "rm", "del", "erase", "rd", "rmdir":
                let isRecursive = parts.contains { $0.lowercased().hasPrefix("-r") }
                for path in paths {
                    remove(
                        Word(
                            text: path.hasPrefix("~")
                                ? tilde(path) : path.lowercased() == "$home" ? self.paths.places.home : path,
                            range: word.range), isRecursive: isRecursive)
                }
            case "get-content", "gc", "cat", "type", "select-string":
                for path in paths {
                    _ = readFile(Word(text: path.hasPrefix("~") ? tilde(path) : path, range: word.range))
                }
            case "set-content", "add-content", "out-file", "new-item", "copy-item", "move-item":
                for path in paths.prefix(1) {
                    touch(.write, Word(text: path.hasPrefix("~") ? tilde(path) : path, range: word.range))
                }
            case "write-output", "write-host", "echo", "get-childitem", "ls", "dir", "get-location", "pwd", "test-path",
                "get-date", "measure-object",
                "sort-object", "select-object", "where-object", "foreach-object", "format-table", "get-process",
                "get-command", "convertto-json",
                "convertfrom-json", "get-member", "invoke-pester", "$psversiontable", "get-help", "get-item":
                break
            case "stop-computer", "restart-computer": emit(.halt, target: first)
            case "format-volume", "clear-disk": emit(.disk, target: first)
            case "get-credential": emit(.credentials, target: first)
            default: isSimple = false
            }
        }
        if !isSimple { emit(.opaque, target: "powershell") }
    }

    /// Recipes and `$(shell …)` of a makefile.
    private func runMakefile(_ word: Word) {
        emit(.own, target: "make")
        for line in word.text.split(separator: "\n") {
            var rest = line
            while let at = rest.firstRange(of: "$(shell ") {
                let body = rest[at.upperBound...]
                follow(Word(text: String(body.prefix { $0 != ")" }), range: word.range))
                rest = body
            }
            guard line.first == "\t" || line.contains(";") else { continue }
            let recipe =
                line.first == "\t"
                ? line.dropFirst() : line[(line.firstIndex(of: ";") ?? line.startIndex)...].dropFirst()
            follow(
                Word(text: String(recipe.drop { "@-+ \t".contains($0) }).replacing("$$", with: "$"), range: word.range))
        }
    }
}
