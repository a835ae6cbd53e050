/// A parameter of a function, or a field of a data class.
struct PythonParameter: Sendable, Hashable {
    /// Its name.
    var name: String
    /// Its annotation as it is written.
    var annotation: String?
    /// Its default as it is written.
    var defaultValue: String?

    /// The parameters of a head (`def f(a, b: int = 3)`) that a caller can give by position, without that of the object
    /// or class.
    static func list(of head: String) -> [PythonParameter] {
        let tokens = PythonScanner.tokens(of: head).drop { !$0.isSymbol("(") }
        guard let open = tokens.first else { return [] }
        let inside = tokens.dropFirst().prefix { !($0.isSymbol(")") && $0.depth == open.depth + 1) }
        let parts = inside.split(whereSeparator: { $0.isSymbol(",") && $0.depth == open.depth + 1 })
        var found: [PythonParameter] = []
        for part in parts {
            if part.first?.isSymbol("*") == true || part.first?.isSymbol("**") == true { break }
            guard let parameter = PythonParameter(part, depth: open.depth + 1) else { continue }
            found.append(parameter)
        }
        if let first = found.first, ["self", "cls"].contains(first.name) { found.removeFirst() }
        return found
    }

    /// Reads `name`, `name: annotation`, `name = default` or all of it.
    init?(_ tokens: ArraySlice<PythonToken>, depth: Int) {
        guard let first = tokens.first, first.kind == .name else { return nil }
        name = first.text
        let rest = tokens.dropFirst()
        let equals = rest.firstIndex { $0.isSymbol("=") && $0.depth == depth }
        if let mark = rest.first, mark.isSymbol(":") {
            annotation = Self.text(rest.dropFirst()[..<(equals ?? rest.endIndex)])
        }
        if let equals { defaultValue = Self.text(rest[(equals + 1)...]) }
    }

    private static func text(_ tokens: ArraySlice<PythonToken>) -> String {
        tokens.map { $0.isSymbol(",") ? ", " : $0.isSymbol("|") ? " | " : $0.text }.joined()
    }
}
