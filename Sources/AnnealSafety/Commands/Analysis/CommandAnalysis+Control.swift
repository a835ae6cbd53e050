extension CommandAnalysis {
    /// Follows a script.
    ///
    /// - Parameters:
    ///   - script: its commands.
    ///   - input: what flows into each of them.
    /// - Returns: what flows out of all of them.
    @discardableResult
    func run(_ script: ShellScript, input: Flow = .none) -> Flow {
        var output = Flow.none
        for item in script.items {
            guard spend() else { return Flow(taint: output.taint.union(.generated)) }
            output = output.followed(by: run(item, input: input))
        }
        return output
    }

    private func run(_ item: ShellItem, input: Flow) -> Flow {
        guard item.isBackground else { return runList(item, input: input) }
        if isEndless { emit(.exhaust, target: "a new process in each round of a loop without end") }
        forks += 1
        defer { forks -= 1 }
        return inSubshell { runList(item, input: input) }
    }

    private func runList(_ item: ShellItem, input: Flow) -> Flow {
        guard let first = item.pipelines.first else { return .none }
        var before = scope.folder
        var output = run(first, input: input)
        // Folders in which the list may end before its last command.
        var ends: [String] = []
        for (index, pipeline) in item.pipelines.dropFirst().enumerated() {
            let connector = index < item.connectors.count ? item.connectors[index] : .and
            let reached = scope.folder
            // Whoever failed has not changed the folder.
            if connector == .or { scope.folder = before } else { ends.append(reached) }
            before = scope.folder
            output = output.followed(by: inBranch { run(pipeline, input: input) })
            guard connector == .or else { continue }
            if EndlessLoop.ends(pipeline) {
                scope.folder = reached
            } else {
                scope.folder = scope.folder == before ? worse(before, reached) : worse(reached, scope.folder)
            }
        }
        for folder in ends { scope.folder = worse(folder, scope.folder) }
        return output
    }

    /// Of two folders in which the script may be the one where more is lost: outside of the workspace before one for
    /// temporary files, and that before the workspace; else the second.
    private func worse(_ folder: String, _ other: String) -> String {
        folder != other && danger(folder) > danger(other) ? folder : other
    }

    private func danger(_ folder: String) -> Int {
        guard isElsewhere(folder) else { return 0 }
        return paths.read(folder, from: "/").place == .temporary ? 1 : 2
    }

    /// Does something that may happen or not, and returns to the folder at hand.
    ///
    /// - Parameters:
    ///   - end: the worst of the folders in which what may happen ends.
    ///   - body: what may happen.
    /// - Returns: what flows out of it.
    private func alternative(_ end: inout String?, _ body: () -> Flow) -> Flow {
        let start = scope.folder
        let output = inBranch(body)
        end = end.map { worse($0, scope.folder) } ?? scope.folder
        scope.folder = start
        return output
    }

    private func run(_ pipeline: ShellPipeline, input: Flow) -> Flow {
        guard pipeline.commands.count > 1 else {
            return pipeline.commands.first.map { run($0, input: input) } ?? .none
        }
        forks += 1
        defer { forks -= 1 }
        var flow = input
        for command in pipeline.commands {
            flow = inSubshell { run(command, input: flow) }
        }
        return flow
    }

    /// Follows a command of any kind with its redirections.
    func run(_ command: ShellCommand, input: Flow) -> Flow {
        deeper(or: .generated) {
            attributed(to: command.range) {
                if case .simple(let simple) = command.kind { return run(simple, command.redirections, input: input) }
                if case .function(let name, let body, _) = command.kind {
                    scope.functions[name] = body
                    return .none
                }
                return redirecting(command.redirections, input: input) { runCompound(command.kind, input: $0) }
            }
        }
    }

    private func runCompound(_ kind: ShellCommand.Kind, input: Flow) -> Flow {
        switch kind {
        case .simple, .function: return .none
        case .subshell(let script): return inSubshell { run(script, input: input) }
        case .group(let script): return run(script, input: input)
        case .conditional(let branches, let otherwise):
            var output = Flow.none
            var end: String?
            for branch in branches {
                output = output.followed(by: run(branch.condition, input: input))
                output = output.followed(by: alternative(&end) { run(branch.body, input: input) })
            }
            if let otherwise {
                output = output.followed(by: alternative(&end) { run(otherwise, input: input) })
            } else {
                // Where no condition holds the script goes on from where the last of them left it.
                end = end.map { worse($0, scope.folder) } ?? scope.folder
            }
            if let end { scope.folder = end }
            return output
        case .loop(let isUntil, let condition, let body):
            let isEndless = EndlessLoop.isConstant(condition, isUntil: isUntil) && !EndlessLoop.leaves(body)
            var output = run(condition, input: input)
            output = output.followed(by: loop(endless: isEndless) { run(body, input: input) })
            return output
        case .iteration(let variable, let words, let body, _):
            return iterate(variable, words, body, input: input)
        case .arithmeticLoop(let initial, let condition, let step, let body):
            for word in [initial, condition, step] { if let word { evaluateArithmetic(word) } }
            let isEndless = (condition?.parts.isEmpty ?? true) && !EndlessLoop.leaves(body)
            return loop(endless: isEndless) { run(body, input: input) }
        case .selection(let subject, let clauses):
            _ = expand(subject)
            var output = Flow.none
            var end: String? = scope.folder
            for clause in clauses {
                for pattern in clause.patterns { _ = expand(pattern) }
                output = output.followed(by: alternative(&end) { run(clause.body, input: input) })
            }
            if let end { scope.folder = end }
            return output
        case .arithmetic(let word):
            evaluateArithmetic(word)
            return .none
        case .test(let test):
            evaluate(test)
            return .none
        case .coprocess(_, let body):
            forks += 1
            defer { forks -= 1 }
            return inSubshell { run(body, input: .generated) }
        }
    }

    private func loop(endless: Bool, _ body: () -> Flow) -> Flow {
        let outer = isEndless
        isEndless = endless || outer
        defer { isEndless = outer }
        if endless { emit(.endless, target: "a loop without end") }
        var end: String? = scope.folder
        let output = alternative(&end, body)
        if let end { scope.folder = end }
        return output
    }

    /// Follows `for`: the body runs once, with all words as possible values.
    private func iterate(_ variable: String, _ words: [ShellWord]?, _ body: ShellScript, input: Flow) -> Flow {
        var values: [Word] = []
        if let words {
            for word in words { values += expand(word).flatMap { $0 } }
        } else {
            values = scope.arguments ?? [Word(text: Mark.unknownText, range: range)]
        }
        guard let first = values.first else { return .none }
        if values.count > 24 {
            // The worst of many words cannot be told without looking at each; the first ones and an unknown one stand
            // for them.
            values = Array(values.prefix(24)) + [Word(text: Mark.unknownText, range: first.range)]
        }
        guard scope.references[variable] == nil else { return iterate(reference: variable, values, body, input: input) }
        replace(variable, values.map { [$0] })
        return loop(endless: false) { run(body, input: input) }
    }

    /// Follows `for` over a reference: each word names a variable that it stands for.
    private func iterate(reference: String, _ names: [Word], _ body: ShellScript, input: Flow) -> Flow {
        var output = Flow.none
        for name in first(8, of: names, "the variables of a loop") {
            refer(reference, to: name)
            output = output.followed(by: loop(endless: false) { run(body, input: input) })
        }
        return output
    }

    /// Notes what happens within `[[ … ]]`.
    private func evaluate(_ test: ShellTest) {
        switch test {
        case .word(let word), .unary(_, let word):
            for value in expandSingle(word) where value.text.contains("$(") {
                // An index of an array is expanded once more.
                if let at = value.text.firstRange(of: "$(") {
                    follow(Word(text: String(value.text[at.upperBound...].prefix { $0 != ")" }), range: word.range))
                }
            }
        case .binary(let left, _, let right):
            _ = expand(left)
            _ = expand(right)
        case .not(let test), .group(let test): evaluate(test)
        case .and(let left, let right), .or(let left, let right):
            evaluate(left)
            evaluate(right)
        }
    }

    /// Notes what happens within `$(( … ))`: substitutions.
    func evaluateArithmetic(_ word: ShellWord) {
        for part in word.parts {
            switch part {
            case .command, .process, .parameter, .doubleQuoted: _ = expand(ShellWord(parts: [part], range: word.range))
            default: break
            }
        }
    }
}
