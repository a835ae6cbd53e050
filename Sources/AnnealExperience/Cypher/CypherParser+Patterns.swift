internal import AnnealFoundation

extension CypherParser {
    mutating func patterns() throws(ExperienceError) -> [CypherPattern] {
        var list = [try pattern()]
        while takeSign(",") { list.append(try pattern()) }
        return list
    }

    mutating func pattern() throws(ExperienceError) -> CypherPattern {
        var name: String?
        if case .name = token.kind, peek(1).isSign("=") {
            name = try self.name("a name")
            index += 1
        }
        var pattern = CypherPattern(name: name, nodes: [try node()], relationships: [])
        while token.isSign("-") || token.isSign("<-") {
            pattern.relationships.append(try relationship())
            pattern.nodes.append(try node())
        }
        return pattern
    }

    private mutating func node() throws(ExperienceError) -> CypherNodePattern {
        let start = location
        try expectSign("(")
        var node = CypherNodePattern(name: nil, labels: [], properties: [:], location: start)
        if !token.isSign(":"), !token.isSign("{"), !token.isSign(")") { node.name = try name("a name or ')'") }
        if token.isSign(":") { node.labels = try labels() }
        if token.isSign("{") { node.properties = try properties() }
        try expectSign(")")
        return node
    }

    mutating func labels() throws(ExperienceError) -> [String] {
        var labels: [String] = []
        while takeSign(":") { labels.append(try name("a label")) }
        return labels
    }

    mutating func properties() throws(ExperienceError) -> [String: CypherExpression] {
        try expectSign("{")
        var members: [String: CypherExpression] = [:]
        if takeSign("}") { return members }
        repeat {
            let start = location
            let key = try name("a name")
            try expectSign(":")
            guard members.updateValue(try expression(), forKey: key) == nil else {
                throw cypherError("'\(key)' is there twice", at: start)
            }
        } while takeSign(",")
        try expectSign("}")
        return members
    }

    /// `-[r:TYPE|OTHER*1..3 {key: value}]->`, `<-[…]-`, `-[…]-`, or without brackets.
    private mutating func relationship() throws(ExperienceError) -> CypherRelationshipPattern {
        let start = location
        let isLeft = takeSign("<-")
        if !isLeft { try expectSign("-") }
        var pattern = CypherRelationshipPattern(
            name: nil, types: [], properties: [:], direction: .either, length: nil, location: start)
        if takeSign("[") {
            if case .name = token.kind { pattern.name = try name("a name") }
            if case .quotedName = token.kind { pattern.name = try name("a name") }
            if takeSign(":") {
                repeat {
                    _ = takeSign(":")
                    pattern.types.append(try name("a type"))
                } while takeSign("|")
            }
            if takeSign("*") { pattern.length = try length(start) }
            if token.isSign("{") { pattern.properties = try properties() }
            try expectSign("]")
        }
        let isRight = takeSign("->")
        if !isRight { try expectSign("-") }
        guard !(isLeft && isRight) else {
            throw cypherError("a relationship points in both directions", at: start, remedy: "write -[]- for either")
        }
        pattern.direction = isLeft ? .left : isRight ? .right : .either
        return pattern
    }

    private mutating func length(_ start: SourceLocation) throws(ExperienceError) -> ClosedRange<Int> {
        func number() -> Int? {
            if case .int(let number) = token.kind { return number }
            return nil
        }
        var (least, most) = (1, Int.max)
        if let first = number() {
            index += 1
            (least, most) = (first, first)
        }
        if takeSign("..") {
            most = .max
            if let last = number() {
                index += 1
                most = last
            }
        }
        guard least <= most else {
            throw cypherError("a length from \(least) to \(most) has nothing in it", at: start, remedy: "write *1..3")
        }
        return least...most
    }
}
