/// What a text says of a type.
struct TypeDescription {
    /// The type that it is a subclass of, when the text says so.
    private(set) var base: String?
    /// Its attributes in the text's order, with their types where they are written.
    private(set) var attributes: [(name: String, type: String?)] = []

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - name: the type's name.
    ///   - text: Markdown.
    init(of name: String, in text: String) {
        for mention in text.ranges(of: "\(name)`") {
            let before = text[..<mention.lowerBound].last
            guard before == "`" || before == "." else { continue }
            let line = text[mention.upperBound...].prefix { $0 != "\n" }.prefix(600)
            if base == nil, let match = line.prefix(80).firstMatch(of: /subclass of `([A-Za-z_.]+)`/) {
                base = String(match.1)
            }
            guard attributes.isEmpty else { continue }
            attributes = Self.list(after: text[mention.upperBound...], line: line) ?? Self.sentence(line)
        }
    }

    /// `class FullError(ValueError, level=None)`.
    func error(named name: String) -> String {
        let given = attributes.map { "\($0.name)=None" }
        return "class \(name)(\(([base ?? "Exception"] + given).joined(separator: ", ")))"
    }

    /// `class Trip: car; days: int`; `nil` without attributes.
    func record(named name: String) -> String? {
        guard !attributes.isEmpty else { return nil }
        let shown = attributes.map { attribute in
            attribute.type.map { "\(attribute.name): \($0)" } ?? attribute.name
        }
        return "class \(name): " + shown.joined(separator: "; ")
    }

    /// "has these attributes:" with a list below.
    private static func list(after text: Substring, line: Substring) -> [(name: String, type: String?)]? {
        guard line.contains("attributes:") || line.contains("fields:") else { return nil }
        var found: [(name: String, type: String?)] = []
        for row in text[line.endIndex...].split(separator: "\n") {
            let item = row.drop(while: \.isWhitespace)
            guard item.hasPrefix("- ") || item.hasPrefix("* ") else { break }
            guard let span = item.firstMatch(of: /^[-*] `([^`]+)`/), let attribute = attribute(span.1) else { break }
            found.append(attribute)
        }
        return found
    }

    private static let beginnings = [
        " has the attributes ", " with the attributes ", " is a class with the attributes ", "has attributes ",
        "ts attributes are ", "ts attribute ", "with an attribute ", "with the attribute ", "has an attribute ",
        "has the attribute ", "has the fields ", "with the fields ", "with attributes ", " holds the attributes ",
    ]

    /// "has `columns` (a list) and `rows`", "with the attributes `a`, `b`", "its attribute `line` holds …".
    private static func sentence(_ line: Substring) -> [(name: String, type: String?)] {
        var rest: Substring
        if let start = beginnings.compactMap({ line.firstRange(of: $0) }).min(by: { $0.lowerBound < $1.lowerBound }) {
            rest = line[start.upperBound...]
        } else if line.hasPrefix(" has `") {
            rest = line.dropFirst(5)
        } else {
            return []
        }
        var found: [(name: String, type: String?)] = []
        var unremarked = 0
        while let span = rest.prefixMatch(of: /`([^`]+)`/), let attribute = attribute(span.1) {
            found.append(attribute)
            unremarked += 1
            rest = rest[span.range.upperBound...].drop { $0 == " " }
            if rest.first == "(" {
                let remark = remark(rest)
                rest = rest[remark.endIndex...].drop { $0 == " " }
                let kind = remark.dropFirst().prefix { $0.isLetter }.lowercased()
                let type = ["list": "list", "lists": "list", "dict": "dict", "dicts": "dict", "set": "set"][kind]
                // A remark in the plural is about those before it as well.
                let count = kind.hasSuffix("s") ? unremarked : 1
                for index in found.indices.suffix(count) where found[index].type == nil { found[index].type = type }
                unremarked = 0
            }
            guard let joint = rest.prefixMatch(of: /,?\s*(?:and|or)\s+|,\s*/) else { break }
            rest = rest[joint.range.upperBound...]
        }
        return found
    }

    /// What stands in brackets, brackets within code apart.
    private static func remark(_ text: Substring) -> Substring {
        var depth = 0
        var isCode = false
        for index in text.indices {
            if text[index] == "`" { isCode.toggle() }
            guard !isCode else { continue }
            if text[index] == "(" { depth += 1 }
            if text[index] == ")" {
                depth -= 1
                if depth == 0 { return text[...index] }
            }
        }
        return text
    }

    /// `zones: dict[str, int]` or `zones`.
    private static func attribute(_ span: Substring) -> (name: String, type: String?)? {
        guard let match = span.wholeMatch(of: /([a-z_]\w*)(?:\s*:\s*([A-Za-z][\w\[\], |.]*))?/) else { return nil }
        return (String(match.1), match.2.map(String.init))
    }
}
