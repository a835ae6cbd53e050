internal import Yams

/// Settings in YAML between two lines `---` at the top of a document.
enum FrontMatter {
    /// How many lines it takes, both marks included; 0 if there is none.
    static func lineCount(_ bytes: Bytes, _ starts: View<Int>) -> Int {
        func isMark(_ line: Int) -> Bool {
            let end = line + 1 < starts.count ? starts[line + 1] : bytes.count
            let range = bytes.trimmed(starts[line]..<end)
            return range.count == 3 && range.lowerBound == starts[line]
                && bytes.has("---", at: range.lowerBound, before: end)
        }
        guard starts.count > 2, isMark(0) else { return 0 }
        for line in 1..<min(starts.count, 400) where isMark(line) {
            // Between two rules there may be plain text; settings have a colon.
            let isYAML = line == 1 || bytes.find(ASCII.colon, in: starts[1]..<starts[line]) != nil
            return isYAML ? line + 1 : 0
        }
        return 0
    }

    /// Reads the settings.
    ///
    /// - Parameters:
    ///   - text: the document.
    ///   - path: for the error's place.
    /// - Returns: values by name, nested names joined by dots, lists by position.
    /// - Throws: `SpecError` when it is not YAML.
    static func settings(of text: SpecText, path: String) throws(SpecError) -> [String: String] {
        guard text.bodyLine > 2 else { return [:] }
        let yaml = text.markdown(from: 2, through: text.bodyLine - 1)
        let node: Node?
        do {
            node = try Yams.compose(yaml: yaml)
        } catch {
            throw SpecError(
                code: .frontMatter, message: "the front matter is not YAML: \(error)", place: "\(path):2:1",
                remedy: "write `name: value` lines between the two lines `---`, or remove them")
        }
        var settings: [String: String] = [:]
        if let node { flatten(node, "", 0, &settings) }
        return settings
    }

    private static func flatten(_ node: Node, _ prefix: String, _ depth: Int, _ settings: inout [String: String]) {
        guard depth < 16 else { return }
        let dotted = prefix.isEmpty ? "" : prefix + "."
        switch node {
        case .scalar(let scalar): if !prefix.isEmpty { settings[prefix] = scalar.string }
        case .mapping(let mapping):
            for (key, value) in mapping { flatten(value, dotted + (key.string ?? "?"), depth + 1, &settings) }
        case .sequence(let sequence):
            for (index, value) in sequence.enumerated() { flatten(value, dotted + "\(index)", depth + 1, &settings) }
        case .alias: break
        }
    }
}
