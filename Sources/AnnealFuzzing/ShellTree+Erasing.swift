internal import AnnealSafety

// Trees without their ranges, to compare what was read with what is read from its print.

private let nowhere = ShellRange(0, 0)

extension ShellScript {
    /// The tree with all ranges 0.
    func erased() -> ShellScript {
        ShellScript(
            items: items.map { item in
                var item = item
                item.pipelines = item.pipelines.map { pipeline in
                    var pipeline = pipeline
                    pipeline.commands = pipeline.commands.map { $0.erased() }
                    return pipeline
                }
                return item
            })
    }
}

extension ShellCommand {
    fileprivate func erased() -> ShellCommand {
        ShellCommand(kind: kind.erased(), redirections: redirections.map { $0.erased() }, range: nowhere)
    }
}

extension ShellCommand.Kind {
    fileprivate func erased() -> ShellCommand.Kind {
        switch self {
        case .simple(let command):
            .simple(
                ShellSimpleCommand(
                    assignments: command.assignments.map { $0.erased() }, words: command.words.map { $0.erased() }))
        case .subshell(let body): .subshell(body.erased())
        case .group(let body): .group(body.erased())
        case .conditional(let branches, let otherwise):
            .conditional(
                branches: branches.map { ShellBranch(condition: $0.condition.erased(), body: $0.body.erased()) },
                otherwise: otherwise?.erased())
        case .loop(let isUntil, let condition, let body):
            .loop(isUntil: isUntil, condition: condition.erased(), body: body.erased())
        case .iteration(let variable, let words, let body, let isSelect):
            .iteration(
                variable: variable, words: words?.map { $0.erased() }, body: body.erased(), isSelect: isSelect)
        case .arithmeticLoop(let initial, let condition, let step, let body):
            .arithmeticLoop(
                initial: initial?.erased(), condition: condition?.erased(), step: step?.erased(),
                body: body.erased())
        case .selection(let subject, let clauses):
            .selection(
                subject: subject.erased(),
                clauses: clauses.map {
                    ShellClause(patterns: $0.patterns.map { $0.erased() }, body: $0.body.erased(), end: $0.end)
                })
        case .arithmetic(let word): .arithmetic(word.erased())
        case .test(let test): .test(test.erased())
        case .function(let name, let body, let hasKeyword):
            .function(name: name, body: body.erased(), hasKeyword: hasKeyword)
        case .coprocess(let name, let body): .coprocess(name: name, body: body.erased())
        }
    }
}

extension ShellRedirection {
    fileprivate func erased() -> ShellRedirection {
        ShellRedirection(
            descriptor: descriptor, operation: operation, target: target.erased(), document: document?.erased(),
            range: nowhere)
    }
}

extension ShellAssignment {
    fileprivate func erased() -> ShellAssignment {
        var assignment = self
        assignment.index = index?.erased()
        switch value {
        case .word(let word): assignment.value = .word(word.erased())
        case .array(let elements):
            assignment.value = .array(
                elements.map {
                    ShellElement(
                        index: $0.index?.erased(), isAppending: $0.isAppending, value: $0.value.erased())
                })
        }
        return assignment
    }
}

extension ShellWord {
    fileprivate func erased() -> ShellWord { ShellWord(parts: parts.map { $0.erased() }, range: nowhere) }
}

extension ShellPart {
    fileprivate func erased() -> ShellPart {
        switch self {
        case .literal, .escaped, .singleQuoted, .ansiQuoted, .variable: self
        case .doubleQuoted(let parts): .doubleQuoted(parts.map { $0.erased() })
        case .localized(let parts): .localized(parts.map { $0.erased() })
        case .parameter(let parameter): .parameter(parameter.erased())
        case .command(let script, let isBackquoted): .command(script.erased(), isBackquoted: isBackquoted)
        case .arithmetic(let word, let isBracketed): .arithmetic(word.erased(), isBracketed: isBracketed)
        case .process(let script, let isOutput): .process(script.erased(), isOutput: isOutput)
        case .pattern(let mark, let body): .pattern(mark: mark, body: body.erased())
        case .assignment(let assignment): .assignment(assignment.erased())
        }
    }
}

extension ShellParameter {
    fileprivate func erased() -> ShellParameter {
        var parameter = self
        parameter.index = index?.erased()
        parameter.argument = argument?.erased()
        return parameter
    }
}

extension ShellTest {
    fileprivate func erased() -> ShellTest {
        switch self {
        case .word(let word): .word(word.erased())
        case .unary(let operation, let word): .unary(operation, word.erased())
        case .binary(let left, let operation, let right): .binary(left.erased(), operation, right.erased())
        case .not(let test): .not(test.erased())
        case .and(let left, let right): .and(left.erased(), right.erased())
        case .or(let left, let right): .or(left.erased(), right.erased())
        case .group(let test): .group(test.erased())
        }
    }
}
