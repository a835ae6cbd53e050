internal import AnnealExperience

/// A query with its parameters, as FalkorDB reads it: `CYPHER name=literal … query`.
enum FalkorQuery {
    /// Writes the parameters before the query.
    ///
    /// - Parameters:
    ///   - query: in Cypher.
    ///   - parameters: values by name.
    /// - Returns: the text of the command.
    /// - Throws: `ExperienceError` for a value or a name that cannot be written.
    static func text(_ query: String, parameters: [String: GraphValue]) throws(ExperienceError) -> String {
        guard !query.utf8.contains(0) else {
            throw ExperienceError(
                code: .query, message: "the query has a character of value 0, where FalkorDB would end it",
                remedy: "leave it out")
        }
        guard !parameters.isEmpty else { return query }
        var text = "CYPHER"
        for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
            guard isName(name) else {
                throw refused(
                    "the name of the parameter '\(name)' cannot be written", name,
                    remedy: "use letters, digits and underscores")
            }
            text += " \(name)="
            try write(value, of: name, to: &text)
        }
        return text + " " + query
    }

    /// Whether a query surely changes nothing: none of the words that change something is in it, not even in a text.
    static func isReading(_ query: String) -> Bool {
        let changing: Set<String> = [
            "CREATE", "MERGE", "SET", "DELETE", "REMOVE", "DROP", "CALL", "FOREACH", "LOAD",
        ]
        return !query.split(whereSeparator: { !($0.isLetter || $0 == "_") }).contains {
            changing.contains($0.uppercased())
        }
    }

    private static func write(_ value: GraphValue, of name: String, to text: inout String) throws(ExperienceError) {
        switch value {
        case .null: text += "null"
        case .bool(let truth): text += truth ? "true" : "false"
        case .int(let number): text += String(number)
        case .double(let number):
            guard number.isFinite else {
                throw refused("FalkorDB has no literal for \(number)", name, remedy: "give null or a finite number")
            }
            // Cypher has no plus sign in exponents.
            text += String(number).replacing("e+", with: "e")
        case .string(let content): try write(content, of: name, to: &text)
        case .list(let items):
            text += "["
            for (index, item) in items.enumerated() {
                if index > 0 { text += ", " }
                try write(item, of: name, to: &text)
            }
            text += "]"
        case .map(let members):
            text += "{"
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { text += ", " }
                try write(key: member.key, of: name, to: &text)
                text += ": "
                try write(member.value, of: name, to: &text)
            }
            text += "}"
        case .node, .relationship, .path:
            throw refused(
                "nodes, relationships and paths are no values of parameters", name,
                remedy: "give an identifier of yours, and match it")
        }
    }

    /// A text between quotation marks: only these and the backslash have a meaning inside.
    private static func write(_ content: String, of name: String, to text: inout String) throws(ExperienceError) {
        text += "\""
        for character in content.unicodeScalars {
            switch character {
            case "\0":
                throw refused(
                    "FalkorDB would end a text at a character of value 0", name, remedy: "leave the character out")
            case "\"", "\\":
                text += "\\"
                text.unicodeScalars.append(character)
            default: text.unicodeScalars.append(character)
            }
        }
        text += "\""
    }

    private static func write(key: String, of name: String, to text: inout String) throws(ExperienceError) {
        guard !isName(key) else { return text += key }
        guard !key.isEmpty, !key.unicodeScalars.contains(where: { $0 == "`" || $0 == "\0" }) else {
            throw refused(
                "the name '\(key)' cannot be written", name,
                remedy: "use names without backticks and without characters of value 0")
        }
        text += "`\(key)`"
    }

    /// Whether a name needs no quoting.
    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    private static func refused(_ message: String, _ name: String, remedy: String) -> ExperienceError {
        ExperienceError(code: .invalid, message: message, place: "parameter \(name)", remedy: remedy)
    }
}
