/// Options that run what they are given, whichever program they belong to.
enum OptionTexts {
    private static let runners: Set<String> = [
        "exec", "execute", "command", "cmd", "pager", "editor", "hook", "rsh", "shell", "preprocessor", "program",
        "wrapper", "launcher", "preview", "prehook", "posthook",
    ]
    /// Endings that make another thing of the option: `--exec-timeout`, `--command-file`.
    private static let others: Set<String> = [
        "timeout", "time", "file", "dir", "directory", "path", "mode", "name", "prefix", "suffix", "args", "format",
        "version", "style", "type", "log", "output", "id", "user", "window", "size", "list", "only",
    ]
    /// Programs whose arguments are texts.
    private static let textual: Set<String> = [
        "echo", "printf", "print", "grep", "egrep", "fgrep", "rg", "ag", "ack", "sed", "awk", "gawk", "jq", "test", "[",
        "expr", "git", "basename", "dirname", "seq", "tr", "cut", "logger", "say", "figlet", "cowsay", "vim",
        "vi", "nvim", "ex", "view", "emacs", "emacsclient",
    ]

    /// Whether the value of an option is run: `--pager`, `--on-download-complete`, `--unzip-command`, `--execCmd`.
    static func runs(_ option: String) -> Bool {
        guard option.hasPrefix("--"), option.utf8.count > 4 else { return false }
        let name = option.dropFirst(2)
        if name.hasPrefix("on-") { return true }
        var parts: [String] = [""]
        for character in name {
            if character == "-" || character == "_" || character == "." {
                parts.append("")
            } else if character.isUppercase {
                parts.append(character.lowercased())
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        guard let last = parts.last, !others.contains(last) else { return false }
        return parts.contains { runners.contains($0) }
    }

    /// Whether a program's arguments are no options of the kind.
    static func areTexts(_ program: String) -> Bool { textual.contains(program) }
}

extension CommandAnalysis {
    /// Runs what options of any program are given to run.
    ///
    /// A value that begins with a known program or a path is a command line; any other may be a statement of some other
    /// language, in which only harm counts.
    func runOptionTexts(_ name: String, _ words: [Word]) {
        guard !OptionTexts.areTexts(name) else { return }
        for (index, word) in words.enumerated() {
            if word.text == "--" { return }
            guard word.text.hasPrefix("--"), !word.isUnknown else { continue }
            var value: Word?
            var option = word.text
            if let halves = word.halves {
                option = halves.name
                value = halves.value
            } else if index + 1 < words.count, !words[index + 1].text.hasPrefix("-") {
                value = words[index + 1]
            }
            guard let value, OptionTexts.runs(option) else { continue }
            runOptionText(value)
        }
    }

    private func runOptionText(_ value: Word) {
        let first = value.text.prefix { $0 != " " }
        let program = first.split(separator: "/").last.map(String.init) ?? ""
        if value.text.utf8.contains(0x20) {
            if KnownPrograms.contains(program) { inSubshell { follow(value) } } else { suspectText(value) }
        } else if first.hasPrefix("/") || first.hasPrefix("./") || first.hasPrefix("../") {
            invoke([value])
        }
    }
}
