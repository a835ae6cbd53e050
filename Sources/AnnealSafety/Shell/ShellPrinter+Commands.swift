extension ShellPrinter {
    /// Writes a command with its redirections.
    @inline(never) mutating func write(_ command: ShellCommand) {
        if case .simple(let simple) = command.kind {
            write(simple, command.redirections)
            return
        }
        write(command.kind)
        for redirection in command.redirections {
            write(" ")
            write(redirection)
        }
    }

    @inline(never) private mutating func write(_ kind: ShellCommand.Kind) {
        switch kind {
        case .simple(let command): write(command, [])
        case .subshell(let body): writeBlock("(", body, ")")
        case .group(let body): writeBlock("{", body, "}")
        case .conditional(let branches, let otherwise): writeConditional(branches, otherwise)
        case .test(let test):
            write("[[ ")
            write(test)
            write(" ]]")
        case .loop, .iteration, .arithmeticLoop, .arithmetic: writeRepeated(kind)
        case .selection(let subject, let clauses): writeSelection(subject, clauses)
        case .function(let name, let body, let hasKeyword): writeFunction(name, body, hasKeyword)
        case .coprocess(let name, let body): writeCoprocess(name, body)
        }
    }

    /// Writes loops, and arithmetic.
    @inline(never) private mutating func writeRepeated(_ kind: ShellCommand.Kind) {
        switch kind {
        case .loop(let isUntil, let condition, let body):
            writeBlock(isUntil ? "until" : "while", condition, "")
            writeBlock("do", body, "done")
        case .iteration(let variable, let words, let body, let isSelect):
            write(isSelect ? "select " : "for ")
            write(variable)
            if let words {
                write(" in")
                writeEach(words)
            }
            endLine()
            writeBlock("do", body, "done")
        case .arithmeticLoop(let initial, let condition, let step, let body):
            writeArithmeticLoop([initial, condition, step], body)
        case .arithmetic(let word):
            write("((")
            write(word)
            write("))")
        default: break
        }
    }

    @inline(never) private mutating func writeFunction(_ name: String, _ body: ShellCommand, _ hasKeyword: Bool) {
        if hasKeyword { write("function ") }
        write(name)
        write(hasKeyword ? " " : "() ")
        write(body)
    }

    @inline(never) private mutating func writeBlock(_ open: StaticString, _ body: ShellScript, _ close: StaticString) {
        write(open)
        endLine()
        writeLines(body)
        write(close)
    }

    @inline(never) private mutating func writeEach(_ words: [ShellWord]) {
        for word in words {
            write(" ")
            write(word)
        }
    }

    @inline(never) private mutating func writeConditional(_ branches: [ShellBranch], _ otherwise: ShellScript?) {
        for (index, branch) in branches.enumerated() {
            writeBlock(index == 0 ? "if" : "elif", branch.condition, "")
            writeBlock("then", branch.body, "")
        }
        if let otherwise { writeBlock("else", otherwise, "") }
        write("fi")
    }

    @inline(never) private mutating func writeArithmeticLoop(_ parts: [ShellWord?], _ body: ShellScript) {
        write("for ((")
        for (index, part) in parts.enumerated() {
            if index > 0 { write(";") }
            if let part { write(part) }
        }
        write("))")
        endLine()
        writeBlock("do", body, "done")
    }

    @inline(never) private mutating func writeSelection(_ subject: ShellWord, _ clauses: [ShellClause]) {
        write("case ")
        write(subject)
        write(" in")
        endLine()
        for clause in clauses {
            // With the parenthesis in front, even `esac` is a pattern.
            write("(")
            for (index, pattern) in clause.patterns.enumerated() {
                if index > 0 { write(" | ") }
                write(pattern)
            }
            write(")")
            endLine()
            writeLines(clause.body)
            write(clause.end.rawValue)
            endLine()
        }
        write("esac")
    }

    @inline(never) private mutating func writeCoprocess(_ name: String?, _ body: ShellCommand) {
        write("coproc ")
        if let name {
            write(name)
            write(" ")
        }
        guard case .simple(let simple) = body.kind else {
            write(body)
            return
        }
        // The first word would be a name if a word of the grammar followed it.
        write(simple, body.redirections, redirectsFirst: true)
    }

    // MARK: Simple commands

    @inline(never) private mutating func write(
        _ command: ShellSimpleCommand, _ redirections: [ShellRedirection], redirectsFirst: Bool = false
    ) {
        var isFirst = true
        func separate(_ printer: inout ShellPrinter) {
            if !isFirst { printer.write(" ") }
            isFirst = false
        }
        // A word that the grammar knows is a program's name only after a redirection.
        let redirectsFirst = redirectsFirst || command.assignments.isEmpty && startsReserved(command)
        if redirectsFirst {
            for redirection in redirections {
                separate(&self)
                write(redirection)
            }
        }
        for assignment in command.assignments {
            separate(&self)
            write(assignment)
        }
        for word in command.words {
            separate(&self)
            write(word)
        }
        if !redirectsFirst {
            for redirection in redirections {
                separate(&self)
                write(redirection)
            }
        }
    }

    private func startsReserved(_ command: ShellSimpleCommand) -> Bool {
        // `!(` at the beginning would negate what the parentheses hold.
        if case .pattern(mark: "!", body: _)? = command.words.first?.parts.first { return true }
        guard let word = command.words.first, word.parts.count == 1, case .literal(let text) = word.parts[0],
            text.utf8.count <= 8
        else { return false }
        var key: UInt64 = 0
        for (index, byte) in text.utf8.enumerated() { key |= UInt64(byte) << UInt64(8 * index) }
        return ShellReserved(rawValue: key) != nil
    }

    /// Writes an assignment.
    @inline(never) mutating func write(_ assignment: ShellAssignment) {
        write(assignment.name)
        write(index: assignment.index)
        write(assignment.isAppending ? "+=" : "=")
        switch assignment.value {
        case .word(let word): write(word)
        case .array(let elements):
            write("(")
            for (index, element) in elements.enumerated() {
                if index > 0 { write(" ") }
                if element.index != nil {
                    write(index: element.index)
                    write(element.isAppending ? "+=" : "=")
                }
                write(element.value)
            }
            write(")")
        }
    }

    @inline(never) private mutating func write(_ redirection: ShellRedirection) {
        switch redirection.descriptor {
        case .number(let number)?: write(String(number))
        case .variable(let name)?: write("{\(name)}")
        case nil: break
        }
        write(redirection.operation.rawValue)
        switch (redirection.operation, redirection.target.parts.first) {
        case (.duplicateInput, .literal?), (.duplicateOutput, .literal?): break
        default: write(" ")
        }
        write(redirection.target)
        switch redirection.operation {
        case .hereDocument, .hereDocumentWithoutTabs: pending.append(redirection)
        default: break
        }
    }

    // MARK: Tests

    @inline(never) private mutating func write(_ test: ShellTest) {
        switch test {
        case .word(let word): write(word)
        case .unary(let operation, let word):
            write(operation)
            write(" ")
            write(word)
        case .binary(let left, let operation, let right):
            write(left)
            write(" ")
            write(operation)
            write(" ")
            write(right)
        case .not(let test):
            write("! ")
            write(test)
        case .and(let left, let right):
            write(left)
            write(" && ")
            write(right)
        case .or(let left, let right):
            write(left)
            write(" || ")
            write(right)
        case .group(let test):
            write("( ")
            write(test)
            write(" )")
        }
    }
}
