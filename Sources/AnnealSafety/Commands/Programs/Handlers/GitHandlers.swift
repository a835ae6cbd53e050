extension CommandAnalysis {
    /// Work in the current folder is thrown away; outside of the workspace that is a loss.
    func loseWork(_ what: String) {
        if isElsewhere(scope.folder) { touch(.delete, Word(text: scope.folder, range: range), traits: .recursive) }
        emit(.discard, target: what)
    }
}

/// git.
extension ProgramHandlers {
    static let gitHandlers: [String: Handler] = [
        "git": { analysis, invocation in git(analysis, invocation) },
        "hg": { analysis, invocation in otherVersions(analysis, invocation) },
        "svn": { analysis, invocation in otherVersions(analysis, invocation) },
        "jj": { analysis, invocation in otherVersions(analysis, invocation) },
        "git-lfs": { analysis, invocation in
            let first = invocation.words.first?.text ?? ""
            analysis.emit(
                ["ls-files", "status", "env", "track", "version"].contains(first)
                    ? .run : first == "install" ? .settings : .network, target: "git-lfs")
            return .generated
        },
        "tig": { _, _ in .generated },
        "lazygit": { _, _ in .generated },
        "gitk": { _, _ in .generated },
        "git-filter-repo": { analysis, _ in
            analysis.emit(.history, target: "git filter-repo")
            return .none
        },
    ]

    private static let globalNames = OptionNames(
        """
        -C -c --git-dir --work-tree --namespace --exec-path --super-prefix --config-env --attr-source --list-cmds
        """)

    private static func git(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(globalNames, .first)
        let outer = analysis.scope.folder
        defer { analysis.scope.folder = outer }
        for option in arguments.options {
            guard let value = option.value else { continue }
            switch option.name {
            case "-C":
                analysis.scope.folder = analysis.paths.absolute(value.text, from: analysis.scope.folder)
                if analysis.isElsewhere(analysis.scope.folder) {
                    analysis.touch(.read, Word(text: analysis.scope.folder, range: value.range))
                }
            case "-c":
                let halves = value.text.split(separator: "=", maxSplits: 1).map(String.init)
                GitSettings.judge(
                    analysis, halves.first ?? "",
                    Word(text: halves.count > 1 ? halves[1] : "true", taint: value.taint, range: value.range),
                    isLasting: false)
            case "--config-env": analysis.emit(.opaque, target: value.text)
            case "--exec-path": analysis.emit(.variable, target: "--exec-path")
            case "--git-dir": analysis.touch(.list, value)
            case "--work-tree":
                analysis.touch(.list, value)
                analysis.scope.folder = analysis.paths.absolute(value.text, from: analysis.scope.folder)
            default: break
            }
        }
        if arguments.value("--work-tree") == nil, let tree = analysis.singleValue("GIT_WORK_TREE"), !tree.isEmpty {
            analysis.scope.folder = analysis.paths.absolute(tree, from: analysis.scope.folder)
        }
        guard let first = arguments.rest.first else { return .plain }
        if analysis.scope.folder == outer, analysis.isElsewhere(outer), first.text != "clone" {
            analysis.touch(.read, Word(text: outer, range: first.range))
        }
        let words = Array(arguments.rest.dropFirst())
        analysis.actor.subcommand = first.text
        if first.isUnknown {
            analysis.emit(.opaque, target: "git " + first.text)
            return .generated
        }
        let inner = Invocation(name: first.text, words: words, input: invocation.input, range: first.range)
        return GitCommands.run(analysis, inner)
    }

    private static func otherVersions(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(OptionNames("-m -r -R -u -l -c --config -b --cwd"), .gnu)
        let first = arguments.operands.first?.text ?? ""
        for setting in arguments.values("--config") {
            let halves = setting.text.split(separator: "=", maxSplits: 1).map(String.init)
            let name = halves.first ?? ""
            let runs =
                ["hooks.", "alias.", "extensions.", "merge-tools.", "extdiff."].contains { name.hasPrefix($0) }
                || ["ui.ssh", "ui.editor", "pager.pager", "ui.merge"].contains(name)
            guard runs, halves.count > 1 else { continue }
            let command = halves[1].hasPrefix("!") ? String(halves[1].dropFirst()) : halves[1]
            analysis.follow(Word(text: command, taint: setting.taint, range: setting.range), isNamed: true)
        }
        switch first {
        case "status", "st", "diff", "log", "annotate", "blame", "info", "ls", "summary", "id", "identify", "files",
            "manifest", "branches", "heads", "cat", "show", "add", "commit", "ci", "help", "version", "paths", "root",
            "praise", "propget", "proplist", "describe", "new", "bookmark", "move", "mv", "rename", "copy", "cp",
            "mkdir", "ignore", "resolve", "op", "file", "changelist", "cl":
            analysis.emit(.run, target: invocation.name)
        case "revert", "update", "up", "strip", "rollback", "purge", "cleanup", "rebase", "histedit", "abandon", "undo",
            "restore", "squash", "delete", "rm", "remove":
            analysis.emit(
                invocation.name == "svn" && first.hasPrefix("up") ? .network : .discard,
                target: invocation.name + " " + first)
        default: analysis.emit(.network, target: invocation.name + " " + first)
        }
        if ["clone", "checkout", "co"].contains(first), let source = arguments.operands.dropFirst().first,
            source.text.contains(":")
        {
            analysis.noteClone(of: source, into: arguments.operands.dropFirst(2).first)
        }
        return .generated
    }
}
