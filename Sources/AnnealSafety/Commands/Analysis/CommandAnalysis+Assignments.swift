/// Variables that the script sets.
extension CommandAnalysis {
    /// Assigns a variable of the shell.
    func assign(_ assignment: ShellAssignment) {
        if let index = assignment.index { _ = expand(index) }
        var values: [[Word]]
        switch assignment.value {
        case .word(let word): values = expandSingle(word).map { [$0] }
        case .array(let elements):
            var fields: [Word] = []
            for element in elements.prefix(256) {
                if let index = element.index { _ = expand(index) }
                fields += expand(element.value).first ?? []
            }
            if elements.count > 256 { fields.append(Word(text: Mark.unknownText, range: range)) }
            values = [fields]
        }
        if assignment.index != nil {
            let old = scope.variables[assignment.name]?.first ?? []
            values = [old + (values.first ?? [])]
        } else if assignment.isAppending {
            values = appended(assignment, values)
        }
        set(assignment.name, values)
    }

    private func appended(_ assignment: ShellAssignment, _ values: [[Word]]) -> [[Word]] {
        guard let old = scope.variables[assignment.name], let first = old.first else {
            return values.map { [Word(text: Mark.unknownText, range: range)] + $0 }
        }
        if case .array = assignment.value { return [first + (values.first ?? [])] }
        let start = first.first ?? Word(text: "", range: range)
        return values.map { fields in
            let end = fields.first ?? Word(text: "", range: range)
            return [Word(text: start.text + end.text, taint: start.taint.union(end.taint), range: end.range)]
        }
    }

    /// Sets a variable to one of several values; within a branch its other values stay.
    func set(_ name: String, _ values: [[Word]]) {
        let name = scope.references[name] ?? name
        let values = values.map { $0.map { bounded($0) } }
        if name == "IFS" { scope.separators = values.first?.first?.literal }
        if branches > 0, let old = scope.variables[name], old.count < 8 {
            scope.variables[name] = values + old.filter { !values.contains($0) }
        } else if branches > 0, scope.variables[name] != nil {
            // One of so many values is any.
            scope.variables[name] = values + [[Word(text: Mark.unknownText, taint: .uncertain, range: range)]]
        } else {
            scope.variables[name] = values
        }
        if KnownVariables.startup.contains(name) { environment(name) }
        if name == "HISTFILE" || name == "HISTSIZE" || name == "HISTFILESIZE" { history(name, values) }
    }

    /// A value that is short enough to be followed.
    private func bounded(_ word: Word) -> Word {
        guard word.text.utf8.count > 1 << 16 else { return word }
        return Word(text: Mark.unknownText, taint: word.taint, range: word.range)
    }

    /// A history that goes nowhere hides what was done.
    private func history(_ name: String, _ values: [[Word]]) {
        let value = values.first?.first?.text ?? ""
        if value.isEmpty || value == "0" || value == "/dev/null" { emit(.traces, target: name) }
    }

    // MARK: The environment of programs

    /// Judges a variable that a program will find in its environment, with the values it has now.
    func environment(_ name: String) {
        for value in scope.variables[name] ?? [] { environment(name, value.first ?? Word(text: "", range: range)) }
    }

    private func environment(_ name: String, _ value: Word) {
        if KnownVariables.runsCommand(name) {
            guard !value.text.isEmpty else { return }
            let first = value.text.split(separator: " ").first.map(String.init) ?? ""
            if KnownVariables.harmlessPrograms.contains(String(first.split(separator: "/").last ?? "")),
                !value.text.contains(";"), !value.text.contains("|"), !value.text.contains("$"),
                !KnownVariables.namesPaths(value.text)
            {
                return
            }
            let text =
                name == "LESSOPEN" || name == "LESSCLOSE"
                ? String(value.text.drop { $0 == "|" || $0 == "-" }) : value.text
            attributed(actor: Actor(program: name, isNamed: true)) {
                emit(.variable, target: name)
                follow(Word(text: text, taint: value.taint, range: value.range), isNamed: true)
            }
        } else if KnownVariables.startup.contains(name) || name.hasPrefix("GIT_CONFIG") || name.hasPrefix("BASH_FUNC_")
        {
            guard !value.text.isEmpty else { return }
            if name == "PATH", KnownVariables.isHarmlessPath(value.text, places: paths.places) { return }
            if KnownVariables.isSearchPath(name),
                KnownVariables.isWithinWorkspace(value.text, folder: scope.folder, paths: paths)
            {
                return
            }
            if name.hasSuffix("OPTIONS") || name.hasSuffix("OPT") || name.hasSuffix("OPTS") || name.hasSuffix("FLAGS"),
                !KnownVariables.loadsCode(value.text)
            {
                return
            }
            if name.hasPrefix("GIT_CONFIG_GLOBAL") || name.hasPrefix("GIT_CONFIG_SYSTEM")
                || name.hasPrefix("GIT_CONFIG_NOSYSTEM"),
                value.text == "/dev/null" || value.text == "1"
            {
                return
            }
            emit(.variable, target: name)
            if let language = KnownVariables.codeLanguages[name] {
                suspecting { runCode(value, language: language, input: .none, arguments: []) }
            }
            if name.hasPrefix("GIT_CONFIG_VALUE_") {
                follow(Word(text: value.text, taint: value.taint, range: value.range), isNamed: true)
            }
            if name == "PS4", value.text.contains("$(") || value.text.contains("`") {
                follow(Word(text: ": \"" + value.text + "\"", taint: value.taint, range: value.range), isNamed: true)
            }
            if let flow = written[value.text], let text = flow.text {
                follow(Word(text: text, taint: flow.taint, range: value.range), isNamed: true)
            }
            if !value.isUnknown, value.text.hasPrefix("/") || value.text.hasPrefix(".") {
                let reading = paths.read(value.text, from: scope.folder)
                if fetched.contains(reading.path) { emit(.fetched, target: value.text) }
            }
        }
    }
}
