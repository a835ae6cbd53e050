internal import AnnealContext
internal import Foundation

/// What the planner knows of a repository's code: who defines what, who imports whom, where the command line is.
struct RepositoryMap {
    /// A place where a name is defined.
    struct Place: Hashable {
        var file: String
        var parent: String?
        var isType: Bool
    }

    private static let largestFile = 400_000
    private static let mostFiles = 2_000

    /// All text files, relative to the root.
    let files: Set<String>
    /// The project's first language.
    let language: String
    /// Places by the name that is defined there; tests are left out.
    private(set) var places: [String: [Place]] = [:]
    /// Files of the repository that a file imports.
    private(set) var imports: [String: [String]] = [:]
    /// The file that reads the command line's arguments, if there is one.
    private(set) var commandLineFile: String?
    private var tests: [(path: String, text: String)] = []

    /// Reads a project's source files.
    init(project: Project) {
        files = Set(project.files)
        language = project.languages.first ?? "python"
        var sources: [(String, String)] = []
        for path in project.files.filter(SourcePath.isCode).prefix(Self.mostFiles) {
            guard let data = FileManager.default.contents(atPath: project.root + "/" + path),
                data.count <= Self.largestFile
            else { continue }
            let text = String(decoding: data, as: UTF8.self)
            if SourcePath.isTest(path) { tests.append((path, text)) } else { sources.append((path, text)) }
        }
        for (path, text) in sources {
            for definition in DefinitionScanner.definitions(in: text) {
                let place = Place(file: path, parent: definition.parent, isType: definition.isType)
                places[definition.name, default: []].append(place)
            }
            imports[path] = importedFiles(of: path, text: text)
        }
        let marks = ["argparse", "ArgumentParser", "process.argv", "parseArgs", "sys.argv", "add_parser", "flag.Parse"]
        commandLineFile =
            sources.first { source in
                marks.contains { source.1.contains($0) }
            }?.0
    }

    /// The place of a name, with the module or type in front of it when there is one.
    func place(of name: String, qualifier: String? = nil) -> Place? {
        guard let found = places[name] else { return nil }
        if let qualifier, SourcePath.isCode(qualifier) {
            let path = TaskGraph.normalized(qualifier)
            return found.first { $0.file == path || $0.file.hasSuffix("/" + path) }
        }
        guard let last = qualifier?.split(separator: ".").last?.lowercased() else {
            return found.first { $0.parent == nil } ?? found.first
        }
        return found.first { $0.parent?.lowercased() == last }
            ?? found.first { SourcePath.stem($0.file).lowercased() == last } ?? nil
    }

    /// The file that defines a type whose name, in any case, is this one: `invoice` finds `Invoice`.
    func fileOfType(like name: String) -> (file: String, type: String)? {
        let wanted = name.lowercased()
        for (type, found) in places.sorted(by: { $0.key < $1.key }) where type.lowercased() == wanted {
            if let place = found.first(where: \.isType) { return (place.file, type) }
        }
        return nil
    }

    /// Whether files with this stem define functions at their top level.
    func hasFunctions(inFilesNamed stem: String) -> Bool {
        places.values.contains { found in
            found.contains { $0.parent == nil && !$0.isType && SourcePath.stem($0.file) == stem }
        }
    }

    /// The types of the repository in lower case with their files, in alphabetical order.
    var typeFiles: [(name: String, file: String)] {
        places.compactMap { name, found in
            found.first(where: \.isType).map { (name: name.lowercased(), file: $0.file) }
        }.sorted { $0.name < $1.name }
    }

    /// Tests of the repository that mention one of the names, at most five.
    func tests(mentioning names: [String]) -> [String] {
        Array(tests.filter { test in names.contains { test.text.contains($0) } }.map(\.path).prefix(5))
    }

    /// Whether code lies in the folder already.
    func hasCode(in folder: String) -> Bool {
        files.contains { SourcePath.isCode($0) && SourcePath.folder($0) == folder }
    }

    private func importedFiles(of path: String, text: String) -> [String] {
        let folder = SourcePath.folder(path)
        var words: Set<Substring> = []
        for line in text.split(whereSeparator: \.isNewline) where line.contains("import") || line.contains("require(") {
            for word in line.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }) {
                words.insert(word)
            }
        }
        return files.filter { other in
            other != path && SourcePath.isCode(other) && !SourcePath.isTest(other)
                && words.contains(Substring(SourcePath.stem(other)))
                && (SourcePath.folder(other) == folder || words.contains(Substring(SourcePath.folderName(other))))
        }.sorted()
    }
}
