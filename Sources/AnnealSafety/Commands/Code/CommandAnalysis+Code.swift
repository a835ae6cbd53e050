/// Programs in other languages than the shell's: what their text calls.
extension CommandAnalysis {
    /// Runs a file of code.
    func runCodeFile(_ word: Word, language: String = "", arguments: [Word] = []) {
        let path = paths.absolute(word.text, from: scope.folder)
        if let flow = written[path] {
            runFlow(flow, language: language, arguments: arguments)
            return
        }
        if word.taint.contains(.downloaded) || fetched.contains(where: { path == $0 || path.hasPrefix($0 + "/") }) {
            emit(.fetched, target: word.text)
            return
        }
        if word.isUnknown || word.taint.contains(.uncertain) {
            emit(.opaque, target: word.text)
            return
        }
        switch paths.read(word.text, from: scope.folder).place {
        case .workspace, .buildResult, .system, .automation: emit(actor.isNamed ? .named : .own, target: word.text)
        case .temporary, .unknown, .workspaceRoot: emit(.opaque, target: word.text)
        case .secret: touch(.read, word)
        default: emit(.foreign, target: word.text)
        }
    }

    /// Runs what flows into an interpreter.
    func runFlow(_ flow: Flow, language: String, arguments: [Word] = []) {
        if flow.taint.contains(.downloaded) || flow.taint.contains(.decoded) {
            emit(.fetched, target: "what flows into \(actor.program)")
            return
        }
        guard let text = flow.text else {
            emit(.opaque, target: "what flows into \(actor.program)")
            return
        }
        runCode(
            Word(text: text, taint: flow.taint, range: range), language: language, input: .none, arguments: arguments)
    }

    /// Runs a program text.
    ///
    /// - Parameters:
    ///   - word: the text.
    ///   - name: the interpreter's name.
    ///   - input: what flows into it.
    ///   - arguments: what it is given.
    /// - Returns: what flows out.
    @discardableResult
    func runCode(_ word: Word, language name: String, input: Flow, arguments: [Word]) -> Flow {
        if word.taint.contains(.downloaded) || word.taint.contains(.decoded) {
            emit(.fetched, target: word.text)
            return .generated
        }
        if ["sh", "bash", "dash", "zsh", "ksh", "ash", "mksh", "rbash"].contains(name) {
            return follow(word, input: input, arguments: arguments)
        }
        if word.text == Mark.unknownText || word.taint.contains(.uncertain) || word.taint.contains(.file) {
            emit(.opaque, target: word.text)
            return .generated
        }
        return deeper(or: .generated) {
            guard spend(10 + word.text.utf8.count / 16) else { return .generated }
            if word.isUnknown { emit(.opaque, target: "a part of the program text") }
            let language = CodeReader.Language(name)
            if let flow = runOther(word, language: language.name) { return flow }
            if UnreadCode.isForeign(language.name) {
                emit(.own, target: actor.program)
                runUnread(word, language: language.name)
                return .generated
            }
            let source = CodeReader.withHome(word.text, paths.places.home)
            let (tokens, isWhole) = CodeReader.read(source, language: language)
            if !isWhole { emit(.opaque, target: "code within a string") }
            let code = CodeCalls(tokens, language: language, home: paths.places.home, folder: scope.folder)
            var reading = CodeReading(analysis: self, code: code, language: language, tokens: tokens, input: input)
            return attributed(to: word.range) {
                let flow = reading.run()
                if UnreadCode.holds(language.name) { runUnread(word, language: language.name) }
                return flow
            }
        }
    }
}
