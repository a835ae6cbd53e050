/// Looking for harm in what is given to programs that no handler reads in detail.
extension CommandAnalysis {
    /// The built-in rules, which say what counts as harm.
    private static let rules = Policy()

    /// Follows something that may be no command at all: only what the built-in rules deny is kept of it.
    func suspecting(_ body: () -> Void) {
        let start = effects.count
        inSubshell { inBranch { body() } }
        keepEffects(from: start) { Self.rules.answer(to: $0).verdict == .deny }
    }

    /// Looks at the arguments of a program that nobody knows: keys, command lines, commands behind other words.
    func suspectArguments(_ words: [Word]) {
        suspect(words)
        readKeys(words)
        var commands = 0
        for (index, word) in words.enumerated() {
            guard index < 1024 || spend() else { return }
            if word.text.utf8.contains(where: { $0 == 0x20 || $0 == 0x28 }) {
                suspectText(word)
            } else if index + 1 < words.count, commands < 3, Self.isHarmful(word.text) {
                commands += 1
                suspecting { invoke(Array(words[index...])) }
            }
        }
    }

    /// Words behind which tools of clouds, clusters and machines take a command.
    private static let carriers: Set<String> = [
        "exec", "run", "ssh", "shell", "console", "cmd.run", "cmd.shell", "run-command",
    ]
    /// Options behind which they take one as a single text.
    private static let carryingOptions: Set<String> = ["-a", "-c", "-C", "-x", "-e"]

    /// Looks at the commands that a tool hands on to another machine or a container.
    func suspectCommands(_ words: [Word]) {
        for (option, word) in zip(words, words.dropFirst())
        where Self.carryingOptions.contains(option.text) && word.text.utf8.contains(0x20) {
            suspectText(word)
        }
        guard let start = words.firstIndex(where: { Self.carriers.contains($0.text) }) else { return }
        let rest = Array(words[(start + 1)...])
        for word in rest where word.text.utf8.contains(0x20) { suspectText(word) }
        guard let first = rest.firstIndex(where: { Self.isHarmful($0.text) }), first + 1 < rest.count else { return }
        suspecting { invoke(Array(rest[first...])) }
    }

    /// Looks for harm in a text of which nobody knows in what language it is written.
    func suspectText(_ word: Word) {
        guard word.text.utf8.count > 3, spend(2 + word.text.utf8.count / 32) else { return }
        let plain = Word(text: word.text, range: word.range)
        suspecting {
            if plain.text.utf8.contains(0x20) { follow(plain) }
            runUnread(plain)
            for command in Self.commands(within: plain.text) { follow(Word(text: command, range: word.range)) }
        }
    }

    /// Notes the keys that arguments name, alone or behind `=`, `:`, `,` and `@`: `--secret id=k,src=/home/me/.ssh/id_rsa`.
    func readKeys(_ words: [Word]) {
        let candidates = words.filter { $0.text.utf8.contains(0x2F) && !$0.text.utf8.contains(0x20) }
        for (index, word) in candidates.enumerated() {
            // Each of very many costs a step; where none is left, the rest is opaque.
            guard index < 256 || spend() else { return }
            guard !word.text.contains("://") || word.text.hasPrefix("file://") else { continue }
            for part in word.text.split(whereSeparator: { "=:,@".contains($0) }) {
                guard part.hasPrefix("/") || part.hasPrefix("~/") || part.hasPrefix("../") else { continue }
                let path = part.hasPrefix("~/") ? tilde(String(part)) : String(part)
                guard paths.read(path, from: scope.folder).place == .secret else { continue }
                emit(.read, target: path, place: .secret)
            }
        }
    }

    /// Notes the text of a process substitution that a tool is given as a file of code.
    func readSubstitutions(_ words: [Word]) {
        for word in words where word.text.hasPrefix("/dev/fd/") {
            guard let flow = written[paths.absolute(word.text, from: scope.folder)] else { continue }
            if flow.taint.contains(.downloaded) || flow.taint.contains(.decoded) {
                emit(.fetched, target: "what flows into \(actor.program)")
            } else if let text = flow.text {
                suspectText(Word(text: text, range: word.range))
            }
        }
    }

    private static let harmful = Set(ProgramTable.dangerous + ["doas", "pkexec", "crontab"])

    private static func isHarmful(_ text: String) -> Bool {
        let name = text.split(separator: "/").last.map(String.init) ?? ""
        return harmful.contains(name) || name.hasPrefix("mkfs.")
    }

    private static let ends = Set(")]}\"'`\n".utf8)
    private static let bounds = ends.union(" \t([{,;|&=:".utf8)

    /// Commands of harm within a text, each up to the end of its line, string or bracket.
    private static func commands(within text: String) -> [String] {
        var result: [String] = []
        var isStart = true
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() where result.count < 4 {
            let isBound = bounds.contains(byte)
            if isStart, !isBound {
                let name = bytes[index...].prefix(40).prefix { !bounds.contains($0) }
                if isHarmful(String(decoding: name, as: UTF8.self)) {
                    let rest = bytes[index...].prefix(2000).prefix { !ends.contains($0) }
                    result.append(String(decoding: rest, as: UTF8.self))
                }
            }
            isStart = isBound
        }
        return result
    }
}
