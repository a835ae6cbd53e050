/// Names that stand for other variables, and variables of functions.
extension CommandAnalysis {
    /// The variable that a name stands for: itself, or what a reference leads to; `nil` where that is not known.
    func referent(_ name: String) -> String? {
        var name = name
        for _ in 0..<8 {
            guard let next = scope.references[name] else { return name }
            guard !next.isEmpty, !next.utf8.contains(where: Mark.isMark) else { return nil }
            name = next
        }
        return nil
    }

    /// The variable that an assignment changes; `nil` where it changes none but tells a reference what it stands for, and
    /// where nobody knows.
    func assigned(_ name: String, _ values: [[Word]]) -> String? {
        if scope.references[name] == "" {
            refer(name, to: values.count == 1 ? values.first?.first : nil)
            return nil
        }
        let target = referent(name)
        if target == nil { emit(.opaque, target: "what \(name) stands for") }
        return target
    }

    /// Makes a name stand for another variable.
    ///
    /// - Parameters:
    ///   - name: the name.
    ///   - target: the other one's; `nil` where it is not known.
    func refer(_ name: String, to target: Word?) {
        let text = target?.literal ?? Mark.unknownText
        // An index is expanded whenever the name is used.
        if text.contains("[") { expandIndex(of: text) }
        scope.references[name] = isCertain && text != name && Self.isName(text) ? text : Mark.unknownText
    }

    /// `declare -n name`: its value is the name of the variable that it stands for, or will be.
    func refer(_ name: String) {
        guard scope.references[name] == nil else { return }
        guard let values = scope.variables[name] else {
            scope.references[name] = isCertain ? "" : Mark.unknownText
            return
        }
        refer(name, to: values.count == 1 ? values.first?.first : nil)
    }

    /// `declare +n name`, `unset -n name`: the name stands for itself again.
    ///
    /// - Parameters:
    ///   - name: the name.
    ///   - keepsValue: whether its value is the other one's name then, rather than nothing.
    func endReference(_ name: String, keepsValue: Bool) {
        guard let target = scope.references[name] else { return }
        guard isCertain else {
            scope.references[name] = Mark.unknownText
            return
        }
        scope.references[name] = nil
        replace(name, [[Word(text: keepsValue ? target : "", range: range)]])
    }

    /// Whether what is being looked at happens whenever the function around it is called, or the script runs.
    private var isCertain: Bool { branches == calls.last?.branches ?? 0 }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(first >= 0x30 && first <= 0x39) else { return false }
        return text.utf8.allSatisfy {
            ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x5F
        }
    }

    // MARK: Functions

    /// Notes what a variable is before the function at hand declares its own of that name.
    ///
    /// - Returns: whether it is a new one.
    func declareLocal(_ name: String) -> Bool {
        guard let last = scope.locals.indices.last, scope.locals[last][name] == nil else { return false }
        scope.locals[last][name] = Scope.Local(
            values: scope.variables[name], reference: scope.references[name], isCertain: isCertain)
        if isCertain { scope.references[name] = nil }
        return true
    }

    /// Gives the variables that a function declared for itself back what they were outside of it.
    func endLocals() {
        for (name, local) in scope.locals.popLast() ?? [:] {
            rememberValues(of: name)
            let own = scope.variables[name]
            let reference = scope.references[name]
            if local.isCertain {
                scope.variables[name] = local.values
                scope.references[name] = local.reference
            } else {
                if let own, let values = local.values { scope.variables[name] = either(own, values) }
                if reference != local.reference { scope.references[name] = Mark.unknownText }
            }
        }
    }
}
