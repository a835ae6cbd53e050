/// Subcommands of git by what they do.
enum GitCommands {
    private static let reading: Set<String> = [
        "status", "diff", "log", "show", "blame", "annotate", "shortlog", "describe", "rev-parse", "rev-list",
        "ls-files",
        "ls-tree", "cat-file", "diff-tree", "diff-index", "diff-files", "name-rev", "merge-base", "for-each-ref",
        "show-ref", "symbolic-ref", "grep", "whatchanged", "cherry", "count-objects", "fsck", "verify-commit",
        "verify-tag",
        "check-ignore", "check-attr", "check-ref-format", "var", "version", "help", "range-diff", "reflog",
        "stripspace",
        "verify-pack", "show-branch", "get-tar-commit-id", "column", "patch-id", "interpret-trailers", "merge-tree",
        "show-index", "check-mailmap", "bugreport", "diagnose", "hash-object", "mktree", "write-tree", "archive",
        "bundle", "last-modified", "fmt-merge-msg", "unpack-file", "sparse-checkout",
        "commit-graph", "multi-pack-index", "merge-file", "rerere", "format-patch", "fast-export",
        "diff-pairs", "pack-refs", "update-index", "notes",
        "commit-tree",
    ]

    private static let adding: Set<String> = [
        "add", "stage", "commit", "init", "merge", "cherry-pick", "revert", "mv", "am", "apply", "switch", "tag",
        "branch",
        "checkout", "stash", "worktree", "restore", "rm", "config", "remote", "bisect", "submodule", "subtree", "reset",
        "rebase", "clean", "push", "fetch", "pull", "clone",
    ]

    /// Notes what a subcommand does.
    static func run(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let name = invocation.name
        let arguments = invocation.arguments(names[name] ?? OptionNames("-n -m -F=read"))
        if arguments.has("--help") || (invocation.words.count == 1 && invocation.words[0].text == "-h") {
            return .plain
        }
        readOptions(analysis, name, arguments)
        if reading.contains(name) { return read(analysis, name, arguments, invocation) }
        if let change = changes[name] { return change(analysis, arguments, invocation) }
        switch name {
        case "fetch", "pull", "clone", "ls-remote", "remote-update", "svn", "p4", "cvsimport", "cvsserver", "imap-send",
            "send-email",
            "request-pull", "fetch-pack", "http-fetch", "upload-pack", "receive-pack":
            network(analysis, name, arguments)
        case "send-pack", "http-push", "push": push(analysis, arguments)
        case "lfs":
            return analysis.runNamed("git-lfs", invocation.words, input: invocation.input, range: invocation.range)
        case "read-tree": analysis.emit(arguments.has("--reset", "-u") ? .discard : .run, target: "git read-tree")
        case "filter-branch", "filter-repo", "replace", "fast-import", "prune", "gc", "repack", "update-ref",
            "prune-packed", "rerere-forget", "quick-purge":
            let isGentle =
                name == "gc" && !arguments.has("--prune", "--aggressive") || name == "repack" || name == "prune-packed"
            if !isGentle { analysis.emit(.history, target: "git " + name) }
            for script in arguments.values(
                "--tree-filter", "--index-filter", "--msg-filter", "--env-filter", "--commit-filter",
                "--tag-name-filter")
            {
                analysis.follow(script, isNamed: true)
            }
        case "credential", "credential-store", "credential-cache", "credential-osxkeychain", "credential-libsecret",
            "askpass":
            let gives =
                arguments.operands.first?.text == "get"
                || arguments.operands.first?.text == "fill" && invocation.input.text?.isEmpty == false
            analysis.emit(gives ? .credentials : .secret, target: "git " + name)
            return Flow(taint: .secret)
        case "daemon", "instaweb", "gui", "gitk", "citool", "web--browse", "maintenance", "fsmonitor--daemon":
            analysis.emit(.behind, target: "git " + name)
        case "difftool", "mergetool":
            for word in arguments.values("-x", "--extcmd") { analysis.follow(word, isNamed: true) }
            analysis.emit(.run, target: "git " + name)
        case "shell", "for-each-repo": analysis.emit(.opaque, target: "git " + name)
        default:
            // An alias of the repository or a program called `git-…`.
            analysis.emit(.opaque, target: "git " + name, traits: .uncertain)
        }
        return .generated
    }

    private static let names: [String: OptionNames] = [
        "commit": OptionNames(
            """
            -m -F=read -C -c -t=read --message --file=read --author --date --template=read --fixup --squash \
            --reuse-message --trailer --cleanup
            """),
        "log": OptionNames(
            """
            -n -L -S -G --since --until --author --grep --format --pretty --max-count --after --before \
            --diff-filter --skip -O
            """),
        "diff": OptionNames("-S -G -O -U --output=write -l --stat-width --src-prefix --dst-prefix"),
        "show": OptionNames("-S -G -U --format --pretty --output=write"),
        "blame": OptionNames("-L -S --since --contents --ignore-rev --ignore-revs-file=read"),
        "grep": OptionNames("-e -f=read -A -B -C -m --max-depth --threads -O"),
        "checkout": OptionNames("-b -B --orphan --conflict --pathspec-from-file=read"),
        "switch": OptionNames("-c -C --create --force-create --orphan --conflict"),
        "branch": OptionNames("-u --set-upstream-to --sort --format --contains --no-contains --points-at"),
        "tag": OptionNames("-m -F=read -u --sort --format --contains --points-at"),
        "config": OptionNames("-f --file --blob --type --default --value --comment"),
        "push": OptionNames("-o --push-option --receive-pack=script --exec=script --repo"),
        "clone": OptionNames(
            """
            -b -o -c -u=script --branch --depth --origin --config --upload-pack=script --template=code --reference \
            --separate-git-dir --filter -j
            """),
        "fetch": OptionNames("--depth --upload-pack=script -o -j --refmap --shallow-since"),
        "pull": OptionNames("--depth --upload-pack=script -s -X --strategy"),
        "ls-remote": OptionNames("--upload-pack=script --exec=script"),
        "rebase": OptionNames("-x=script --exec=script --onto -s -X --strategy --whitespace -C"),
        "merge": OptionNames("-m -F=read -s -X --strategy --strategy-option"),
        "archive": OptionNames("-o=write --output=write --format --prefix --remote --exec=script --add-file=read"),
        "format-patch": OptionNames(
            """
            -o=write --output-directory=write --subject-prefix --start-number -v --signature-file=read --to --cc
            """),
        "reset": OptionNames("--pathspec-from-file=read"),
        "stash": OptionNames("-m --message --pathspec-from-file=read"),
        "clean": OptionNames("-e --exclude"),
        "restore": OptionNames("-s --source --conflict --pathspec-from-file=read"),
        "worktree": OptionNames("-b -B --reason --expire"),
        "bisect": OptionNames("--term-old --term-new"),
        "submodule": OptionNames("-b --branch --name --reference --depth -j"),
        "apply": OptionNames("-p -C --directory --exclude --include --build-fake-ancestor=write"),
        "filter-branch": OptionNames(
            """
            --tree-filter --index-filter --msg-filter --env-filter --commit-filter --tag-name-filter \
            --parent-filter --subdirectory-filter -d
            """),
        "difftool": OptionNames("-x -t --extcmd --tool"),
        "notes": OptionNames("-m -F=read --ref"),
        "init": OptionNames("-b --initial-branch --template=code --separate-git-dir --object-format"),
        "am": OptionNames("-p -C --directory"),
        "remote": OptionNames("-t -m"),
    ]

    /// Options whose values are files or programs.
    private static func readOptions(_ analysis: CommandAnalysis, _ name: String, _ arguments: Arguments) {
        guard let names = names[name] else { return }
        for option in arguments.options {
            guard let value = option.value, let role = names.roles[option.name], role != .text, value.text != "-" else {
                continue
            }
            analysis.use(value, as: role)
        }
    }

    private static func read(
        _ analysis: CommandAnalysis, _ name: String, _ arguments: Arguments, _ invocation: Invocation
    ) -> Flow {
        analysis.emit(.run, target: "git " + name)
        if let output = arguments.value("--output", "-o", "--output-directory"),
            name == "archive" || name == "format-patch" || name == "diff"
        {
            _ = output
        }
        for value in arguments.options
        where value.name == "--ext-diff" || value.name == "--open-files-in-pager"
            || (name == "grep" && value.name == "-O")
        {
            if let program = value.value, !program.text.isEmpty { analysis.follow(program, isNamed: true) }
        }
        switch name {
        case "reflog":
            if ["expire", "delete"].contains(arguments.operands.first?.text ?? "") {
                analysis.emit(.history, target: "git reflog")
            }
        case "archive":
            if arguments.has("--remote") { analysis.emit(.network, target: "git archive") }
        case "bundle":
            if arguments.operands.first?.text == "create", arguments.operands.count > 1 {
                analysis.touch(.write, arguments.operands[1])
            }
        case "diff":
            if arguments.has("--no-index") { for word in arguments.operands { _ = analysis.readFile(word) } }
        case "hash-object":
            for word in arguments.operands { _ = analysis.readFile(word) }
        case "cat-file", "blame": break
        case "ls-files", "ls-tree", "diff-tree":
            var flow = Flow(taint: [])
            let isList = name != "ls-tree" || arguments.has("--name-only", "-r")
            if isList {
                let patterns = arguments.operands.map(\.text).filter { $0.contains("*") || $0.utf8.contains(Mark.star) }
                let text =
                    patterns.isEmpty
                    ? Mark.treeText + "/" + Mark.starText
                    : Mark.treeText + "/"
                        + (patterns[0].split(separator: "/").last.map { CommandAnalysis.patterns(String($0)) }
                            ?? Mark.starText)
                flow.names = [Word(text: text, range: invocation.range)]
            }
            return flow
        case "grep":
            if arguments.has("-l", "--files-with-matches", "--name-only") {
                var flow = Flow(taint: [])
                flow.names = [Word(text: Mark.starText + "/" + Mark.starText, range: invocation.range)]
                return flow
            }
        default: break
        }
        if name == "diff" || name == "show", arguments.has("--name-only") {
            var flow = Flow(taint: [])
            flow.names = [Word(text: Mark.starText + "/" + Mark.starText, range: invocation.range)]
            return flow
        }
        if [
            "rev-parse", "describe", "rev-list", "merge-base", "symbolic-ref", "name-rev", "hash-object", "write-tree",
            "version",
        ].contains(name) {
            if name == "rev-parse", arguments.has("--show-toplevel") {
                return .known(analysis.paths.places.root + "\n")
            }
            if name == "rev-parse", arguments.has("--git-dir", "--absolute-git-dir", "--git-common-dir") {
                return .known(analysis.paths.places.root + "/.git\n")
            }
            return .plain
        }
        return Flow(taint: [.file])
    }

    private static func network(_ analysis: CommandAnalysis, _ name: String, _ arguments: Arguments) {
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
    private static func transport(_ word: Word) -> Word {
        let text = word.text.dropFirst(5).replacing("%%", with: "\u{1}").replacing("% ", with: " ")
            .replacing("\u{1}", with: "%")
        return Word(text: String(text), taint: word.taint, range: word.range)
    }

    private static func push(_ analysis: CommandAnalysis, _ arguments: Arguments) {
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

    // MARK: Changes

    private typealias Change = @Sendable (CommandAnalysis, Arguments, Invocation) -> Flow

    private static let changes: [String: Change] = [
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
                analysis.emit(.discard, target: "git switch")
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
                analysis.emit(.discard, target: "git checkout")
            }
            return done(analysis, "checkout")
        },
        "restore": { analysis, arguments, _ in
            if arguments.has("-S", "--staged"), !arguments.has("-W", "--worktree") { return done(analysis, "restore") }
            analysis.emit(.discard, target: "git restore")
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

    private static func done(_ analysis: CommandAnalysis, _ name: String) -> Flow {
        analysis.emit(.run, target: "git " + name)
        return Flow(taint: .generated)
    }

    private static func config(_ analysis: CommandAnalysis, _ arguments: Arguments, _ invocation: Invocation) -> Flow {
        var operands = arguments.operands
        var isReading = arguments.has(
            "--get", "--get-all", "--get-regexp", "--list", "-l", "--get-urlmatch", "--show-origin", "--get-color",
            "--get-colorbool", "--name-only")
        var isRemoving = arguments.has("--unset", "--unset-all", "--remove-section", "--rename-section")
        if let first = operands.first?.text,
            ["get", "set", "list", "unset", "edit", "remove-section", "rename-section"].contains(first)
        {
            isReading = isReading || first == "get" || first == "list"
            isRemoving = isRemoving || first == "unset" || first.hasSuffix("section")
            if first == "edit" { analysis.emit(.settings, target: "git config") }
            operands.removeFirst()
        }
        if arguments.has("-e", "--edit") { analysis.emit(.settings, target: "git config") }
        let isGlobal = arguments.has("--global", "--system")
        if let file = arguments.value("-f", "--file") {
            if isReading || operands.count < 2 { _ = analysis.readFile(file) } else { analysis.touch(.write, file) }
        }
        guard let key = operands.first else {
            return Flow(taint: isGlobal ? .environment : .generated)
        }
        if isReading || (operands.count < 2 && !isRemoving) {
            if KnownVariables.isSecret(key.text.replacing(".", with: "_"))
                || key.text.lowercased().hasPrefix("credential")
            {
                analysis.emit(.secret, target: key.text)
            }
            return Flow(taint: .generated)
        }
        if isRemoving {
            if isGlobal { analysis.emit(.settings, target: key.text) }
            return .none
        }
        GitSettings.judge(analysis, key.text, operands[1], isLasting: true)
        if isGlobal { analysis.emit(.settings, target: key.text) }
        return .none
    }
}

/// Settings of git that run programs.
enum GitSettings {
    private static let commands: Set<String> = [
        "core.pager", "core.editor", "core.sshcommand", "core.askpass", "core.fsmonitor", "core.gitproxy",
        "core.hookspath",
        "sequence.editor", "diff.external", "gpg.program", "gpg.ssh.program", "gpg.x509.program", "gpg.openpgp.program",
        "gpg.ssh.defaultkeycommand", "credential.helper", "interactive.difffilter", "uploadpack.packobjectshook",
        "init.templatedir", "core.attributesfile", "sendemail.smtpserver", "web.browser", "help.browser", "man.viewer",
        "include.path", "core.worktree", "core.alternaterefscommand", "sendemail.tocmd", "sendemail.cccmd",
        "instaweb.httpd",
        "receive.procreceiverefs", "protocol.ext.allow", "protocol.allow", "imap.tunnel", "trailer.command",
        "pager.log",
    ]

    /// Whether git runs what the setting's value names.
    static func runsProgram(_ key: String) -> Bool {
        let key = key.lowercased()
        if commands.contains(key) || key.hasPrefix("alias.") || key.hasPrefix("pager.") { return true }
        if key.hasPrefix("includeif.") || key.hasPrefix("url.") && key.hasSuffix("insteadof") { return true }
        let ends = [
            ".textconv", ".command", ".clean", ".smudge", ".process", ".cmd", ".path", ".helper", ".driver", ".program",
            ".vcs", ".uploadpack", ".receivepack", ".proxy",
        ]
        let starts = [
            "diff.", "filter.", "difftool.", "mergetool.", "merge.", "credential.", "browser.", "man.", "remote.",
            "guitool.", "trailer.", "submodule.", "tar.", "http.",
        ]
        if key.hasPrefix("submodule."), key.hasSuffix(".update") { return true }
        return starts.contains { key.hasPrefix($0) } && ends.contains { key.hasSuffix($0) }
    }

    /// Notes what a setting does.
    /// `isLasting` says whether it stays when the command has ended.
    static func judge(_ analysis: CommandAnalysis, _ key: String, _ value: Word, isLasting: Bool) {
        guard runsProgram(key) else {
            if key.utf8.contains(Mark.unknown) { analysis.emit(.opaque, target: key) }
            return
        }
        let lowered = key.lowercased()
        let isAlias = lowered.hasPrefix("alias.")
        if isAlias, !value.text.hasPrefix("!") {
            if isLasting { return }
            let words = value.text.split(separator: " ").map { Word(text: String($0), range: value.range) }
            analysis.invoke([Word(text: "git", range: value.range)] + words)
            return
        }
        let text = isAlias ? String(value.text.dropFirst()) : value.text
        let first = text.split(separator: " ").first.map(String.init) ?? ""
        let name = first.split(separator: "/").last.map(String.init) ?? ""
        let harmless =
            KnownVariables.harmlessPrograms.contains(name) && !text.contains(";") && !text.contains("|")
            && !text.contains("&") && !text.contains("`") && !text.contains("$(") && !KnownVariables.namesPaths(text)
        let quiet: Set<String> = [
            "core.fsmonitor", "core.pager", "core.editor", "sequence.editor", "core.askpass", "credential.helper",
            "core.worktree", "core.attributesfile",
        ]
        if harmless || (quiet.contains(lowered) && ["", "true", "false", "cat", "0", "1"].contains(text))
            || lowered.hasPrefix("pager.") && ["true", "false"].contains(text)
        {
            return
        }
        if lowered == "credential.helper" {
            if ["cache", "store", "osxkeychain", "manager", "libsecret", "manager-core", "wincred"].contains(name)
                || text.hasPrefix("cache") || text.hasPrefix("store")
            {
                analysis.emit(isLasting ? .settings : .secret, target: key)
                return
            }
        }
        if isLasting {
            analysis.emit(.later, target: key)
        } else {
            if lowered == "core.hookspath" && text == "/dev/null" { return }
            analysis.emit(.variable, target: key)
        }
        if lowered.hasSuffix("path") && lowered != "core.hookspath" || lowered.contains("allow")
            || lowered.hasSuffix("insteadof")
        {
            return
        }
        analysis.follow(Word(text: text, taint: value.taint, range: value.range), isNamed: true)
    }
}
