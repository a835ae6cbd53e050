/// The numbers by which it is judged what a task's code will use (docs/algorithms/packing.md).
struct NeedWeights: Sendable, Hashable {
    /// The task has the name as code, or as a word.
    var codeName: Float = 1
    var name: Float = 0.3
    /// The functions that change use the name, or something else in the written files does.
    var own: Float = 0.9
    var around: Float = 0.3
    /// A name of which several declarations are known counts so much.
    var ambiguous: Float = 0.3
    /// The written files import the file.
    var imported: Float = 0.15
    /// The task's words in the declaration, by the score of its file.
    var text: Float = 0.4
    /// What a declaration counts that one of the best uses in its signature.
    var lent: Float = 0.2
    /// Variables, members of types, lines between declarations.
    var variable: Float = 0.8
    var fragment: Float = 0.2
    /// Declarations of less value are not shown; whole ones need more than signatures.
    var least: Float = 0.3
    var leastWhole: Float = 0.5
    /// Tokens up to which a declaration is shown whole.
    var wholeTokens = 150

    /// The weights in use.
    static let standard = NeedWeights()
}
