/// What changes a repository: its files, history, settings.
extension GitCommands {
    typealias Change = @Sendable (CommandAnalysis, Arguments, Invocation) -> Flow

    static let changes: [String: Change] = [
        "add": { analysis, _, _ in done(analysis, "add") },
        "stage": { analysis, _, _ in done(analysis, "add") },
        "init": { analysis, arguments, _ in
            for word in arguments.operands { analysis.touch(.write, word) }
            return .none
        },
        "commit": { analysis, arguments, _ in
            if arguments.has("--amend") { analysis.emit(.history, target: "git commit --amend") }
            return done(analysis, "commit")
        },
        "merge": { analysis, arguments, _ in
            return done(analysis, "merge")
        },
        "cherry-pick": { analysis, _, _ in done(analysis, "cherry-pick") },
        "revert": { analysis, _, _ in done(analysis, "revert") },
        "mv": { analysis, arguments, _ in
            for word in arguments.operands { analysis.touch(.write, word) }
            return .none
        },
        "am": { analysis, arguments, _ in
            for word in arguments.operands { _ = analysis.readFile(word) }
            return .none
        },
        "apply": { analysis, arguments, _ in
            for word in arguments.operands { _ = analysis.readFile(word) }
            return .none
        },
        "switch": { analysis, arguments, _ in
            if arguments.has("-f", "--force", "--discard-changes", "-C", "--force-create") {
                analysis.loseWork("git switch")
            }
            return .none
        },
        "checkout": { analysis, arguments, invocation in
            let hasSeparator = invocation.words.contains { $0.text == "--" }
            let isNew = arguments.has("-b", "--orphan", "--track", "-t")
            let isPath = arguments.operands.contains {
                $0.text == "." || $0.text.hasPrefix("./") || $0.isPattern || $0.text.hasSuffix("/")
            }
            if arguments.has("-f", "--force", "-B", "--ours", "--theirs", "-p", "--patch") && !isNew || hasSeparator
                || isPath || (arguments.operands.count > 1 && !isNew)
            {
                analysis.loseWork("git checkout")
            }
            return done(analysis, "checkout")
        },
        "restore": { analysis, arguments, _ in
            if arguments.has("-S", "--staged"), !arguments.has("-W", "--worktree") { return done(analysis, "restore") }
            analysis.loseWork("git restore")
            return .none
        },
        "reset": { analysis, arguments, _ in
            if arguments.has("--hard", "--merge", "--keep") {
                analysis.loseWork("git reset --hard")
            } else if arguments.operands.contains(where: {
                $0.text.contains("~") || $0.text.contains("^") || $0.text.contains("@") || $0.text.hasPrefix("origin")
            }) {
                analysis.emit(.history, target: "git reset")
            }
            return .none
        },
        "rm": { analysis, arguments, _ in
            if arguments.has("--cached") { return .none }
            for word in arguments.operands { analysis.remove(word, isRecursive: arguments.has("-r")) }
            return .none
        },
        "clean": { analysis, arguments, _ in
            if arguments.has("-n", "--dry-run") { return .none }
            analysis.loseWork("git clean")
            return .none
        },
        "stash": { analysis, arguments, _ in
            let first = arguments.operands.first?.text ?? "push"
            if first == "drop" || first == "clear" { analysis.emit(.discard, target: "git stash " + first) }
            return done(analysis, "stash")
        },
        "rebase": { analysis, arguments, _ in
            if arguments.has("--abort", "--quit", "--show-current-patch", "--edit-todo") {
                return .none
            }
            analysis.emit(.history, target: "git rebase")
            return .none
        },
        "branch": { analysis, arguments, _ in
            if arguments.has("-D", "-f", "--force", "-M", "-C") { analysis.emit(.discard, target: "git branch") }
            return done(analysis, "branch")
        },
        "tag": { analysis, arguments, _ in
            if arguments.has("-d", "--delete", "-f", "--force") { analysis.emit(.discard, target: "git tag") }
            return done(analysis, "tag")
        },
        "worktree": { analysis, arguments, _ in
            let first = arguments.operands.first?.text ?? "list"
            if first == "add", arguments.operands.count > 1 { analysis.touch(.write, arguments.operands[1]) }
            if first == "move", let last = arguments.operands.last { analysis.touch(.write, last) }
            if first == "remove" { analysis.emit(.discard, target: "git worktree remove") }
            return .generated
        },
        "bisect": { analysis, arguments, invocation in
            if invocation.words.first?.text == "run" { analysis.invoke(Array(invocation.words.dropFirst())) }
            if arguments.operands.first?.text == "visualize" || arguments.operands.first?.text == "view" {
                return .generated
            }
            return done(analysis, "bisect")
        },
        "submodule": { analysis, arguments, _ in
            switch arguments.operands.first?.text ?? "status" {
            case "status", "summary", "init", "sync", "absorbgitdirs": break
            case "foreach":
                analysis.follow(
                    Word(text: arguments.operands.dropFirst().map(\.text).joined(separator: " "), range: analysis.range)
                )
            case "deinit": analysis.emit(.discard, target: "git submodule deinit")
            default: analysis.emit(.network, target: "git submodule")
            }
            return .generated
        },
        "subtree": { analysis, arguments, _ in
            let first = arguments.operands.first?.text ?? ""
            analysis.emit(
                first == "split" || first == "merge" ? .run : first == "push" ? .publish : .network,
                target: "git subtree")
            return .none
        },
        "remote": { analysis, arguments, _ in
            switch arguments.operands.first?.text ?? "show-all" {
            case "show-all", "get-url": break
            case "show", "update", "prune": analysis.emit(.network, target: "git remote")
            case "add":
                let operands = arguments.operands
                if operands.count > 1 { analysis.scope.remotes.insert(operands[1].text) }
                if let address = operands.last, address.text.hasPrefix("ext::") {
                    analysis.emit(.later, target: address.text)
                }
            case "set-url", "rename", "remove", "rm", "set-head", "set-branches":
                if arguments.operands.count > 1, arguments.operands[0].text == "set-url" {
                    analysis.scope.remotes.insert(arguments.operands[1].text)
                }
                if let address = arguments.operands.last, address.text.hasPrefix("ext::") {
                    analysis.emit(.later, target: address.text)
                } else {
                    analysis.emit(.settings, target: "git remote")
                }
            default: analysis.emit(.settings, target: "git remote")
            }
            return .generated
        },
        "config": { analysis, arguments, invocation in config(analysis, arguments, invocation) },
        "sparse-checkout": { analysis, _, _ in done(analysis, "sparse-checkout") },
    ]
}
