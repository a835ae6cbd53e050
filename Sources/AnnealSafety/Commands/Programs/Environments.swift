/// Tools that run any program within an environment of theirs: `pnpm exec`, `mise x`, `hatch run`, `nix shell -c`.
enum Environments {
    /// Tools, and the words behind which the program stands.
    private static let table = """
        pnpm yarn bundler rbenv pyenv jenv nodenv goenv asdf opam stack cabal lerna nx tox dune melos bun: exec
        mise rtx: exec x
        hatch mamba micromamba: run
        nvm fnm: exec run
        volta: run
        fvm: exec spawn
        mix: cmd
        nix: -c --command
        guix: --
        """

    private static let tools: [String: Set<String>] = {
        var tools: [String: Set<String>] = [:]
        for line in table.split(separator: "\n") {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2 else { continue }
            for name in halves[0].split(separator: " ") {
                tools[String(name), default: []].formUnion(halves[1].split(separator: " ").map(String.init))
            }
        }
        return tools
    }()

    /// The commands that a tool may be given to run, the program first.
    ///
    /// Only the tool knows which of its options take a value: a word behind an option may be one, or the program.
    static func commands(_ name: String, _ words: [Word]) -> [[Word]] {
        guard let keys = tools[name], let at = words.firstIndex(where: { keys.contains($0.text) }) else { return [] }
        let rest = Array(words[(at + 1)...])
        var commands: [[Word]] = []
        for (place, word) in rest.enumerated() {
            if word.text == "--" { break }
            guard !word.text.hasPrefix("-"), isProgram(word) else { continue }
            commands.append([named(word)] + rest[(place + 1)...].filter { $0.text != "--" })
            guard place > 0, rest[place - 1].text.hasPrefix("-"), commands.count < 4 else { break }
        }
        if let end = rest.firstIndex(where: { $0.text == "--" }), end + 1 < rest.count, isProgram(rest[end + 1]) {
            commands.append([named(rest[end + 1])] + rest[(end + 2)...])
        }
        return commands
    }

    /// `environment:program` is a program in an environment of hatch.
    private static func named(_ word: Word) -> Word {
        guard !word.text.contains(" "), let colon = word.text.lastIndex(of: ":") else { return word }
        let program = String(word.text[word.text.index(after: colon)...])
        return KnownPrograms.contains(program) ? Word(text: program, taint: word.taint, range: word.range) : word
    }

    private static func isProgram(_ word: Word) -> Bool {
        word.isUnknown || word.text.contains(" ") || word.text.contains("/") && !word.text.contains("@")
            || KnownPrograms.contains(named(word).text)
    }
}

extension CommandAnalysis {
    /// Runs what a tool is given to run within an environment of its.
    func runWithin(_ name: String, _ words: [Word], input: Flow) {
        for command in Environments.commands(name, words) where spend() {
            inSubshell {
                withoutFunctions {
                    guard let first = command.first, first.text.contains(" ") else {
                        return invoke(command, input: input)
                    }
                    return follow(first, input: input)
                }
            }
        }
    }
}
