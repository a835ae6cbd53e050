internal import AnnealSpecs

/// Tells in which file something belongs: named in the requirement, else in the rest of the document, else where the
/// name lives in the repository.
struct FilePlacement {
    /// Where something belongs and why.
    struct Answer: Hashable {
        var file: String
        var reason: String
    }

    /// Files with code that the document names outside of requirements, in its order, with the package in front.
    private(set) var documentFiles: [String] = []
    /// What the document says about each of these files.
    private(set) var remarks: [String: String] = [:]
    /// The package that the document names.
    private(set) var package: String?
    /// Types that the document names outside of requirements, by name, with their qualifier.
    private(set) var documentTypes: [(name: String, qualifier: String?)] = []
    let repository: RepositoryMap

    /// Reads what a document says about files.
    init(document: SpecDocument, repository: RepositoryMap) {
        self.repository = repository
        let sections = document.context.map { SpecProse(markdown: $0.text) }
        for prose in sections {
            for mention in prose.mentions
            where mention.kind == .name && mention.before.lowercased().hasSuffix("package ") {
                package = package ?? mention.name
            }
        }
        let named = document.interfaces.first { $0.kind == .module }?.name
        package = package ?? named.flatMap { $0.contains("/") || SourcePath.isCode($0) ? nil : $0 }
        for (section, prose) in zip(document.context, sections) {
            for (position, mention) in prose.mentions.enumerated() {
                if mention.kind == .file { add(mention, in: section.text, position) }
                if mention.kind == .name, mention.looksLikeType,
                    let last = mention.qualifier?.split(separator: ".").last,
                    String(last) == package || documentFiles.contains(where: { SourcePath.stem($0) == String(last) })
                {
                    documentTypes.append((mention.name, mention.qualifier))
                }
            }
        }
        for interface in document.interfaces where interface.kind == .file && SourcePath.isCode(interface.name) {
            append(resolved(interface.name))
        }
    }

    /// The path of a file as the repository has or will have it: a bare name gets the package's folder.
    func resolved(_ path: String) -> String {
        let path = TaskGraph.normalized(path)
        if path.contains("/") || repository.files.contains(path) { return path }
        if let same = documentFiles.first(where: { $0.hasSuffix("/" + path) }) { return same }
        if let package, !package.isEmpty, package != SourcePath.stem(path) || path.hasPrefix("__") {
            let first = repository.files.first { $0.hasSuffix("/\(package)/\(path)") }
            return first ?? package.split(separator: ".").joined(separator: "/") + "/" + path
        }
        let found = repository.files.filter { $0.hasSuffix("/" + path) }
        return found.count == 1 ? found.first ?? path : path
    }

    /// Where a name belongs.
    ///
    /// - Parameters:
    ///   - claim: the name.
    ///   - prose: the requirement's text.
    ///   - typeFiles: files of types that are placed already, by name in lower case.
    /// - Returns: the file, or `nil` when nothing tells.
    func file(of claim: NameClaims.Claim, in prose: SpecProse, typeFiles: [String: String]) -> Answer? {
        if let answer = byQualifier(claim.qualifier, typeFiles) { return answer }
        if let place = repository.place(of: claim.name, qualifier: claim.qualifier) {
            return Answer(file: place.file, reason: "`\(claim.name)` is defined in \(place.file).")
        }
        if let file = fileBeside(claim, in: prose) {
            return Answer(file: file, reason: "The requirement puts `\(claim.name)` in \(file).")
        }
        let candidates = documentFiles.filter { !SourcePath.isEntryPoint($0) && !SourcePath.isPackageFile($0) }
        if candidates.count == 1, let only = candidates.first {
            return Answer(file: only, reason: "The document names one file for its code, \(only).")
        }
        if let file = candidates.first(where: { SourcePath.stem($0).lowercased() == claim.name.lowercased() }) {
            return Answer(file: file, reason: "\(file) is called like `\(claim.name)`.")
        }
        return nil
    }

    /// Where a command line is read.
    func file(ofCommand command: String, in prose: SpecProse) -> Answer? {
        let words = command.split(separator: " ").map(String.init)
        if words.count > 2, words[0].hasPrefix("python"), words[1] == "-m" {
            let path = words[2].split(separator: ".").joined(separator: "/")
            let single = resolved(path + ".py")
            if repository.files.contains(path + ".py") || documentFiles.contains(path + ".py") {
                return Answer(file: single, reason: "`\(words[0]) -m \(words[2])` runs \(single).")
            }
            if let cli = repository.commandLineFile, cli.hasPrefix(path + "/") {
                return Answer(file: cli, reason: "\(cli) reads the command line.")
            }
            return Answer(
                file: path + "/__main__.py", reason: "`python -m \(words[2])` begins in \(path)/__main__.py.")
        }
        if let named = words.dropFirst().first(where: SourcePath.isCode) {
            return Answer(file: resolved(named), reason: "The command runs \(named).")
        }
        if let cli = repository.commandLineFile { return Answer(file: cli, reason: "\(cli) reads the command line.") }
        if let entry = documentFiles.first(where: SourcePath.isEntryPoint) {
            return Answer(file: entry, reason: "\(entry) is where the program begins.")
        }
        return nil
    }

    /// Files that a requirement's text names itself.
    func files(in prose: SpecProse) -> [String] {
        var files: [String] = []
        for mention in prose.mentions where mention.kind == .file {
            let path = resolved(mention.name)
            if !files.contains(path), !SourcePath.isTest(path) { files.append(path) }
        }
        return files
    }

    private func byQualifier(_ qualifier: String?, _ typeFiles: [String: String]) -> Answer? {
        guard let qualifier, !qualifier.isEmpty else { return nil }
        if SourcePath.isCode(qualifier) {
            let path = resolved(qualifier)
            return Answer(file: path, reason: "The document puts it in \(path).")
        }
        let parts = qualifier.split { $0 == "." || $0 == "/" }.map(String.init)
        guard let last = parts.last else { return nil }
        if let file = documentFiles.first(where: { SourcePath.stem($0) == last }) {
            return Answer(file: file, reason: "The prefix `\(qualifier)` stands for \(file).")
        }
        let code = repository.files.filter { SourcePath.isCode($0) && !SourcePath.isTest($0) }.sorted()
        if let file = code.first(where: { SourcePath.stem($0) == last }) {
            return Answer(file: file, reason: "The prefix `\(qualifier)` stands for \(file).")
        }
        if let (file, type) = repository.fileOfType(like: last) {
            return Answer(file: file, reason: "`\(type)` is defined in \(file).")
        }
        if let file = typeFiles[last.lowercased()] {
            return Answer(file: file, reason: "`\(last)` belongs in \(file).")
        }
        guard last == package, repository.language == "python" else { return nil }
        let file = parts.joined(separator: "/") + "/__init__.py"
        return Answer(file: file, reason: "It can be imported from the package `\(qualifier)` itself.")
    }

    /// The file that the text names beside a name: the next one before another signature, else the only one.
    private func fileBeside(_ claim: NameClaims.Claim, in prose: SpecProse) -> String? {
        let files = files(in: prose)
        guard files.count != 1 else { return files.first }
        for mention in prose.mentions.dropFirst(claim.position + 1) {
            if mention.kind == .file { return resolved(mention.name) }
            if mention.kind == .signature { break }
        }
        let before = prose.mentions.prefix(claim.position).last { $0.kind == .file }
        return before.map { resolved($0.name) }
    }

    private mutating func add(_ mention: CodeMention, in text: String, _ position: Int) {
        let path = resolved(mention.name)
        guard !SourcePath.isTest(path) else { return }
        append(path)
        remarks[path] = mention.after
    }

    private mutating func append(_ path: String) {
        if !documentFiles.contains(path) { documentFiles.append(path) }
    }
}
