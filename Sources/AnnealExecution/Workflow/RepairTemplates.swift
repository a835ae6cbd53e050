internal import AnnealContext

/// Statements that nearly right functions of small models lack, put in without a model: a text that is trimmed or brought
/// to one case at the beginning, a value that is checked against a range before the end.
///
/// The ranges are those that the specification writes (`1`–`30`, `A` to `K`, 1-20). Source: repair by templates of what
/// people add, among them the range check: D. Kim and others, "Automatic Patch Generation Learned from Human-Written
/// Patches", ICSE 2013.
struct RepairTemplates: Sendable {
    /// A range as the specification writes it.
    struct Bounds: Hashable, Sendable {
        /// The lowest value: digits, or one letter.
        var low: String
        /// The highest value.
        var high: String

        /// Whether it is one of numbers.
        var isNumeric: Bool { low.first?.isNumber == true }
    }

    /// The language of the function; others than these two have no templates.
    private enum Dialect {
        case python
        case javascript
    }

    private let dialect: Dialect?
    private let bounds: [Bounds]
    private let error: String?

    /// Creates the templates for a task.
    ///
    /// - Parameters:
    ///   - language: the language's name.
    ///   - text: the task's requirements and what the specification says besides, for ranges.
    ///   - error: the kind of error that examples expect; `nil` where they expect none, and then no range is checked.
    init(language: String, text: String, error: String?) {
        dialect =
            switch language {
            case "python": .python
            case "javascript": .javascript
            default: nil
            }
        bounds = error == nil ? [] : Self.bounds(in: text)
        self.error = error
    }

    /// Ranges in a text, each once, at most six.
    static func bounds(in text: String) -> [Bounds] {
        var found: [Bounds] = []
        for match in text.matches(of: /\b(\d{1,6}|[A-Za-z])`? ?(?:–|—|-|to|\.\.) ?`?(\d{1,6}|[A-Za-z])\b/) {
            let (low, high) = (String(match.1), String(match.2))
            let isOrdered: Bool
            if let first = Int(low), let last = Int(high) {
                isOrdered = first < last
            } else {
                isOrdered = low.first?.isLetter == true && high.first?.isLetter == true && low < high
            }
            let bounds = Bounds(low: Int(low).map(String.init) ?? low, high: Int(high).map(String.init) ?? high)
            if isOrdered, !found.contains(bounds) { found.append(bounds) }
        }
        return Array(found.prefix(6))
    }

    /// Variants of a file, each with one statement more in one function.
    ///
    /// - Parameters:
    ///   - text: the file.
    ///   - function: the function.
    ///   - acceptsMore: whether a call that should give a value fails.
    ///   - refusesMore: whether a call that should fail gives a value.
    /// - Returns: files, those first that change how a text is read.
    func variants(
        of text: String, function: SourceOutline.Definition, acceptsMore: Bool, refusesMore: Bool
    ) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let dialect, let body = Self.body(of: function, in: lines, dialect) else { return [] }
        let indent = String(lines[body.lowerBound].prefix { $0 == " " || $0 == "\t" })
        let parameters = Self.parameters(of: function.signature)
        var found: [String] = []
        func add(_ statements: [String], at line: Int) {
            var copy = lines
            copy.insert(contentsOf: statements.map { indent + $0 }, at: line)
            found.append(copy.joined(separator: "\n"))
        }
        if acceptsMore {
            let texts = parameters.filter { $0.mayBeText && $0.isTyped }
            if texts.count > 1 {
                // What holds for one of several texts mostly holds for all.
                for index in Self.normalisations(of: "", dialect).indices {
                    add(texts.map { Self.normalisations(of: $0.name, dialect)[index] }, at: body.lowerBound)
                }
            }
            for parameter in parameters where parameter.mayBeText {
                for statement in Self.normalisations(of: parameter.name, dialect) {
                    add([statement], at: body.lowerBound)
                }
            }
        }
        let end = body.last { lines[$0].hasPrefix(indent + "return") }
        if refusesMore, let end, let error {
            let names = Self.assigned(in: lines[body.lowerBound..<end]) + parameters.map(\.name)
            let distinct = names.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            for name in distinct.prefix(6) {
                for bounds in bounds { add(Self.check(name, bounds, error, dialect), at: end) }
            }
        }
        return found
    }

    private static func normalisations(of name: String, _ dialect: Dialect) -> [String] {
        switch dialect {
        case .python:
            [".strip().upper()", ".strip().lower()", ".strip()", ".upper()", ".lower()"].map {
                "\(name) = \(name)\($0)"
            }
        case .javascript:
            [".trim().toUpperCase()", ".trim().toLowerCase()", ".trim()", ".toUpperCase()", ".toLowerCase()"].map {
                "\(name) = \(name)\($0);"
            }
        }
    }

    private static func check(_ name: String, _ bounds: Bounds, _ error: String, _ dialect: Dialect) -> [String] {
        switch dialect {
        case .python:
            let range =
                bounds.isNumeric
                ? "\(bounds.low) <= int(\(name)) <= \(bounds.high)"
                : "\"\(bounds.low)\" <= \(name) <= \"\(bounds.high)\""
            return ["if not \(range):", "    raise \(error)"]
        case .javascript:
            let (value, low, high) =
                bounds.isNumeric
                ? ("Number(\(name))", bounds.low, bounds.high) : (name, "\"\(bounds.low)\"", "\"\(bounds.high)\"")
            return ["if (!(\(value) >= \(low) && \(value) <= \(high))) throw new \(error)();"]
        }
    }

    /// The lines of a function's body, without its documentation; `nil` when it has none.
    private static func body(
        of function: SourceOutline.Definition, in lines: [String], _ dialect: Dialect
    ) -> Range<Int>? {
        let all = (function.lines.lowerBound - 1)..<min(function.lines.upperBound, lines.count)
        let opening = dialect == .python ? ":" : "{"
        func ends(_ index: Int) -> Bool { lines[index].trimmingSuffix(while: \.isWhitespace).hasSuffix(opening) }
        guard let start = all.first(where: { lines[$0].contains("\(function.name)") }),
            let head = (start..<all.upperBound).first(where: ends)
        else { return nil }
        var first = head + 1
        if dialect == .python, first < all.upperBound, let quotes = quotes(of: lines[first]) {
            let opened = lines[first].drop(while: \.isWhitespace).dropFirst(3)
            if !opened.contains(quotes) {
                first += 1
                while first < all.upperBound, !lines[first].contains(quotes) { first += 1 }
            }
            first += 1
        }
        while first < all.upperBound, lines[first].allSatisfy(\.isWhitespace) { first += 1 }
        return first < all.upperBound ? first..<all.upperBound : nil
    }

    private static func quotes(of line: String) -> String? {
        let start = line.drop(while: \.isWhitespace)
        return ["\"\"\"", "'''"].first { start.hasPrefix($0) }
    }

    private struct Parameter {
        var name: String
        var mayBeText: Bool
        var isTyped: Bool
    }

    private static func parameters(of signature: String) -> [Parameter] {
        guard let open = signature.firstIndex(of: "("), let close = signature.lastIndex(of: ")"), open < close else {
            return []
        }
        return signature[signature.index(after: open)..<close].split(separator: ",").compactMap { part in
            let name = part.drop { !$0.isLetter && $0 != "_" }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            guard !name.isEmpty, name != "self", name != "cls", !part.contains("*"), !part.contains("{") else {
                return nil
            }
            let type = part.split(separator: ":").dropFirst().first
            return Parameter(
                name: String(name), mayBeText: type.map { $0.contains("str") } ?? true, isTyped: type != nil)
        }
    }

    /// Names that get a value in some lines, the last first.
    private static func assigned(in lines: ArraySlice<String>) -> [String] {
        lines.reversed().flatMap { line -> [String] in
            guard let match = line.firstMatch(of: /^\s*(?:const |let |var )?[\[(]?([A-Za-z_][\w, ]*)[\])]?\s*=[^=]/)
            else {
                return []
            }
            return match.1.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        var end = endIndex
        while end > startIndex, isDropped(self[index(before: end)]) { end = index(before: end) }
        return self[..<end]
    }
}
