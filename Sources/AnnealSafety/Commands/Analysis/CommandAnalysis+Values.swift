/// Possible values of variables.
extension CommandAnalysis {
    /// How many values of a variable are followed.
    static let mostValues = 8

    /// A value that may be any.
    var anything: Word { Word(text: Mark.unknownText, taint: .uncertain, range: range) }

    /// The values that the script gave to what a name stands for; `nil` where it gave none.
    func known(_ name: String) -> [[Word]]? {
        guard let name = referent(name) else { return nil }
        return scope.variables[name]
    }

    /// Each of some values with each of others; where there are too many, one is any.
    func combined(_ left: [[Word]], _ right: [[Word]], _ combine: ([Word], [Word]) -> [Word]) -> [[Word]] {
        let (left, right) = (left.isEmpty ? [[]] : left, right.isEmpty ? [[]] : right)
        var result: [[Word]] = []
        for start in left {
            for end in right where result.count < Self.mostValues { result.append(combine(start, end)) }
        }
        if left.count * right.count > Self.mostValues { result.append([anything]) }
        return result
    }

    /// The texts of one variable in front of those of another one.
    func joined(_ starts: [[Word]], _ ends: [[Word]]) -> [[Word]] {
        combined(starts, ends) { start, end in
            let start = start.first ?? Word(text: "", range: range)
            let end = end.first ?? Word(text: "", range: range)
            return [Word(text: start.text + end.text, taint: start.taint.union(end.taint), range: end.range)]
        }
    }

    /// All of two lists of values; where there are too many, one is any.
    func either(_ values: [[Word]], _ others: [[Word]]) -> [[Word]] {
        let all = values + others.filter { !values.contains($0) }
        return all.count > Self.mostValues ? Array(all.prefix(Self.mostValues)) + [[anything]] : all
    }

    // MARK: When the shell ends

    /// Keeps the values that a variable has for what runs when the shell ends.
    func rememberValues(of name: String) {
        guard !scope.exitTraps.isEmpty, let values = scope.variables[name] else { return }
        scope.earlier[name] = either(scope.earlier[name] ?? [], values)
    }

    /// Makes the values that variables had possible ones again: a shell may end at any place.
    func recallValues() {
        for (name, values) in scope.earlier { scope.variables[name] = either(scope.variables[name] ?? [], values) }
    }
}
