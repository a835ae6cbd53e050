internal import AnnealFoundation

/// Reads a query: clauses by recursive descent.
struct CypherParser {
    var tokens: [CypherToken]
    var index = 0
    let text: [Character]
    /// How deeply expressions are nested.
    var depth = 0

    /// The clauses of a query.
    ///
    /// - Throws: `ExperienceError` with line and column.
    static func clauses(_ query: String) throws(ExperienceError) -> [CypherClause] {
        var parser = CypherParser(tokens: try CypherLexer.tokens(query), text: Array(query))
        return try parser.clauses()
    }

    var token: CypherToken { tokens[min(index, tokens.count - 1)] }
    var location: SourceLocation { token.location }

    func peek(_ ahead: Int) -> CypherToken { tokens[min(index + ahead, tokens.count - 1)] }

    mutating func takeKeyword(_ word: String) -> Bool {
        guard token.isKeyword(word) else { return false }
        index += 1
        return true
    }

    mutating func takeSign(_ sign: String) -> Bool {
        guard token.isSign(sign) else { return false }
        index += 1
        return true
    }

    mutating func expectKeyword(_ word: String) throws(ExperienceError) {
        guard takeKeyword(word) else { throw unexpected("\(word) is expected") }
    }

    mutating func expectSign(_ sign: String) throws(ExperienceError) {
        guard takeSign(sign) else { throw unexpected("'\(sign)' is expected") }
    }

    func unexpected(_ what: String) -> ExperienceError {
        cypherError("\(what), not \(token.kind == .end ? "the end" : "'\(token.text)'")", at: location)
    }

    /// A name that is written by the user.
    mutating func name(_ what: String) throws(ExperienceError) -> String {
        switch token.kind {
        case .name(let name), .quotedName(let name):
            index += 1
            return name
        default: throw unexpected("\(what) is expected")
        }
    }

    private mutating func clauses() throws(ExperienceError) -> [CypherClause] {
        var clauses: [CypherClause] = []
        while token.kind != .end {
            if takeSign(";") {
                guard token.kind == .end else { throw unexpected("one query at a time: the end is expected") }
                break
            }
            if case .project(let last)? = clauses.last, last.isReturn {
                throw unexpected("RETURN is the last clause: the end is expected")
            }
            clauses.append(try clause())
        }
        guard let last = clauses.last else { throw unexpected("a clause is expected") }
        switch last {
        case .match, .unwind: throw cypherError("the query ends without RETURN or a change", at: location)
        case .project(let projection) where !projection.isReturn:
            throw cypherError("the query ends with WITH", at: location, remedy: "end it with RETURN")
        default: return clauses
        }
    }

    private mutating func clause() throws(ExperienceError) -> CypherClause {
        let start = location
        if takeKeyword("OPTIONAL") {
            try expectKeyword("MATCH")
            return try match(isOptional: true)
        }
        if takeKeyword("MATCH") { return try match(isOptional: false) }
        if takeKeyword("UNWIND") {
            let list = try expression()
            try expectKeyword("AS")
            return .unwind(list, as: try name("a name"), start)
        }
        if takeKeyword("CREATE") { return .create(try patterns()) }
        if takeKeyword("MERGE") { return try merge() }
        if takeKeyword("SET") { return .set(try setItems()) }
        if takeKeyword("REMOVE") { return .remove(try removeItems()) }
        if takeKeyword("DETACH") {
            try expectKeyword("DELETE")
            return .delete(try expressions(), detach: true, start)
        }
        if takeKeyword("DELETE") { return .delete(try expressions(), detach: false, start) }
        if takeKeyword("WITH") { return .project(try projection(isReturn: false, start)) }
        if takeKeyword("RETURN") { return .project(try projection(isReturn: true, start)) }
        throw unexpected("a clause (MATCH, CREATE, MERGE, SET, REMOVE, DELETE, UNWIND, WITH, RETURN) is expected")
    }

    private mutating func match(isOptional: Bool) throws(ExperienceError) -> CypherClause {
        let patterns = try patterns()
        let condition = takeKeyword("WHERE") ? try expression() : nil
        return .match(CypherMatch(patterns: patterns, condition: condition, isOptional: isOptional))
    }

    private mutating func merge() throws(ExperienceError) -> CypherClause {
        let start = location
        let pattern = try pattern()
        guard pattern.relationships.allSatisfy({ $0.length == nil && $0.types.count == 1 }) else {
            throw cypherError("MERGE needs relationships with one type and no length", at: start)
        }
        var (onCreate, onMatch): ([CypherSetItem], [CypherSetItem]) = ([], [])
        while takeKeyword("ON") {
            if takeKeyword("CREATE") {
                try expectKeyword("SET")
                onCreate += try setItems()
            } else {
                try expectKeyword("MATCH")
                try expectKeyword("SET")
                onMatch += try setItems()
            }
        }
        return .merge(pattern, onCreate: onCreate, onMatch: onMatch)
    }

    private mutating func setItems() throws(ExperienceError) -> [CypherSetItem] {
        var items: [CypherSetItem] = []
        repeat {
            let start = location
            if case .name = peek(0).kind, peek(1).isSign(":") {
                items.append(.labels(try name("a name"), try labels(), start))
                continue
            }
            let target = try postfix()
            if case .property(let base, let key, _) = target {
                try expectSign("=")
                items.append(.property(base, key, try expression(), start))
            } else if case .variable(let name, _) = target {
                if takeSign("+=") {
                    items.append(.merge(name, try expression(), start))
                } else {
                    try expectSign("=")
                    items.append(.replace(name, try expression(), start))
                }
            } else {
                throw cypherError("SET needs a property or a name", at: start)
            }
        } while takeSign(",")
        return items
    }

    private mutating func removeItems() throws(ExperienceError) -> [CypherRemoveItem] {
        var items: [CypherRemoveItem] = []
        repeat {
            let start = location
            if case .name = peek(0).kind, peek(1).isSign(":") {
                items.append(.labels(try name("a name"), try labels(), start))
                continue
            }
            guard case .property(let base, let key, _) = try postfix() else {
                throw cypherError("REMOVE needs a property or labels", at: start)
            }
            items.append(.property(base, key, start))
        } while takeSign(",")
        return items
    }

    private mutating func expressions() throws(ExperienceError) -> [CypherExpression] {
        var list = [try expression()]
        while takeSign(",") { list.append(try expression()) }
        return list
    }

    private mutating func projection(
        isReturn: Bool, _ start: SourceLocation
    ) throws(ExperienceError) -> CypherProjection {
        var projection = CypherProjection(
            isReturn: isReturn, isDistinct: takeKeyword("DISTINCT"), includesAll: false, items: [], order: [],
            skip: nil,
            limit: nil, condition: nil, location: start)
        if takeSign("*") {
            projection.includesAll = true
            if takeSign(",") { projection.items = try items(isReturn: isReturn) }
        } else {
            projection.items = try items(isReturn: isReturn)
        }
        if takeKeyword("ORDER") {
            try expectKeyword("BY")
            repeat {
                let key = try expression()
                let isDescending = takeKeyword("DESC") || takeKeyword("DESCENDING")
                if !isDescending { _ = takeKeyword("ASC") || takeKeyword("ASCENDING") }
                projection.order.append(CypherProjection.Order(expression: key, isDescending: isDescending))
            } while takeSign(",")
        }
        if takeKeyword("SKIP") { projection.skip = try expression() }
        if takeKeyword("LIMIT") { projection.limit = try expression() }
        if !isReturn, takeKeyword("WHERE") { projection.condition = try expression() }
        return projection
    }

    private mutating func items(isReturn: Bool) throws(ExperienceError) -> [CypherProjection.Item] {
        var items: [CypherProjection.Item] = []
        repeat {
            let (first, start) = (index, location)
            let expression = try expression()
            var name = source(from: first)
            if takeKeyword("AS") {
                name = try self.name("a name")
            } else if case .variable = expression {
            } else if !isReturn {
                throw cypherError("an expression of WITH needs a name", at: start, remedy: "write AS name after it")
            }
            guard !items.contains(where: { $0.name == name }) else {
                throw cypherError("the column '\(name)' is there twice", at: start, remedy: "write AS name after one")
            }
            items.append(CypherProjection.Item(expression: expression, name: name))
        } while takeSign(",")
        return items
    }

    /// The query's text from a token to the one before the present one, which names a column.
    private func source(from first: Int) -> String {
        tokens[first..<index].reduce(into: "") { text, token in
            let word = token.text
            if let last = text.last, last.isLetter || last.isNumber, let next = word.first,
                next.isLetter || next.isNumber
            {
                text += " "
            }
            text += word
        }
    }
}
