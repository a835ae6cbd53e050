/// The command lines of clouds and of places where code is kept.
extension ProgramHandlers {
    static func cloud(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let words = invocation.words.filter { !$0.text.hasPrefix("-") }
        let text = words.map(\.text).joined(separator: " ")
        let remote = words.map {
            $0.text.hasPrefix("s3://") || $0.text.hasPrefix("gs://") || $0.text.contains("blob.core")
                || (invocation.name == "rclone" && $0.text.contains(":"))
                || (invocation.name == "mc" && $0.text.split(separator: "/").count > 1 && !$0.text.hasPrefix(".")
                    && !$0.text.hasPrefix("/"))
        }
        let copies: Set<String> = [
            "cp", "mv", "sync", "put", "copy", "move", "rsync", "mirror", "upload", "upload-batch", "copyto", "pipe",
            "put-object",
        ]
        if text.hasPrefix("--version") || words.first?.text == "version" || words.first?.text == "help" || words.isEmpty
        {
            return .plain
        }
        if CloudKeys.areAsked(text)
            || text.contains("get-parameter") && invocation.words.contains(where: { $0.text == "--with-decryption" })
        {
            analysis.emit(.credentials, target: invocation.name)
        }
        analysis.sendSecrets(words)
        if words.contains(where: { copies.contains($0.text) }) {
            let isUpload =
                remote.last == true
                || words.contains {
                    $0.text == "put-object" || $0.text == "upload" || $0.text == "upload-batch" || $0.text == "put"
                }
            if isUpload {
                for (index, word) in words.enumerated()
                where !remote[index] && (word.text.contains("/") || word.text.contains(".")) {
                    analysis.touch(.read, word, traits: .recursive)
                }
                analysis.emit(.send, target: text)
            }
        }
        if invocation.name == "rclone", let first = words.first?.text {
            let here = words.dropFirst().filter { $0.text.hasPrefix("/") || $0.text.hasPrefix(".") }
            if ["purge", "delete", "deletefile", "rmdir", "rmdirs", "cleanup"].contains(first) {
                for word in here { analysis.remove(word, isRecursive: true) }
            } else if first == "move" || first == "moveto", let source = here.first {
                analysis.remove(source, isRecursive: true)
            }
            if ["copy", "sync", "move", "bisync"].contains(first), here.count > 0, let last = words.last,
                remote.last == false
            {
                analysis.touch(.write, last)
            }
        }
        if invocation.name == "aws", words.first?.text == "configure" {
            analysis.emit(.settings, target: "aws configure")
        }
        analysis.emit(.network, target: invocation.name)
        return Flow(taint: .downloaded)
    }

    static func forge(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let words = invocation.words.filter { !$0.text.hasPrefix("-") }.map(\.text)
        let first = words.first ?? ""
        let second = words.dropFirst().first ?? ""
        if first == "auth",
            second == "token" || invocation.words.contains(where: { $0.text == "-t" || $0.text == "--show-token" })
        {
            analysis.emit(.credentials, target: invocation.name + " auth token")
        }
        if first == "gist",
            second == "create" || second == "edit"
                || words.count > 1 && second != "list" && second != "view" && second != "clone"
        {
            analysis.emit(.send, target: "gist")
        }
        if first == "release" { analysis.sendSecrets(invocation.words, from: [.secret, .workspaceSecret]) }
        if first == "release", second == "upload" { analysis.emit(.publish, target: "release upload") }
        if first == "version" || first == "help" || first == "completion" || invocation.words.first?.text == "--version"
        {
            return .plain
        }
        let operands = invocation.words.prefix { $0.text != "--" }.filter { !$0.text.hasPrefix("-") }
        if first == "repo", second == "clone", operands.count > 2 {
            analysis.noteClone(of: operands[2], into: operands.dropFirst(3).first)
        } else if first == "clone", operands.count > 1 {
            analysis.noteClone(of: operands[1], into: operands.dropFirst(2).first)
        }
        if second == "download" {
            let arguments = invocation.arguments(OptionNames("-D -O -p -n -R --dir --output --pattern --name --repo"))
            for word in arguments.values("-D", "-O", "--dir", "--output") {
                analysis.fetched.append(analysis.writeFile(word, appends: false))
            }
        }
        if first == "secret", second == "set" { analysis.emit(.secret, target: "secret set") }
        if first == "alias" || first == "config" && second == "set" || first == "extension" {
            analysis.emit(first == "extension" ? .install : .settings, target: first)
        }
        let confidential =
            invocation.words.contains { !$0.taint.isDisjoint(with: [.secret, .environment]) }
            || !invocation.input.taint.isDisjoint(with: [.secret, .environment])
        if confidential { analysis.emit(.send, target: invocation.name) }
        analysis.emit(.network, target: invocation.name)
        return Flow(taint: .downloaded)
    }
}
