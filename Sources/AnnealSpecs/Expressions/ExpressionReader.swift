/// Reads expressions of Python, JavaScript and Swift well enough to tell complete literals and calls from anything else:
/// brackets balance, quotes close, operands and operators alternate.
///
/// It is strict: what it is not sure of is no expression. Complexity: O(n).
struct ExpressionReader {
    let bytes: Bytes
    let dialect: Dialect
    /// Modules of the project, which may stand in front of a name: `stats.average(…)`.
    var modules = ModuleNames.none
    /// Variables that were set before, which may stand free.
    var variables: Set<String> = []

    static let constants = WordSet("true false none null nil undefined nan infinity")
    static let prefixWords = WordSet("not new await typeof try")
    static let infixWords = WordSet("and or is in not")
    static let refused = WordSet("lambda for if else function yield import def return class async while with")

    /// Reads the whole range as one expression.
    ///
    /// - Parameters:
    ///   - range: where it stands.
    ///   - arrows: whether `=>`, `->`, `=` and the like at the outermost level separate a call from its value.
    /// - Returns: its shape, or `nil` if it is none.
    func read(_ range: Range<Int>, arrows: Bool = false) -> Expression? {
        let range = bytes.trimmed(range)
        guard !range.isEmpty, range.count < 4000 else { return nil }
        var pass = Pass(reader: self, expression: Expression(range: range), offset: range.lowerBound, arrows: arrows)
        return pass.run() ? pass.expression : nil
    }

    /// The arguments of an expression's outermost call.
    ///
    /// - Parameters:
    ///   - expression: what `read(_:arrows:)` gave.
    ///   - arrows: what it was called with.
    /// - Returns: their places without white space at the ends; empty if the expression has no call.
    func arguments(of expression: Expression, arrows: Bool = false) -> [Range<Int>] {
        guard expression.argumentCount > 0 else { return [] }
        let range = expression.range
        var pass = Pass(reader: self, expression: Expression(range: range), offset: range.lowerBound, arrows: arrows)
        pass.arguments = []
        return pass.run() ? pass.arguments ?? [] : []
    }
}
