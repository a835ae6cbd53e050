/// Variables that the script sets.
extension CommandAnalysis {
    /// Assigns a variable of the shell.
    func assign(_ assignment: ShellAssignment) {
        let place = assignment.index.map { number(of: $0) }
        var values: [[Word]]
        switch assignment.value {
        case .word(let word): values = expandSingle(word).map { [$0] }
        case .array(let elements): values = fields(of: elements, in: assignment)
        }
        if let place {
            values = placed(assignment, values, at: place)
        } else if assignment.isAppending {
            values = appended(assignment, values)
        }
        set(assignment.name, values)
    }

    /// The possible lists of an array's elements.
    private func fields(of elements: [ShellElement], in assignment: ShellAssignment) -> [[Word]] {
        var lists: [[Word]] = [[]]
        for (place, element) in elements.prefix(256).enumerated() {
            if let index = element.index, number(of: index) != place || assignment.isAppending {
                scatter(assignment.name)
            }
            let values = expand(element.value)
            if values.count == 1, let only = values.first {
                for list in lists.indices { lists[list] += only }
            } else {
                lists = combined(lists, values) { $0 + $1 }
            }
        }
        guard elements.count > 256 else { return lists }
        return lists.map { $0 + [Word(text: Mark.unknownText, range: range)] }
    }

    /// The number that an index of an array is; `nil` where it is a name or not known.
    private func number(of index: ShellWord) -> Int? {
        let values = expand(index)
        guard values.count == 1, values[0].count == 1, let text = values[0][0].literal,
            let number = Int(text) ?? singleValue(text).flatMap({ Int($0) }), number >= 0
        else { return nil }
        return number
    }

    /// Notes that elements of an array have other numbers than their place: one that is asked for may be any of them.
    func scatter(_ name: String) { scope.scattered.insert(referent(name) ?? name) }

    /// The values of an array of which one element is assigned.
    private func placed(_ assignment: ShellAssignment, _ values: [[Word]], at number: Int?) -> [[Word]] {
        let old = known(assignment.name) ?? [[]]
        if let number, !scope.scattered.contains(referent(assignment.name) ?? assignment.name),
            old.allSatisfy({ number <= $0.count })
        {
            return combined(old, values) { fields, value in
                guard number < fields.count, let new = value.first else { return fields + value }
                var changed = fields
                if assignment.isAppending {
                    changed[number].text += new.text
                    changed[number].taint.formUnion(new.taint)
                } else {
                    changed[number] = new
                }
                return changed
            }
        }
        scatter(assignment.name)
        return combined(old, values) { $0 + $1 }
    }

    private func appended(_ assignment: ShellAssignment, _ values: [[Word]]) -> [[Word]] {
        guard let old = known(assignment.name), !old.isEmpty else {
            return values.map { [Word(text: Mark.unknownText, range: range)] + $0 }
        }
        if case .array = assignment.value { return combined(old, values) { $0 + $1 } }
        return joined(old, values)
    }

    /// Sets a variable to one of several values; within a branch its other values stay.
    func set(_ name: String, _ values: [[Word]]) {
        let values = values.map { bounded($0) }
        if let bracket = name.utf8.firstIndex(of: 0x5B) {
            return setElement(of: String(name[..<bracket]), name, values)
        }
        guard let name = assigned(name, values) else { return }
        if name == "IFS" { scope.separators = values.first?.first?.literal }
        rememberValues(of: name)
        if branches > 0, let old = scope.variables[name], old.count < Self.mostValues {
            scope.variables[name] = values + old.filter { !values.contains($0) }
        } else if branches > 0, scope.variables[name] != nil {
            // One of so many values is any.
            scope.variables[name] = values + [[anything]]
        } else {
            scope.variables[name] = values
        }
        if KnownVariables.startup.contains(name) { environment(name) }
        if name == "HISTFILE" || name == "HISTSIZE" || name == "HISTFILESIZE" { history(name, values) }
    }

    /// Gives a variable values in the place of all that it had; what may not happen leaves it those as well.
    func replace(_ name: String, _ values: [[Word]]) {
        if let bracket = name.utf8.firstIndex(of: 0x5B) {
            return setElement(of: String(name[..<bracket]), name, values)
        }
        guard let name = assigned(name, values) else { return }
        rememberValues(of: name)
        scope.variables[name] = branches > 0 ? either(values, scope.variables[name] ?? []) : values
    }

    /// `read name[index]`: which of the elements gets the value is not followed.
    private func setElement(of array: String, _ element: String, _ values: [[Word]]) {
        expandIndex(of: element)
        guard !array.isEmpty else { return }
        inBranch { set(array, values + [[anything]]) }
    }

    /// Follows what the index of `name[index]` runs, where it is the name of a variable.
    func expandIndex(of name: String) {
        guard name.contains("$") || name.contains("`") else { return }
        follow(Word(text: ": \"" + name + "\"", range: range), inSameShell: true)
    }

    /// A list that is short enough to be followed, of words that are.
    private func bounded(_ fields: [Word]) -> [Word] {
        let kept = fields.prefix(512).map { bounded($0) }
        return fields.count > 512 ? kept + [anything] : kept
    }

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
        for value in known(name) ?? [] { environment(name, value.first ?? Word(text: "", range: range)) }
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
