/// make, CMake and compilers.
extension ProgramHandlers {
    static func make(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let arguments = invocation.arguments(
            OptionNames("-f -C -I -o -W --file --makefile --directory --include-dir -E --eval"))
        let outer = analysis.scope.folder
        defer { analysis.scope.folder = outer }
        if let folder = arguments.value("-C", "--directory") {
            analysis.scope.folder = analysis.paths.absolute(folder.text, from: outer)
            let place = analysis.paths.read(analysis.scope.folder, from: "/").place
            if ![.workspace, .workspaceRoot, .buildResult].contains(place) {
                analysis.emit(place == .unknown ? .opaque : .foreign, target: folder.text)
            }
        }
        let files = arguments.values("-f", "--file", "--makefile")
        for file in files {
            if file.text == "-" {
                analysis.runFlow(invocation.input, language: "make")
            } else {
                analysis.runCodeFile(file, language: "make")
            }
        }
        for text in arguments.values("-E", "--eval") {
            analysis.runCode(text, language: "make", input: .none, arguments: [])
        }
        for word in arguments.operands {
            if word.text.hasPrefix("SHELL="),
                ["/bin/sh", "/bin/bash", "/usr/bin/bash", "/bin/zsh", "bash", "sh", "/usr/bin/env bash", "zsh"]
                    .contains(word.text.dropFirst(6))
            {
                continue
            }
            if word.text.hasPrefix("SHELL=") || word.text.hasPrefix("MAKEFLAGS=") {
                analysis.emit(.named, target: word.text)
            }
            if word.text.hasPrefix("SHELL=") {
                let program = Word(text: String(word.text.dropFirst(6)), taint: word.taint, range: word.range)
                analysis.follow(program, isNamed: true)
            }
            if let halves = word.halves, KnownVariables.runsCommand(halves.name) {
                analysis.emit(.named, target: word.text)
            }
        }
        let isDry = arguments.has("-n", "--dry-run", "--just-print", "--recon", "-q", "--question")
        for word in arguments.operands {
            guard let halves = word.halves, halves.name != "SHELL" else { continue }
            let (name, value) = (halves.name, halves.value.text)
            if value.contains(";") || value.contains("|") || value.contains("$(") || value.contains("`")
                || value.hasPrefix("sh ") || value.hasPrefix("bash ")
            {
                analysis.follow(Word(text: value, taint: word.taint, range: word.range), isNamed: true)
            }
            if name == "DESTDIR" || name.lowercased() == "prefix",
                analysis.paths.read(value, from: analysis.scope.folder).place == .system || value == "/"
            {
                if name == "DESTDIR" { analysis.emit(.write, target: value, place: .system) }
            }
        }
        let isInstall =
            !isDry
            && arguments.operands.contains {
                ["install", "uninstall", "deploy", "publish", "release", "push", "upload"].contains($0.text)
            }
        if isInstall,
            !arguments.operands.contains(where: {
                $0.text.hasPrefix("DESTDIR=") || $0.text.hasPrefix("PREFIX=.") || $0.text.hasPrefix("prefix=.")
            })
        {
            analysis.emit(.install, target: "make install")
        }
        analysis.emit(.own, target: "make")
        return .generated
    }

    static func cmake(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let words = invocation.words
        if words.first?.text == "-E", words.count > 1 {
            let rest = Array(words.dropFirst(2))
            switch words[1].text {
            case "rm", "remove", "remove_directory":
                for word in rest where !word.text.hasPrefix("-") {
                    analysis.remove(
                        word,
                        isRecursive: words[1].text == "remove_directory"
                            || rest.contains { $0.text.hasPrefix("-r") || $0.text.hasPrefix("-R") })
                }
            case "copy", "copy_directory", "copy_if_different", "rename", "create_symlink":
                if let target = rest.last { analysis.touch(.write, target) }
                for word in rest.dropLast() { _ = analysis.readFile(word) }
            case "make_directory", "touch": for word in rest { analysis.touch(.write, word) }
            case "env":
                var rest = rest
                while let first = rest.first, first.text.contains("=") || first.text.hasPrefix("-") {
                    rest.removeFirst()
                }
                return analysis.invoke(rest)
            case "time", "chdir": return analysis.invoke(words[1].text == "chdir" ? Array(rest.dropFirst()) : rest)
            case "environment": analysis.emit(.environment)
            default: break
            }
            return .generated
        }
        let arguments = invocation.arguments(
            OptionNames("-P=code -C=code -D -G -S -B --install --prefix --toolchain --preset -T -A"))
        analysis.readSubstitutions(arguments.values("-P", "-C"))
        for file in arguments.values("-P", "-C") { analysis.runCodeFile(file, language: "cmake") }
        for folder in arguments.values("-S", "-B") + arguments.operands where !folder.text.hasPrefix("-") {
            let place = analysis.paths.read(folder.text, from: analysis.scope.folder).place
            if ![.workspace, .workspaceRoot, .buildResult, .temporary].contains(place),
                folder.text.contains("/") || folder.text == ".."
            {
                if place == .ancestor, analysis.scope.folder != analysis.paths.places.root { continue }
                analysis.emit(.foreign, target: folder.text)
            }
        }
        if arguments.has("--install") {
            let prefix = arguments.value("--prefix")
            let place = prefix.map { analysis.paths.read($0.text, from: analysis.scope.folder).place } ?? .system
            if ![.workspace, .buildResult, .temporary].contains(place) {
                analysis.emit(.install, target: "cmake --install")
            }
        }
        analysis.emit(.own, target: "cmake")
        return .generated
    }

    static func compile(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        for word in invocation.words
        where word.text.hasPrefix("-fplugin=") || word.text.hasPrefix("-wrapper") || word.text.hasPrefix("-specs=")
            || word.text.hasPrefix("-fpass-plugin") || word.text == "-load" || word.text == "-plugin"
        {
            analysis.emit(.named, target: word.text)
        }
        return table(analysis, invocation)
    }
}
