/// A value of a JSON text that knows the line it begins on, so that an error about its content can say where.
struct JSONNode {
    /// What the value is.
    enum Content {
        case null
        case bool(Bool)
        case number(Double)
        case text(String)
        case list([JSONNode])
        case object([String: JSONNode])
    }

    let content: Content
    let line: Int
    /// The file's name or whatever else the text is called.
    let source: String

    func error(_ message: String, remedy: String? = nil) -> LearningError {
        LearningError(code: .malformed, message: message, place: "\(source):\(line)", remedy: remedy)
    }

    /// A member of an object.
    func member(_ name: String) throws(LearningError) -> JSONNode {
        guard case .object(let members) = content else { throw error("here an object with \"\(name)\" is expected") }
        guard let member = members[name] else { throw error("\"\(name)\" is missing") }
        return member
    }

    /// A member of an object that may be missing or null.
    func optionalMember(_ name: String) throws(LearningError) -> JSONNode? {
        guard case .object(let members) = content else { throw error("here an object is expected") }
        guard let member = members[name] else { return nil }
        if case .null = member.content { return nil }
        return member
    }

    /// The elements of a list.
    func list(_ name: String) throws(LearningError) -> [JSONNode] {
        guard case .list(let elements) = content else { throw error("\(name) is not a list") }
        return elements
    }

    func text(_ name: String) throws(LearningError) -> String {
        guard case .text(let text) = content else { throw error("\(name) is not a text") }
        return text
    }

    func number(_ name: String) throws(LearningError) -> Double {
        guard case .number(let number) = content else { throw error("\(name) is not a number") }
        return number
    }

    /// A whole number within bounds.
    func integer(_ name: String, in range: ClosedRange<Int>) throws(LearningError) -> Int {
        let number = try number(name)
        guard let integer = Int(exactly: number), range.contains(integer) else {
            throw error(
                "\(name) is \(number), not a whole number of \(range.lowerBound) to \(range.upperBound)")
        }
        return integer
    }

    func integers(_ name: String, in range: ClosedRange<Int>) throws(LearningError) -> [Int] {
        var integers: [Int] = []
        for element in try list(name) { integers.append(try element.integer(name, in: range)) }
        return integers
    }
}
