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
            for word in arguments.operands.dropFirst() { analysis.touch(.write, word) }
            if let source = arguments.operands.first { analysis.connect(source) }
            let folder =
                arguments.operands.count > 1
                ? arguments.operands[1].text
                : arguments.operands.first?.text.split(separator: "/").last.map {
                    $0.hasSuffix(".git") ? String($0.dropLast(4)) : String($0)
                } ?? ""
            analysis.fetched.append(analysis.paths.absolute(folder, from: analysis.scope.folder))
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
