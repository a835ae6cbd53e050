internal import AnnealContext
internal import Foundation

/// Brings what a function returns into the form that an example shows, without a model.
///
/// A small model often computes the right thing and gives it in another form: with the wrong sign, not rounded, as a tuple in
/// place of a list, in small letters. How the value that came differs from the one that an example expects tells which
/// forms are worth a try; whether one is right the checks decide, all of them. Source: repair by templates that are chosen by
/// the failure, as for `RepairTemplates`.
struct ReturnForms: Sendable {
    /// A value that an example expects, and the one that came, as the language writes them.
    struct Difference: Hashable, Sendable {
        /// What the example expects.
        var expected: String
        /// What came.
        var actual: String
    }

    /// Takes the place of what is returned.
    private static let hole = "@"
    private let forms: [String]

    /// Creates the forms for a task's failures.
    ///
    /// - Parameters:
    ///   - language: the language's name; others than Python and JavaScript have no forms.
    ///   - details: what the failed checks say.
    init(language: String, details: [String]) {
        guard language == "python" || language == "javascript" else {
            forms = []
            return
        }
        let differences = details.compactMap(Self.difference)
        let places = differences.compactMap { Self.places(of: $0.expected) }.max() ?? 0
        forms = differences.flatMap { difference in
            Self.forms(of: difference, places: places, isPython: language == "python")
        }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// Variants of a file, each with another form of what one function returns: at its last return, and at all of them.
    ///
    /// - Parameters:
    ///   - text: the file.
    ///   - function: the function.
    /// - Returns: files; none where no form fits.
    func variants(of text: String, function: SourceOutline.Definition) -> [String] {
        guard !forms.isEmpty else { return [] }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let all = (function.lines.lowerBound - 1)..<min(function.lines.upperBound, lines.count)
        let returns = all.compactMap { index in Self.returned(by: lines[index]).map { (index: index, parts: $0) } }
        guard let last = returns.last else { return [] }
        // What has an order of its own would lose it.
        let sorts = lines[all].contains { $0.contains("sorted(") || $0.contains(".sort(") }
        var found: [String] = []
        for form in forms where !(sorts && (form.hasPrefix("sorted(") || form.contains(".sort("))) {
            for chosen in returns.count > 1 ? [[last], returns] : [[last]] {
                var copy = lines
                for (index, parts) in chosen {
                    copy[index] = parts.before + Self.filled(form, with: parts.value) + parts.after
                }
                found.append(copy.joined(separator: "\n"))
            }
        }
        return found.filter { $0 != text }
    }

    /// The values in what a failed check says; `nil` where it was no comparison of values.
    static func difference(in detail: String) -> Difference? {
        let lines = detail.split(separator: "\n")
        for (first, second) in zip(lines, lines.dropFirst()) {
            guard let expected = first.firstRange(of: "expected: "), let actual = second.firstRange(of: "actual:   ")
            else { continue }
            return Difference(
                expected: String(first[expected.upperBound...]), actual: String(second[actual.upperBound...]))
        }
        return nil
    }

    private static func forms(of difference: Difference, places: Int, isPython: Bool) -> [String] {
        if let expected = Double(difference.expected), let actual = Double(difference.actual) {
            return numeric(expected, actual, isWhole: !difference.expected.contains("."), places: places, isPython)
        }
        let (expected, actual) = (text(difference.expected), text(difference.actual))
        switch (expected, actual) {
        case (let expected?, let actual?): return textual(expected, actual, isPython)
        case (let expected?, nil) where expected == difference.actual: return [isPython ? "str(@)" : "String(@)"]
        case (nil, let actual?) where difference.expected == actual:
            return [isPython ? actual.contains(".") ? "float(@)" : "int(@)" : "Number(@)"]
        case (nil, nil): return collected(difference, isPython)
        default: return []
        }
    }

    private static func numeric(
        _ expected: Double, _ actual: Double, isWhole: Bool, places: Int, _ isPython: Bool
    ) -> [String] {
        guard expected.isFinite, actual.isFinite, expected != actual else { return [] }
        let near = { (a: Double, b: Double) in abs(a - b) <= 1e-9 * max(1, abs(a), abs(b)) }
        let functions =
            isPython
            ? (abs: "abs", floor: "math.floor", ceil: "math.ceil", round: "round")
            : (abs: "Math.abs", floor: "Math.floor", ceil: "Math.ceil", round: "Math.round")
        var found: [String] = []
        if near(expected, -actual) {
            found += expected > 0 ? ["\(functions.abs)(@)", "-@"] : ["-@"]
        }
        if isWhole {
            if expected == actual.rounded(.down) { found.append("\(functions.floor)(@)") }
            if expected == actual.rounded(.up) { found.append("\(functions.ceil)(@)") }
            if abs(expected - actual) <= 0.5 { found.append("\(functions.round)(@)") }
        } else if places > 0, places < 10, abs(expected - actual) <= 0.5 * pow(10, -Double(places)) + 1e-9 {
            let scale = "1" + String(repeating: "0", count: places)
            found.append(isPython ? "round(@, \(places))" : "Math.round(@ * \(scale)) / \(scale)")
        }
        for factor in [100.0, 1000, 60] {
            if near(expected, actual * factor) { found.append("@ * \(Int(factor))") }
            if near(expected * factor, actual) { found.append("@ / \(Int(factor))") }
        }
        return found
    }

    private static func textual(_ expected: String, _ actual: String, _ isPython: Bool) -> [String] {
        let candidates: [(result: String, form: String)] = [
            (actual.uppercased(), isPython ? "@.upper()" : "@.toUpperCase()"),
            (actual.lowercased(), isPython ? "@.lower()" : "@.toLowerCase()"),
            (actual.trimmingCharacters(in: .whitespaces), isPython ? "@.strip()" : "@.trim()"),
            (actual.prefix(1).uppercased() + actual.dropFirst().lowercased(), isPython ? "@.capitalize()" : ""),
            (actual.capitalized, isPython ? "@.title()" : ""),
            (String(actual.reversed()), isPython ? "@[::-1]" : "[...@].reverse().join(\"\")"),
        ]
        return candidates.filter { !$0.form.isEmpty && $0.result == expected && $0.result != actual }.map(\.form)
    }

    private static func collected(_ difference: Difference, _ isPython: Bool) -> [String] {
        guard let (kind, items) = items(of: difference.expected), let (came, others) = Self.items(of: difference.actual)
        else { return [] }
        var found: [String] = []
        if isPython, kind != came, kind != "{" {
            if items == others { found.append(kind == "[" ? "list(@)" : "tuple(@)") }
            if items != others || came == "{" { found.append(kind == "[" ? "sorted(@)" : "tuple(sorted(@))") }
        }
        if kind == "[", kind == came, items != others, items.sorted() == others.sorted() {
            if items == others.reversed() { found.append(isPython ? "@[::-1]" : "[...@].reverse()") }
            // JavaScript sorts numbers as texts, unless it is told how to compare.
            let isNumeric = items.allSatisfy { Double($0) != nil }
            found.append(isPython ? "sorted(@)" : isNumeric ? "[...@].sort((a, b) => a - b)" : "[...@].sort()")
        }
        let distinct = others.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        if isPython, kind == "[", kind == came, others.count > items.count, items == distinct {
            found.append("list(dict.fromkeys(@))")
        }
        if !isPython, kind == "[", kind == came, others.count > items.count, Set(items) == Set(others) {
            found.append("[...new Set(@)]")
        }
        return found
    }

    /// The bracket and the items of a list as it is written; only such without brackets within are taken apart.
    private static func items(of text: String) -> (kind: Character, items: [String])? {
        guard let first = text.first, let last = text.last, text.count > 1, "[({".contains(first), "])}".contains(last)
        else { return nil }
        let inner = text.dropFirst().dropLast()
        guard !inner.contains(where: { "[](){}:".contains($0) }) else { return nil }
        let items = inner.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        return (first, items)
    }

    /// The content of a text as it is written, where it has no escapes.
    private static func text(_ literal: String) -> String? {
        guard let quote = literal.first, quote == "\"" || quote == "'", literal.count > 1, literal.last == quote,
            !literal.contains("\\")
        else { return nil }
        return String(literal.dropFirst().dropLast())
    }

    /// Decimal places of a number as it is written.
    private static func places(of literal: String) -> Int? {
        guard Double(literal) != nil, !literal.contains("e"), let point = literal.firstIndex(of: ".") else {
            return nil
        }
        return literal[point...].count - 1
    }

    /// What a line returns, where that ends on it and is worth another form.
    private static func returned(by line: String) -> (before: String, value: String, after: String)? {
        guard let match = line.prefixMatch(of: /\s*return\s+/) else { return nil }
        var value = line[match.range.upperBound...]
        var after = ""
        while let last = value.last, last.isWhitespace || last == ";" {
            after = String(last) + after
            value.removeLast()
        }
        let isConstant = ["None", "True", "False", "null", "undefined", "true", "false", "\"\"", "''", "[]", "{}"]
        guard !value.isEmpty, !isConstant.contains(String(value)), !value.contains("#"), !value.contains("//"),
            depths(in: value).ends == 0
        else { return nil }
        return (String(line[..<match.range.upperBound]), String(value), after)
    }

    /// A form with a value in its place, in parentheses where it needs them.
    private static func filled(_ form: String, with value: String) -> String {
        let outside = depths(in: value[...]).outside
        let isArgument = form.contains("(\(hole))") || form.contains("(\(hole),") || form.contains("...\(hole)]")
        let needs = outside.contains(",") || !isArgument && outside.contains(" ")
        return form.replacing(hole, with: needs ? "(\(value))" : value)
    }

    /// The brackets that are open at the end of an expression, and what is outside of all of them and of texts.
    private static func depths(in value: Substring) -> (ends: Int, outside: String) {
        var depth = 0
        var quote: Character?
        var outside = ""
        for character in value {
            if let open = quote {
                if character == open { quote = nil }
                continue
            }
            switch character {
            case "\"", "'", "`": quote = character
            case "(", "[", "{": depth += 1
            case ")", "]", "}": depth -= 1
            default: if depth == 0 { outside.append(character) }
            }
        }
        return (quote == nil ? depth : -1, outside)
    }
}
