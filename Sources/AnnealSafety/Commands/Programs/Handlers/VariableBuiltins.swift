/// Commands that set and show variables.
extension ProgramHandlers {
    static let variableBuiltins: [String: Handler] = [
        "export": { analysis, invocation in declare(analysis, invocation, isExported: true) },
        "declare": { analysis, invocation in declare(analysis, invocation, isExported: false) },
        "typeset": { analysis, invocation in declare(analysis, invocation, isExported: false) },
        "local": { analysis, invocation in declare(analysis, invocation, isExported: false) },
        "readonly": { analysis, invocation in declare(analysis, invocation, isExported: false) },
        "set": { analysis, invocation in
            if invocation.words.isEmpty {
                analysis.emit(.environment)
                return Flow(taint: .environment)
            }
            if let end = invocation.words.firstIndex(where: { $0.text == "--" }) {
                analysis.scope.arguments = Array(invocation.words[(end + 1)...])
            } else if let first = invocation.words.firstIndex(where: {
                !$0.text.hasPrefix("-") && !$0.text.hasPrefix("+")
            }),
                first == 0 || !invocation.words[first - 1].text.hasSuffix("o")
            {
                analysis.scope.arguments = Array(invocation.words[first...])
            }
            if invocation.words.contains(where: { $0.text == "+o" }),
                invocation.words.contains(where: { $0.text == "history" })
            {
                analysis.emit(.traces, target: "history")
            }
            return .none
        },
        "unset": { analysis, invocation in
            let options = invocation.words.filter { $0.text.hasPrefix("-") }
            let isFunction = options.contains { $0.text.contains("f") }
            let isReference = options.contains { $0.text.contains("n") }
            for word in invocation.words where !word.text.hasPrefix("-") {
                if isReference, analysis.scope.references[word.text] != nil {
                    analysis.endReference(word.text, keepsValue: false)
                } else if !isFunction {
                    analysis.set(word.text, [[Word(text: "", range: word.range)]])
                }
                // A function that may still be there is followed.
                if isFunction, analysis.branches == 0 { analysis.scope.functions[word.text] = nil }
                if word.text.hasPrefix("HIST") { analysis.emit(.traces, target: word.text) }
            }
            return .none
        },
        "alias": { analysis, invocation in
            for word in invocation.words {
                guard let halves = word.halves else { continue }
                analysis.scope.aliases[halves.name] = halves.value.text
            }
            return .plain
        },
        "unalias": { analysis, invocation in
            for word in invocation.words { analysis.scope.aliases[word.text] = nil }
            return .none
        },
        "read": { analysis, invocation in read(analysis, invocation) },
        "mapfile": { analysis, invocation in lines(analysis, invocation) },
        "readarray": { analysis, invocation in lines(analysis, invocation) },
        "env": { analysis, invocation in env(analysis, invocation) },
        "printenv": { analysis, invocation in
            let names = invocation.words.filter { !$0.text.hasPrefix("-") }
            if names.isEmpty {
                analysis.emit(.environment)
                return Flow(taint: .environment)
            }
            let isSecret = names.contains { KnownVariables.isSecret($0.text) || $0.isUnknown }
            if isSecret { analysis.emit(.credentials, target: names.map(\.text).joined(separator: " ")) }
            return Flow(taint: isSecret ? .secret : [])
        },
    ]

    /// Reads lines into an array; `-C` names what is run for every so many of them.
    private static func lines(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(OptionNames("-d -n -O -s -u -C -c"))
        if let callback = arguments.value("-C") { analysis.follow(callback, inSameShell: true) }
        return read(analysis, invocation)
    }

    private static func declare(_ analysis: CommandAnalysis, _ invocation: Invocation, isExported: Bool) -> Flow {
        var names: [Word] = []
        let declaration = Declaration(invocation)
        for word in invocation.words {
            if word.text.hasPrefix("-") || word.text.hasPrefix("+") {
                continue
            }
            names.append(word)
            declare(analysis, word, declaration)
            if isExported, let halves = word.halves { analysis.environment(String(halves.name.prefix { $0 != "+" })) }
        }
        if names.isEmpty {
            let shows =
                invocation.words.isEmpty || invocation.words.contains { $0.text.contains("p") || $0.text.contains("x") }
            let isFunctions = invocation.words.contains { $0.text == "-f" || $0.text == "-F" }
            if shows, !isFunctions, invocation.name != "local" {
                analysis.emit(.environment)
                return Flow(taint: .environment)
            }
        }
        if invocation.words.contains(where: { $0.text.hasPrefix("-") && $0.text.contains("p") }),
            names.contains(where: { KnownVariables.isSecret($0.text) })
        {
            analysis.emit(.credentials, target: names.map(\.text).joined(separator: " "))
        }
        if isExported { for name in names where !name.text.contains("=") { analysis.environment(name.text) } }
        return .plain
    }

    /// What options say of the names that are declared.
    private struct Declaration {
        /// Whether they stand for other variables.
        let refers: Bool
        /// Whether they stand for themselves again.
        let endsReference: Bool
        /// Whether a function around them has them for itself.
        let isLocal: Bool
        /// Whether they are arrays whose elements have names.
        let isMap: Bool

        init(_ invocation: Invocation) {
            func has(_ sign: String, _ letter: Character) -> Bool {
                invocation.words.contains { $0.text.hasPrefix(sign) && $0.text.contains(letter) }
            }
            let declares = ["declare", "typeset", "local"].contains(invocation.name)
            refers = invocation.name != "export" && has("-", "n")
            endsReference = declares && has("+", "n")
            isLocal = declares && !has("-", "g")
            isMap = has("-", "A")
        }
    }

    /// Declares `name` or `name=value`.
    private static func declare(_ analysis: CommandAnalysis, _ word: Word, _ declaration: Declaration) {
        let halves = word.halves
        var name = halves?.name ?? word.text
        let isAppending = halves != nil && name.hasSuffix("+")
        if isAppending { name.removeLast() }
        let isNew = declaration.isLocal && analysis.declareLocal(name)
        if declaration.isMap { analysis.scatter(name) }
        if declaration.endsReference { analysis.endReference(name, keepsValue: true) }
        guard let value = halves?.value else {
            if declaration.refers {
                analysis.refer(name)
            } else if isNew {
                // It hides the one outside, and is not set.
                analysis.set(name, [[Word(text: "", range: word.range)]])
            }
            return
        }
        if declaration.refers {
            analysis.refer(name, to: value)
            return
        }
        if value.taint.contains(.elements) { return }
        guard isAppending else {
            analysis.set(name, [[value]])
            return
        }
        let old = analysis.known(name) ?? [[Word(text: Mark.unknownText, range: word.range)]]
        analysis.set(name, analysis.joined(old, [[value]]))
    }

    /// `read`: a line of what flows in; a loop around it sees one line after the other.
    private static func read(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(OptionNames("-d -i -n -N -p -t -u -a -O -s= -C -c"))
        var names = arguments.operands.map(\.text)
        if let array = arguments.value("-a") { names.append(array.text) }
        if names.isEmpty { names = [invocation.name == "read" ? "REPLY" : "MAPFILE"] }
        let input = invocation.input
        var values: [Word] = []
        if input.names.isEmpty, input.text == "", input.taint.isEmpty {
            // What is typed, or whatever the command gets.
            values = [Word(text: Mark.unknownText, range: invocation.range)]
        } else if !input.names.isEmpty {
            values = input.names
        } else if let text = input.text {
            let lines = text.split(separator: "\n", maxSplits: 64, omittingEmptySubsequences: true)
            values = lines.prefix(64).map { Word(text: String($0), taint: input.taint, range: invocation.range) }
            if lines.count > 64 {
                values.append(Word(text: Mark.unknownText, taint: input.taint, range: invocation.range))
            }
        } else {
            values = [Word(text: Mark.unknownText, taint: input.taint, range: invocation.range)]
        }
        if invocation.name == "read" {
            for (index, name) in names.enumerated() {
                var lines = values
                if names.count > 1 {
                    lines = values.map { value in
                        if value.text == Mark.unknownText { return value }
                        let parts = value.text.split(separator: " ", maxSplits: names.count - 1)
                        return Word(
                            text: index < parts.count ? String(parts[index]) : "", taint: value.taint,
                            range: value.range)
                    }
                }
                if lines.isEmpty { lines = [Word(text: "", range: invocation.range)] }
                analysis.replace(name, lines.map { [$0] })
            }
        } else {
            for name in names { analysis.replace(name, [values]) }
        }
        return .none
    }

    /// `env [OPTIONS] [NAME=VALUE …] [PROGRAM …]`.
    private static func env(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(OptionNames("-u -C -S --unset --chdir --split-string -P"), .first)
        let outer = analysis.scope
        defer { analysis.scope = outer }
        if let folder = arguments.value("-C", "--chdir") {
            analysis.scope.folder = analysis.paths.absolute(folder.text, from: analysis.scope.folder)
        }
        var words = arguments.rest
        if let split = arguments.value("-S", "--split-string") {
            let rest = words.map { ShellQuoting.quoted($0.text) }.joined(separator: " ")
            return analysis.follow(
                Word(text: split.text + " " + rest, taint: split.taint, range: split.range), input: invocation.input,
                inSameShell: true)
        }
        while let (name, value) = words.first?.halves, !name.isEmpty {
            analysis.scope.references[name] = nil
            analysis.scope.variables[name] = [[value]]
            if !KnownVariables.startup.contains(name) || name != "PATH" || value.text.isEmpty == false {
                analysis.environment(name)
            }
            words.removeFirst()
        }
        guard !words.isEmpty else {
            analysis.emit(.environment)
            return Flow(taint: .environment)
        }
        return analysis.withoutFunctions { analysis.invoke(words, input: invocation.input) }
    }
}
