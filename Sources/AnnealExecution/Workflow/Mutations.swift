internal import Foundation

/// Small changes of code that a small model gets wrong by a hair: the other case, the other comparison, a bound by one, a
/// statement too many.
///
/// Each is tried by running the checks, which costs no token. Source: the operators are those of mutation testing (R.
/// DeMillo, R. Lipton and F. Sayward, "Hints on Test Data Selection", 1978); that faults are repaired by them where checks
/// decide, W. Weimer and others, "Automatically Finding Patches Using Genetic Programming", ICSE 2009.
enum Mutations {
    /// Words and signs with what takes their place, in the order in which they are tried.
    private static let exchanges: [[(from: String, to: [String])]] = [
        [
            (".lower()", [".upper()", ""]), (".upper()", [".lower()", ""]), (".toLowerCase()", [".toUpperCase()", ""]),
            (".toUpperCase()", [".toLowerCase()", ""]), ("re.match(", ["re.fullmatch("]),
            ("re.search(", ["re.fullmatch("]), ("reverse=True", ["reverse=False"]), ("reverse=False", ["reverse=True"]),
            (".strip()", [""]), (".trim()", [""]),
        ],
        [
            (" <= ", [" < ", " > "]), (" >= ", [" > ", " < "]), (" < ", [" <= ", " >= "]), (" > ", [" >= ", " <= "]),
            (" == ", [" != "]), (" != ", [" == "]), (" === ", [" !== "]), (" !== ", [" === "]),
            (" and ", [" or "]), (" or ", [" and "]), (" && ", [" || "]), (" || ", [" && "]), (" not ", [" "]),
        ],
        [
            ("min(", ["max("]), ("max(", ["min("]), ("floor(", ["ceil(", "round("]), ("ceil(", ["floor(", "round("]),
            (" // ", [" / "]), (" / ", [" // "]), (" + ", [" - "]), (" - ", [" + "]), (" True", [" False"]),
            (" False", [" True"]), (" true", [" false"]), (" false", [" true"]),
        ],
    ]

    /// Variants of a text, each with one change.
    ///
    /// Complexity: O(lines × exchanges).
    ///
    /// - Parameters:
    ///   - text: a file.
    ///   - lines: the lines that may be changed, from 1.
    ///   - limit: how many to give at most; of each group of changes some, in the order of the file.
    /// - Returns: texts that differ from the given one and from each other.
    static func variants(of text: String, lines: Set<Int>, limit: Int) -> [String] {
        let all = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var groups = exchanges.map { group in
            changes(in: all, lines: lines) { line in group.flatMap { exchanged($0.from, for: $0.to, in: line) } }
        }
        groups.append(changes(in: all, lines: lines, shiftedNumbers))
        groups.append(deletions(in: all, lines: lines))
        var seen: Set<String> = [text]
        var found: [String] = []
        var round = 0
        while found.count < limit, groups.contains(where: { round < $0.count }) {
            for group in groups where round < group.count && found.count < limit {
                if seen.insert(group[round]).inserted { found.append(group[round]) }
            }
            round += 1
        }
        return found
    }

    private static func changes(in all: [String], lines: Set<Int>, _ change: (String) -> [String]) -> [String] {
        all.indices.filter { lines.contains($0 + 1) && !isComment(all[$0]) }.flatMap { index in
            change(all[index]).map { line in
                var copy = all
                copy[index] = line
                return copy.joined(separator: "\n")
            }
        }
    }

    /// Words with which a line begins that is no statement by itself, or one whose absence is seldom right.
    private static let structural = [
        "def ", "async ", "class ", "return", "if ", "elif ", "else", "for ", "while ", "try", "except", "finally",
        "with ", "import ", "from ", "@", "}", ")", "]", "function ", "export ", "const ", "let ", "switch", "case ",
        "default", "\"", "'",
    ]

    /// The text without one of its simple statements.
    private static func deletions(in all: [String], lines: Set<Int>) -> [String] {
        all.indices.filter { index in
            let line = all[index].drop { $0 == " " || $0 == "\t" }
            guard lines.contains(index + 1), !isComment(all[index]) else { return false }
            let isOpen = "({[".contains { open in
                let close: Character = open == "(" ? ")" : open == "{" ? "}" : "]"
                return line.count { $0 == open } != line.count { $0 == close }
            }
            return !isOpen && !structural.contains { line.hasPrefix($0) }
        }.map { index in
            var copy = all
            copy.remove(at: index)
            return copy.joined(separator: "\n")
        }
    }

    private static func isComment(_ line: String) -> Bool {
        let start = line.drop { $0 == " " || $0 == "\t" }
        return start.isEmpty || start.hasPrefix("#") || start.hasPrefix("//") || start.hasPrefix("*")
            || start.hasPrefix("/*")
    }

    private static func exchanged(_ from: String, for replacements: [String], in line: String) -> [String] {
        line.ranges(of: from).flatMap { range in
            replacements.map { line.replacingCharacters(in: range, with: $0) }
        }
    }

    /// The line with one of its whole numbers one larger or one smaller; numbers within names stay, and those that are a
    /// text: `count("1")` is no bound.
    private static func shiftedNumbers(_ line: String) -> [String] {
        var found: [String] = []
        var position = line.startIndex
        while position < line.endIndex {
            guard line[position].isASCII, line[position].isNumber else {
                position = line.index(after: position)
                continue
            }
            let end = line[position...].firstIndex { !($0.isASCII && $0.isNumber) } ?? line.endIndex
            let before = position > line.startIndex ? line[line.index(before: position)] : " "
            if let number = Int(line[position..<end]), number < 100_000, !before.isLetter, before != "_", before != ".",
                before != "\"", before != "'"
            {
                found += [number + 1, number - 1].filter { $0 >= 0 }.map {
                    line.replacingCharacters(in: position..<end, with: String($0))
                }
            }
            position = end
        }
        return found
    }
}
