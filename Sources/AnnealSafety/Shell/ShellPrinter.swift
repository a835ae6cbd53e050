/// Writes a tree as a script that the shell reads as the same commands: one command a line, here-documents after the
/// line they belong to.
///
/// What `ShellParser` gives is written so that it reads equal but for ranges. Comments are gone, and so are line
/// continuations.
///
/// Complexity: O(*n*) in the length of what is written.
public struct ShellPrinter {
    /// What has been written.
    var output: [UInt8] = []
    /// Here-documents whose text has to follow the next line end.
    var pending: [ShellRedirection] = []
    /// Whether commands are written within a here-document, where a line of theirs must not look like its end mark.
    var isInDocument = false

    /// Writes a script.
    ///
    /// - Parameter script: the tree.
    /// - Returns: the text, which ends with a line end if it is not empty.
    public static func print(_ script: ShellScript) -> String {
        var printer = ShellPrinter()
        printer.writeLines(script)
        return String(decoding: printer.output, as: UTF8.self)
    }

    /// Writes a word as it stands in a command.
    ///
    /// - Parameter word: the word. Here-documents within it are written within it.
    /// - Returns: the text.
    public static func print(_ word: ShellWord) -> String {
        var printer = ShellPrinter()
        printer.write(word)
        return String(decoding: printer.output, as: UTF8.self)
    }

    // MARK: Text

    @inline(never) mutating func write(_ text: String) { output += text.utf8 }

    @inline(never) mutating func write(_ text: StaticString) {
        output += UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    /// Ends the line and writes the here-documents that begin after it.
    @inline(never) mutating func endLine() {
        output.append(ShellByte.newline)
        while !pending.isEmpty {
            let documents = pending
            pending = []
            for document in documents { writeDocument(document) }
        }
        // No end mark starts with a blank where the document is expanded.
        if isInDocument { output.append(ShellByte.space) }
    }

    @inline(never) private mutating func writeDocument(_ redirection: ShellRedirection) {
        if let document = redirection.document {
            let outer = isInDocument
            isInDocument = true
            write(document)
            isInDocument = outer
        }
        // Two documents, one within the other, may have the same mark only if a tab tells them apart.
        if isInDocument, redirection.operation == .hereDocumentWithoutTabs { output.append(ShellByte.tab) }
        output += ShellDelimiter(redirection.target)?.line ?? []
        output.append(ShellByte.newline)
    }

    // MARK: Lists

    /// Writes a command a line.
    @inline(never) mutating func writeLines(_ script: ShellScript) {
        for item in script.items {
            write(item)
            endLine()
        }
    }

    /// Writes a script between parentheses that are part of a word.
    @inline(never) mutating func writeParenthesised(_ script: ShellScript) {
        let outer = pending
        pending = []
        // Two parentheses would be arithmetic.
        write(startsWithParenthesis(script) ? "( " : "(")
        for (index, item) in script.items.enumerated() {
            if index > 0 { endLine() }
            write(item)
        }
        // A line of a document that starts with its mark must not hold a parenthesis that closes.
        if !pending.isEmpty || endsWithLoneWord(script) || isInDocument { endLine() }
        write(")")
        pending = outer
    }

    private func startsWithParenthesis(_ script: ShellScript) -> Bool {
        guard let first = script.items.first?.pipelines.first, first.timing == nil, first.negations == 0 else {
            return false
        }
        return switch first.commands.first?.kind {
        case .subshell, .arithmetic: true
        default: false
        }
    }

    /// Whether a script ends with `!` or `time` without a command, which need a line end after them.
    private func endsWithLoneWord(_ script: ShellScript) -> Bool {
        script.items.last?.pipelines.last?.commands.isEmpty == true
    }

    @inline(never) private mutating func write(_ item: ShellItem) {
        for (index, pipeline) in item.pipelines.enumerated() {
            if index > 0, index <= item.connectors.count {
                write(" ")
                write(item.connectors[index - 1].rawValue)
                write(" ")
            }
            write(pipeline)
        }
        if item.isBackground { write(" &") }
    }

    @inline(never) private mutating func write(_ pipeline: ShellPipeline) {
        if let timing = pipeline.timing {
            write(timing.isPortable ? "time -p " : "time ")
            if startsLikeTimeOption(pipeline) { write("-- ") }
        }
        for _ in 0..<max(0, pipeline.negations) { write("! ") }
        for (index, command) in pipeline.commands.enumerated() {
            if index > 0 {
                let passesErrors = index <= pipeline.passesErrors.count && pipeline.passesErrors[index - 1]
                write(passesErrors ? " |& " : " | ")
            }
            write(command)
        }
    }

    /// Whether the command after `time` would be taken for an option of it.
    private func startsLikeTimeOption(_ pipeline: ShellPipeline) -> Bool {
        guard pipeline.negations == 0, case .simple(let command)? = pipeline.commands.first?.kind,
            command.assignments.isEmpty, case .literal(let text)? = command.words.first?.parts.first
        else { return false }
        return text.utf8.first == ShellByte.dash
    }
}
