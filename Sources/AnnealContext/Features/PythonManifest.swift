/// Finds the dependencies that a `pyproject.toml` names: lists of PEP 621 and PEP 735, tables of Poetry.
struct PythonManifest {
    /// What the keys of a table stand for.
    private enum Table {
        /// One of them, such as `dependencies`, is a list of requirements.
        case project
        /// Each is the name of a list of requirements, such as `dev`.
        case lists
        /// Each is the name of a package, or of a list of requirements.
        case packages
    }

    private var names: [String] = []
    private var own: String?
    private var table = Table.project
    private var header = ""
    /// Open brackets and braces of a list; 0 outside of one.
    private var brackets = 0
    private var braces = 0

    /// The names of the packages.
    ///
    /// - Parameter text: of the file.
    /// - Returns: names in small letters; the project's own, which its extras may name, is left out. Complexity: O(n).
    static func dependencies(_ text: String) -> [String] {
        var manifest = PythonManifest()
        for line in text.split(whereSeparator: \.isNewline) { manifest.read(line) }
        return manifest.names.filter { $0 != manifest.own }
    }

    private mutating func read(_ line: Substring) {
        let line = line.drop { $0 == " " || $0 == "\t" }
        if brackets > 0 { return readList(line) }
        guard !line.hasPrefix("#") else { return }
        if line.hasPrefix("[") { return begin(line) }
        guard let sign = line.firstIndex(of: "=") else { return }
        let key = line[..<sign].filter { !"\"' \t".contains($0) }
        let value = line[line.index(after: sign)...].drop { $0 == " " || $0 == "\t" }
        if header == "project", key == "name" { own = ManifestReader.name(value.drop { "\"'".contains($0) }) }
        switch table {
        case .packages where header.hasPrefix("tool.poetry") || !value.hasPrefix("["):
            if key != "python", let name = ManifestReader.name(key) { names.append(name) }
        case .lists, .packages: if value.hasPrefix("[") { readList(value) }
        case .project:
            if key == "dependencies" || key == "dev-dependencies", value.hasPrefix("[") { readList(value) }
        }
    }

    /// Reads a table's header.
    private mutating func begin(_ line: Substring) {
        header = line.drop { $0 == "[" }.prefix { $0 != "]" }.filter { $0 != " " }
        table =
            switch header {
            case "project.optional-dependencies", "dependency-groups": .lists
            // Poetry: `tool.poetry.dependencies`, `tool.poetry.group.test.dependencies`.
            case _ where header.hasSuffix("dependencies"): .packages
            default: .project
            }
    }

    /// Reads what of a list stands in a line: requirements in quotes, such as `"flask[async]>=3"`. What stands in braces names
    /// another group.
    private mutating func readList(_ line: Substring) {
        var quote: Character?
        var text = ""
        for character in line {
            if let mark = quote {
                guard character == mark else { text.append(character); continue }
                quote = nil
                if braces == 0, let name = ManifestReader.name(text) { names.append(name) }
                continue
            }
            switch character {
            case "\"", "'":
                quote = character
                text = ""
            case "[": brackets += 1
            case "]": brackets -= 1
            case "{": braces += 1
            case "}": braces = max(0, braces - 1)
            case "#": return
            default: continue
            }
            if brackets == 0 { braces = 0; return }
        }
    }
}
