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
