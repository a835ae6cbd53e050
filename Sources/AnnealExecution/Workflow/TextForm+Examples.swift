internal import AnnealContext
internal import AnnealSpecs
internal import Foundation

extension TextForm {
    /// A text of the form, and what comes of it.
    struct Shown: Hashable {
        var text: String
        /// As the language writes it.
        var result: String
    }

    /// Reads the form off examples; `nil` where they have none in common.
    ///
    /// A form is more than what two texts have in common by chance: words are free text, and digits have either a fixed
    /// number or stand in several texts. Runs of digits and of letters are groups, what stands between them is the same in all
    /// texts; pieces that some texts lack are optional. A run has as many digits as in the examples where one of them begins with 0, or where texts that are refused have another number.
    /// Ranges that the specification writes bound a group where they are as many as the groups, in the same order, or
    /// where a text is refused that they alone exclude.
    ///
    /// - Parameters:
    ///   - shown: texts of the form.
    ///   - refused: texts of another form.
    ///   - error: the error that those raise.
    ///   - ranges: ranges as the specification writes them, in its order.
    init?(shown: [Shown], refused: [String], error: String?, ranges: [RepairTemplates.Bounds]) {
        let trimmed = shown.map { $0.text.trimmingCharacters(in: .whitespaces) }
        let trims = zip(shown, trimmed).contains { $0.text != $1 }
        let letterCase = Self.letterCase(of: trimmed)
        let changed = letterCase.map { letters in trimmed.map { letters == .upper ? $0.uppercased() : $0.lowercased() }
        }
        let texts = (changed ?? trimmed).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        guard let form = FormRuns(texts) else { return nil }
        let results = shown.map(\.result)
        let parts = form.runs.map { $0.isPart(results: results) }
        guard parts.contains(true), !form.hasFraction(in: results),
            !zip(form.runs, parts).contains(where: { $1 && $0.isFreeText })
        else { return nil }
        let wrong = refused.map { text in
            let text = trims ? text.trimmingCharacters(in: .whitespaces) : text
            return letterCase.map { $0 == .upper ? text.uppercased() : text.lowercased() } ?? text
        }
        let exact = Self.exactness(of: form, parts, texts: texts, refusing: wrong)
        // One text says nothing of how many digits others have, or whether they have a sign or a fraction.
        let isOpen = zip(form.runs, parts).enumerated().contains { place, run in
            run.1 && run.0.kind == .digits && !exact[place]
        }
        guard texts.count > 1 || !isOpen else { return nil }
        self.init(
            pattern: Self.pattern(form, parts, exact), trims: trims, letterCase: letterCase, error: error)
        bound(by: ranges, texts: texts, refusing: wrong)
    }

    /// The letters that texts are brought to, where two of them differ in nothing else.
    private static func letterCase(of texts: [String]) -> LetterCase? {
        let groups = Dictionary(grouping: Set(texts)) { $0.lowercased() }
        guard groups.values.contains(where: { $0.count > 1 }), let first = texts.first else { return nil }
        let (hasUpper, hasLower) = (first.contains(where: \.isUppercase), first.contains(where: \.isLowercase))
        return hasUpper == hasLower ? nil : hasUpper ? .upper : .lower
    }

    private static func pattern(_ form: FormRuns, _ parts: [Bool], _ exact: [Bool]) -> String {
        let text = form.runs.indices.map { place in
            let run = form.runs[place].pattern(isPart: parts[place], isExact: exact[place])
            let opens = form.optional.contains { $0.lowerBound == place } ? "(?:" : ""
            return opens + run + (form.optional.contains { $0.upperBound == place + 1 } ? ")?" : "")
        }.joined()
        // Where every piece may be missing, one has to be there.
        return form.runs.indices.allSatisfy(form.isOptional) ? "(?=.)" + text : text
    }

    /// Which runs have as many digits or letters as in the examples.
    private static func exactness(
        of form: FormRuns, _ parts: [Bool], texts: [String], refusing wrong: [String]
    ) -> [Bool] {
        var exact = form.runs.map { run in
            let isLetter = run.kind == .letters && run.lengths == [1]
            return isLetter || run.kind == .digits && run.texts.contains { $0.hasPrefix("0") && $0.count > 1 }
        }
        // Numbers of a text that are written alike are written alike in others: `07-12`.
        if exact.indices.contains(where: { exact[$0] && form.runs[$0].kind == .digits }) {
            for index in exact.indices where form.runs[index].kind == .digits && form.runs[index].lengths.count == 1 {
                exact[index] = true
            }
        }
        for index in exact.indices where !exact[index] && parts[index] && form.runs[index].lengths.count == 1 {
            var tighter = exact
            tighter[index] = true
            let (loose, tight) = (pattern(form, parts, exact), pattern(form, parts, tighter))
            if wrong.contains(where: { matches($0, loose) != nil && matches($0, tight) == nil }) { exact = tighter }
        }
        return exact
    }

    /// The groups of a text that a pattern matches.
    private static func matches(_ text: String, _ pattern: String) -> [String]? {
        guard let expression = try? Regex(pattern), let match = text.wholeMatch(of: expression) else { return nil }
        return match.output.dropFirst().map { $0.substring.map(String.init) ?? "" }
    }

    // MARK: - Ranges

    /// Bounds groups by ranges that the specification writes.
    private mutating func bound(by ranges: [RepairTemplates.Bounds], texts: [String], refusing wrong: [String]) {
        let groups = texts.compactMap { Self.matches($0, pattern) }
        guard let first = groups.first, groups.count == texts.count, !ranges.isEmpty else { return }
        let fits = { (range: RepairTemplates.Bounds, group: Int) in
            groups.allSatisfy { $0[group].isEmpty || Self.holds(range, $0[group]) }
        }
        if ranges.count == first.count, ranges.indices.allSatisfy({ fits(ranges[$0], $0) }) {
            for (group, range) in ranges.enumerated() {
                take(range, for: group, isOptional: groups.contains { $0[group].isEmpty })
            }
            return
        }
        for text in wrong {
            guard let found = Self.matches(text, pattern), isWithinBounds(found) else { continue }
            let choices = first.indices.flatMap { group in
                ranges.filter { fits($0, group) && !found[group].isEmpty && !Self.holds($0, found[group]) }.map {
                    (group: group, range: $0)
                }
            }
            // Where several would exclude it nobody knows which is meant.
            guard choices.count == 1 else { continue }
            let group = choices[0].group
            take(choices[0].range, for: group, isOptional: groups.contains { $0[group].isEmpty })
        }
    }

    private func isWithinBounds(_ groups: [String]) -> Bool {
        bounds.allSatisfy { bound in
            Int(groups[bound.group - 1]).map { $0 >= bound.low && $0 <= bound.high } ?? true
        }
    }

    private static func holds(_ range: RepairTemplates.Bounds, _ text: String) -> Bool {
        if let low = Int(range.low), let high = Int(range.high) {
            return Int(text).map { $0 >= low && $0 <= high } ?? false
        }
        return text.count == 1 && text >= range.low && text <= range.high
    }

    /// A number is bounded by a condition, a letter within the expression.
    private mutating func take(_ range: RepairTemplates.Bounds, for group: Int, isOptional: Bool) {
        if let low = Int(range.low), let high = Int(range.high) {
            bounds.removeAll { $0.group == group + 1 }
            bounds.append(Bounds(group: group + 1, low: low, high: high, isOptional: isOptional))
            return
        }
        var opened = 0
        for index in pattern.indices where pattern[index] == "(" && !pattern[..<index].hasSuffix("\\") {
            // Pieces that may be missing are no groups.
            guard !pattern[index...].hasPrefix("(?") else { continue }
            opened += 1
            guard opened == group + 1 else { continue }
            let rest = pattern[pattern.index(after: index)...]
            for letters in ["[A-Z]", "[a-z]", "[A-Za-z]"] where rest.hasPrefix(letters + ")") {
                let end = rest.index(rest.startIndex, offsetBy: letters.count)
                pattern.replaceSubrange(rest.startIndex..<end, with: "[\(range.low)-\(range.high)]")
            }
            return
        }
    }
}

extension TextForm {
    /// The form of the texts that a requirement's function takes apart; `nil` where its examples show none.
    ///
    /// - Parameters:
    ///   - requirement: a requirement of one function.
    ///   - texts: what the specification says besides, for ranges.
    init?(of requirement: Requirement, beside texts: [String]) {
        var shown: [Shown] = []
        var refused: [String] = []
        var error: String?
        for example in requirement.examples where example.setup.isEmpty {
            guard let single = BadFormChecks.singleText(example.call) else { continue }
            switch example.expectation {
            case .value(let value): shown.append(Shown(text: single.text, result: value))
            case .error(let type, _):
                refused.append(single.text)
                error = error ?? type
            case .output: continue
            }
        }
        let named = error ?? requirement.criteria.lazy.compactMap { BadFormChecks.raising($0)?.error }.first
        let ranges = RepairTemplates.bounds(in: ([requirement.text] + texts).joined(separator: "\n"))
        self.init(
            shown: shown, refused: refused, error: named?.split(separator: ".").last.map(String.init), ranges: ranges)
    }
}
