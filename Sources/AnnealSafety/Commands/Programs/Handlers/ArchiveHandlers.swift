/// Programs that pack and unpack.
extension ProgramHandlers {
    static let archiveHandlers: [String: Handler] = [
        "tar": { analysis, invocation in tar(analysis, invocation) },
        "gtar": { analysis, invocation in tar(analysis, invocation) },
        "bsdtar": { analysis, invocation in tar(analysis, invocation) },
        "zip": { analysis, invocation in
            let names = OptionNames(
                """
                -x -i -b -t -tt -n -O=write --out=write -TT=script --unzip-command=script -P -s --exclude \
                --include
                """)
            var words = invocation.words
            for (index, word) in words.enumerated()
            where (word.text == "-TT" || word.text == "--unzip-command") && index + 1 < words.count {
                analysis.follow(words[index + 1], isNamed: true)
            }
            words.removeAll { $0.text == "-TT" || $0.text == "-T" }
            let arguments = Arguments(words, names, .gnu)
            let isRecursive = arguments.has("-r", "-R", "--recurse-paths")
            for word in arguments.operands.dropFirst() {
                _ = analysis.readFile(word, traits: isRecursive ? .recursive : [])
            }
            if let archive = arguments.operands.first, archive.text != "-" {
                _ = analysis.writeFile(archive, appends: true)
            }
            if arguments.has("-m", "--move") {
                for word in arguments.operands.dropFirst() { analysis.remove(word, isRecursive: isRecursive) }
            }
            return Flow(taint: .file)
        },
        "unzip": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("-d -x -P"))
            if let archive = arguments.operands.first { _ = analysis.readFile(archive) }
            if arguments.has("-p", "-c") { return Flow(taint: [.file, .decoded]) }
            if arguments.has("-l", "-t", "-v", "-Z", "-z") { return Flow(taint: .file) }
            extract(analysis, into: arguments.value("-d"), from: arguments.operands.first, invocation)
            return .none
        },
        "7z": { analysis, invocation in sevenZip(analysis, invocation) },
        "7za": { analysis, invocation in sevenZip(analysis, invocation) },
        "7zz": { analysis, invocation in sevenZip(analysis, invocation) },
        "unrar": { analysis, invocation in sevenZip(analysis, invocation) },
        "rar": { analysis, invocation in sevenZip(analysis, invocation) },
        "cpio": { analysis, invocation in
            let arguments = invocation.arguments(
                OptionNames("-H -F=read -O=write -I=read -D -R -E=read --format --file=read"))
            if arguments.has("-i", "--extract") {
                extract(analysis, into: arguments.value("-D"), from: nil, invocation)
            } else if arguments.has("-p", "--pass-through") {
                // What flows in is copied below the folder.
                extract(analysis, into: arguments.operands.last, from: nil, invocation)
            }
            return Flow(taint: arguments.has("--to-stdout") ? [.file, .decoded] : .file)
        },
        "ar": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("--output --target --plugin --record-libdeps"))
            let letters = arguments.operands.first?.text ?? ""
            let first = invocation.words.first?.text ?? ""
            let isOption = first.hasPrefix("-") && !first.hasPrefix("--")
            let mode = isOption ? first : letters
            let archives = isOption ? arguments.operands[...] : arguments.operands.dropFirst()
            if mode.contains("x") {
                for word in archives.prefix(1) { _ = analysis.readFile(word) }
                extract(analysis, into: arguments.value("--output"), from: archives.first, invocation)
                return .none
            }
            if mode.contains("t") || mode.contains("p") {
                for word in archives.prefix(1) { _ = analysis.readFile(word) }
                return Flow(taint: mode.contains("p") ? [.file, .decoded] : .file)
            }
            for word in archives.prefix(1) { analysis.touch(.write, word) }
            for word in archives.dropFirst() { _ = analysis.readFile(word) }
            return .none
        },
        "jar": { analysis, invocation in
            let names = OptionNames("-C --dir -e --main-class -f --file -m=read --manifest=read --release")
            let operands = invocation.arguments(names).operands
            let mode = invocation.words.first?.text ?? ""
            let isLong = mode.hasPrefix("--")
            let file = invocation.arguments(names).value("--file") ?? (isLong ? nil : operands.dropFirst().first)
            if isLong ? mode == "--extract" : mode.contains("x") {
                if let file { _ = analysis.readFile(file) }
                extract(
                    analysis, into: invocation.arguments(names).value("-C", "--dir"), from: file, invocation)
            } else if isLong ? mode == "--create" || mode == "--update" : mode.contains("c") || mode.contains("u") {
                if let file { _ = analysis.writeFile(file, appends: mode.contains("u")) }
                for word in operands.dropFirst(isLong ? 0 : 2) {
                    _ = analysis.readFile(word, traits: .recursive)
                }
            } else if let file {
                _ = analysis.readFile(file)
            }
            return Flow(taint: .file)
        },
        "pax": { analysis, invocation in
            let arguments = invocation.arguments(OptionNames("-f -s -b -o -x -p -B -E -G -T -U"))
            let (reads, writes) = (arguments.has("-r"), arguments.has("-w"))
            var operands = arguments.operands
            let folder = reads && writes ? operands.popLast() : nil
            for value in arguments.values("-s") { renamed(analysis, value) }
            if let archive = arguments.value("-f") {
                if writes { analysis.touch(.write, archive) } else { _ = analysis.readFile(archive) }
            }
            if writes { for word in operands { _ = analysis.readFile(word, traits: .recursive) } }
            if reads { extract(analysis, into: folder, from: arguments.value("-f"), invocation) }
            return Flow(taint: .file)
        },
        "unar": { analysis, invocation in
            extract(
                analysis, into: invocation.arguments(OptionNames("-o")).value("-o"), from: invocation.words.last,
                invocation)
            return .none
        },
        "dpkg-deb": { analysis, invocation in
            let arguments = invocation.arguments()
            for word in arguments.operands.prefix(1) { analysis.touch(.read, word) }
            for word in arguments.operands.dropFirst() { analysis.touch(.write, word) }
            return .generated
        },
    ]

    private static let tarNames = OptionNames(
        """
        -f -C -T=read -X=read -I=script -F=script -b -g -K -N -V -H --file --directory --files-from=read \
        --exclude-from=read --use-compress-program=script --to-command=script --checkpoint-action --checkpoint \
        --info-script=script --new-volume-script=script --rmt-command=script --rsh-command=script --exclude \
        --transform --xform --strip-components --owner --group --mode --mtime --format --label --warning --sort
        """)

    private static func tar(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        var words = invocation.words
        // `tar xzf file`: letters without a hyphen.
        if let first = words.first, !first.text.hasPrefix("-"), first.text.allSatisfy(\.isLetter), first.text.count < 9
        {
            words[0].text = "-" + first.text
        }
        let arguments = Arguments(words, tarNames, .gnu)
        for option in arguments.options {
            guard let value = option.value else { continue }
            if option.name == "--checkpoint-action" {
                if let halves = value.halves, value.text.hasPrefix("exec") {
                    analysis.follow(halves.value, isNamed: true)
                }
            } else if option.name == "-I" || option.name == "--use-compress-program" {
                let plain: Set<String> = [
                    "zstd", "pigz", "xz", "lz4", "gzip", "bzip2", "pbzip2", "zstdmt", "brotli", "lzma",
                ]
                if !plain.contains(value.text.split(separator: " ").first.map(String.init) ?? "") {
                    analysis.follow(value, isNamed: true)
                }
            } else if option.name == "--transform" || option.name == "--xform" {
                renamed(analysis, value)
            } else if let role = tarNames.roles[option.name], role != .text {
                analysis.use(value, as: role)
            }
        }
        let archive = arguments.value("-f", "--file")
        let folder = arguments.value("-C", "--directory")
        let outer = analysis.scope.folder
        defer { analysis.scope.folder = outer }
        if arguments.has("-t", "--list", "--diff", "-d") {
            if let archive, archive.text != "-" { _ = analysis.readFile(archive) }
            return Flow(taint: .generated)
        }
        if arguments.has("-x", "--extract", "--get") {
            if let archive, archive.text != "-" { _ = analysis.readFile(archive) }
            let isDownloaded = invocation.input.taint.contains(.downloaded)
            extract(analysis, into: folder, from: archive, invocation, isDownloaded: isDownloaded)
            if arguments.has("-P", "--absolute-names") { analysis.emit(.write, target: "/", place: .unknown) }
            // Nobody can read what is packed before it flows on.
            return arguments.has("-O", "--to-stdout") ? Flow(taint: [.file, .decoded]) : .none
        }
        if arguments.has("-c", "--create", "-r", "-u", "--append", "--update") {
            var taint: Taint = .file
            if let archive, archive.text != "-" { _ = analysis.writeFile(archive, appends: false) }
            if let folder { analysis.scope.folder = analysis.paths.absolute(folder.text, from: outer) }
            for word in arguments.operands { taint.formUnion(analysis.readFile(word, traits: .recursive).taint) }
            if arguments.has("--remove-files") {
                for word in arguments.operands { analysis.remove(word, isRecursive: true) }
            }
            return archive == nil || archive?.text == "-" ? Flow(taint: taint) : .none
        }
        return .generated
    }

    /// `s,^,/etc/,`: what is unpacked gets other names, which may lie anywhere.
    private static func renamed(_ analysis: CommandAnalysis, _ value: Word) {
        let text = value.text.hasPrefix("s") ? value.text.dropFirst() : value.text[...]
        guard let mark = text.first else { return }
        let parts = text.dropFirst().split(separator: mark, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count > 1, parts[1].hasPrefix("/") || parts[1].hasPrefix("..") else { return }
        analysis.touch(.write, Word(text: String(parts[1]), taint: value.taint, range: value.range))
    }

    private static func extract(
        _ analysis: CommandAnalysis, into folder: Word?, from archive: Word?, _ invocation: Invocation,
        isDownloaded: Bool = false
    ) {
        let target = folder ?? Word(text: ".", range: invocation.range)
        let reading = analysis.paths.read(target.text, from: analysis.scope.folder)
        let place: Place = reading.place == .workspaceRoot ? .workspace : reading.place
        analysis.emit(.write, target: target.text, place: place, traits: reading.traits)
        let source = archive.map { analysis.paths.absolute($0.text, from: analysis.scope.folder) }
        if isDownloaded || source.map({ path in analysis.fetched.contains { path == $0 } }) == true {
            analysis.fetched.append(reading.path)
        }
    }

    private static func sevenZip(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let command = invocation.words.first?.text ?? ""
        let operands = invocation.words.dropFirst().filter { !$0.text.hasPrefix("-") }
        if command == "x" || command == "e" {
            let folder = invocation.words.first { $0.text.hasPrefix("-o") }.map {
                Word(text: String($0.text.dropFirst(2)), range: $0.range)
            }
            for word in operands.prefix(1) { _ = analysis.readFile(word) }
            extract(analysis, into: folder, from: operands.first, invocation)
        } else if command == "a" || command == "u" {
            for word in operands.prefix(1) { _ = analysis.writeFile(word, appends: true) }
            for word in operands.dropFirst() { _ = analysis.readFile(word, traits: .recursive) }
        } else {
            for word in operands.prefix(1) { _ = analysis.readFile(word) }
        }
        if invocation.words.contains(where: { $0.text == "-so" }) || command == "p" {
            return Flow(taint: [.file, .decoded])
        }
        return .generated
    }
}
