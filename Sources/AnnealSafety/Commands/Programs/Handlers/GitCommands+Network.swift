/// What talks to other repositories.
extension GitCommands {
    static func network(_ analysis: CommandAnalysis, _ name: String, _ arguments: Arguments) {
        for word in arguments.operands {
            if word.text.hasPrefix("ext::") {
                analysis.follow(transport(word), isNamed: true)
            }
        }
        for setting in arguments.values("-c", "--config") where name == "clone" {
            let halves = setting.text.split(separator: "=", maxSplits: 1).map(String.init)
            GitSettings.judge(
                analysis, halves.first ?? "", Word(text: halves.count > 1 ? halves[1] : "", range: setting.range),
                isLasting: true)
        }
        if name == "clone", let source = arguments.operands.first, !source.text.contains("://"),
            !source.text.contains("@"), !source.text.contains(":")
        {
            _ = analysis.readFile(source, traits: .recursive)
            for word in arguments.operands.dropFirst() { analysis.touch(.write, word) }
            return
        }
        if name == "clone" {
            if let source = arguments.operands.first { analysis.connect(source) }
            analysis.noteClone(of: arguments.operands.first, into: arguments.operands.dropFirst().first)
            return
        }
        analysis.emit(.network, target: "git " + name)
    }

    /// The command line of an `ext::` address: `% ` is a space within a word, `%%` a percent sign (git-remote-ext).
    static func transport(_ word: Word) -> Word {
        let text = word.text.dropFirst(5).replacing("%%", with: "\u{1}").replacing("% ", with: " ")
            .replacing("\u{1}", with: "%")
        return Word(text: String(text), taint: word.taint, range: word.range)
    }

    static func push(_ analysis: CommandAnalysis, _ arguments: Arguments) {
        if let target = arguments.value("--repo") ?? arguments.operands.first {
            if target.text.hasPrefix("ext::") {
                analysis.follow(transport(target), isNamed: true)
            }
            let isAddress =
                analysis.scope.remotes.contains(target.text) || target.text.contains("://") || target.text.contains("@")
                || (target.text.contains(":") && !target.text.hasPrefix(":"))
            if isAddress, !analysis.isLoopback(target) {
                analysis.emit(.send, target: target.text)
                return
            }
            if target.text.hasPrefix("/") || target.text.hasPrefix("..") || target.text.hasPrefix("~") {
                analysis.touch(.write, target)
            }
        }
        if arguments.has("--force", "-f", "--force-with-lease", "--delete", "-d", "--mirror", "--prune") {
            analysis.emit(.history, target: "git push")
        }
        analysis.emit(.publish, target: "git push")
    }
}

extension CommandAnalysis {
    /// Notes the folder that a copy of a repository fills.
    ///
    /// - Parameters:
    ///   - source: the repository's address.
    ///   - folder: the folder; `nil` takes the one that is called as the repository is.
    func noteClone(of source: Word?, into folder: Word?) {
        if let folder { touch(.write, folder) }
        let name = source?.text.split { $0 == "/" || $0 == ":" }.last ?? ""
        let own = name.hasSuffix(".git") ? name.dropLast(4) : name
        fetched.append(paths.absolute(folder?.text ?? String(own), from: scope.folder))
    }
}
