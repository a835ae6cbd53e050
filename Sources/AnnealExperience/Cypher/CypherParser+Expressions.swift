internal import AnnealFoundation

/// Expressions, the weakest operators first: OR, XOR, AND, NOT, comparisons, + -, * / %, ^, sign, then what follows a
/// value.
extension CypherParser {
    mutating func expression() throws(ExperienceError) -> CypherExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth < 100 else { throw cypherError("the expression is nested too deeply", at: location) }
        var left = try exclusive()
        while token.isKeyword("OR") {
            let place = location
            index += 1
            left = .binary(.or, left, try exclusive(), place)
        }
        return left
    }

    private mutating func exclusive() throws(ExperienceError) -> CypherExpression {
        var left = try conjunction()
        while token.isKeyword("XOR") {
            let place = location
            index += 1
            left = .binary(.xor, left, try conjunction(), place)
        }
        return left
    }

    private mutating func conjunction() throws(ExperienceError) -> CypherExpression {
        var left = try negation()
        while token.isKeyword("AND") {
            let place = location
            index += 1
            left = .binary(.and, left, try negation(), place)
        }
        return left
    }

    private mutating func negation() throws(ExperienceError) -> CypherExpression {
        let place = location
        var count = 0
        while takeKeyword("NOT") { count += 1 }
        var inner = try comparison()
        for _ in 0..<count { inner = .not(inner, place) }
        return inner
    }

    private mutating func comparison() throws(ExperienceError) -> CypherExpression {
        let first = try sum()
        var left = first
        var result: CypherExpression?
        // `1 < x < 3` is both comparisons.
        while true {
            let place = location
            if takeKeyword("IS") {
                let isNegated = takeKeyword("NOT")
                try expectKeyword("NULL")
                left = .isNull(left, negated: isNegated)
                continue
            }
            guard let sign = try comparisonOperator() else { break }
            let right = try sum()
            let compared = CypherExpression.binary(sign, left, right, place)
            if [.isIn, .startsWith, .endsWith, .contains].contains(sign) {
                left = compared
                continue
            }
            result = result.map { .binary(.and, $0, compared, place) } ?? compared
            left = right
        }
        return result ?? left
    }

    private mutating func comparisonOperator() throws(ExperienceError) -> CypherExpression.Operator? {
        for sign in ["=", "<>", "<=", ">=", "<", ">"] where takeSign(sign) {
            return CypherExpression.Operator(rawValue: sign)
        }
        if takeKeyword("IN") { return .isIn }
        if takeKeyword("CONTAINS") { return .contains }
        if takeKeyword("STARTS") {
            try expectKeyword("WITH")
            return .startsWith
        }
        if takeKeyword("ENDS") {
            try expectKeyword("WITH")
            return .endsWith
        }
        if token.isSign("=~") { throw cypherError("regular expressions are not understood", at: location) }
        return nil
    }

    private mutating func sum() throws(ExperienceError) -> CypherExpression {
        var left = try product()
        while token.isSign("+") || token.isSign("-") {
            let (place, sign) = (location, token.text)
            index += 1
            left = .binary(sign == "+" ? .add : .subtract, left, try product(), place)
        }
        return left
    }

    private mutating func product() throws(ExperienceError) -> CypherExpression {
        var left = try power()
        while let sign = ["*", "/", "%"].first(where: { token.isSign($0) }) {
            let place = location
            index += 1
            left = .binary(CypherExpression.Operator(rawValue: sign) ?? .multiply, left, try power(), place)
        }
        return left
    }

    private mutating func power() throws(ExperienceError) -> CypherExpression {
        var left = try signed()
        while token.isSign("^") {
            let place = location
            index += 1
            left = .binary(.power, left, try signed(), place)
        }
        return left
    }

    private mutating func signed() throws(ExperienceError) -> CypherExpression {
        let place = location
        if takeSign("-") {
            depth += 1
            defer { depth -= 1 }
            guard depth < 100 else { throw cypherError("the expression is nested too deeply", at: place) }
            return .negative(try signed(), place)
        }
        _ = takeSign("+")
        return try postfix()
    }

    /// A value with `.key`, `[index]`, `[from..to]` or `:Label` behind it.
    mutating func postfix() throws(ExperienceError) -> CypherExpression {
        var base = try atom()
        while true {
            let place = location
            if takeSign(".") {
                base = .property(base, try name("a property"), place)
            } else if takeSign("[") {
                base = try bracket(behind: base, place)
            } else if token.isSign(":"), case .variable = base {
                base = .hasLabels(base, try labels(), place)
            } else {
                return base
            }
        }
    }

    private mutating func bracket(
        behind base: CypherExpression, _ place: SourceLocation
    ) throws(ExperienceError) -> CypherExpression {
        if takeSign("..") {
            let to = token.isSign("]") ? nil : try expression()
            try expectSign("]")
            return .slice(base, nil, to, place)
        }
        let first = try expression()
        if takeSign("..") {
            let to = token.isSign("]") ? nil : try expression()
            try expectSign("]")
            return .slice(base, first, to, place)
        }
        try expectSign("]")
        return .element(base, first, place)
    }

    private mutating func atom() throws(ExperienceError) -> CypherExpression {
        let place = location
        switch token.kind {
        case .int(let number): return literal(.int(number))
        case .double(let number): return literal(.double(number))
        case .string(let text): return literal(.string(text))
        case .parameter(let name):
            index += 1
            return .parameter(name, place)
        case .quotedName(let name):
            index += 1
            return .variable(name, place)
        case .name(let name): return try named(name, place)
        case .sign("["): return try listOrComprehension()
        case .sign("{"): return .map(try properties())
        case .sign("("):
            if let pattern = try patternExpression() { return .exists(pattern) }
            index += 1
            let inner = try expression()
            try expectSign(")")
            return inner
        default: throw unexpected("an expression is expected")
        }
    }

    private mutating func literal(_ value: GraphValue) -> CypherExpression {
        index += 1
        return .literal(value)
    }

    private mutating func named(_ name: String, _ place: SourceLocation) throws(ExperienceError) -> CypherExpression {
        switch name.uppercased() {
        case "TRUE": return literal(.bool(true))
        case "FALSE": return literal(.bool(false))
        case "NULL": return literal(.null)
        case "CASE": return try choice()
        default: break
        }
        index += 1
        guard takeSign("(") else { return .variable(name, place) }
        let function = name.lowercased()
        if function == "exists", let pattern = try patternExpression() {
            try expectSign(")")
            return .exists(pattern)
        }
        if function == "count", takeSign("*") {
            try expectSign(")")
            return .countRows
        }
        let isDistinct = takeKeyword("DISTINCT")
        var arguments: [CypherExpression] = []
        if !token.isSign(")") {
            repeat { arguments.append(try expression()) } while takeSign(",")
        }
        try expectSign(")")
        try CypherFunction.check(function, written: name, count: arguments.count, isDistinct: isDistinct, at: place)
        if CypherAggregate(rawValue: function) != nil, arguments.contains(where: \.isAggregate) {
            throw cypherError("\(name) is taken of an expression that several rows went into already", at: place)
        }
        return .call(function, isDistinct: isDistinct, arguments, place)
    }

    /// A pattern as a condition, such as `(a)-[:NEEDS]->(b)`: told from an expression in brackets by trying.
    private mutating func patternExpression() throws(ExperienceError) -> CypherPattern? {
        let start = index
        do {
            let pattern = try pattern()
            if !pattern.relationships.isEmpty, pattern.name == nil { return pattern }
        } catch {}
        index = start
        return nil
    }

    private mutating func choice() throws(ExperienceError) -> CypherExpression {
        index += 1
        let subject = token.isKeyword("WHEN") ? nil : try expression()
        var branches: [CypherExpression.Branch] = []
        while takeKeyword("WHEN") {
            let condition = try expression()
            try expectKeyword("THEN")
            branches.append(CypherExpression.Branch(condition: condition, value: try expression()))
        }
        guard !branches.isEmpty else { throw unexpected("WHEN is expected") }
        let otherwise = takeKeyword("ELSE") ? try expression() : nil
        try expectKeyword("END")
        return .choice(subject, branches, otherwise: otherwise)
    }

    private mutating func listOrComprehension() throws(ExperienceError) -> CypherExpression {
        let place = location
        index += 1
        if takeSign("]") { return .list([]) }
        if case .name(let name) = token.kind, peek(1).isKeyword("IN") {
            index += 2
            let list = try expression()
            let condition = takeKeyword("WHERE") ? try expression() : nil
            let gives = takeSign("|") ? try expression() : nil
            try expectSign("]")
            return .comprehension(name, in: list, where: condition, gives: gives, place)
        }
        var items = [try expression()]
        while takeSign(",") { items.append(try expression()) }
        try expectSign("]")
        return .list(items)
    }
}
