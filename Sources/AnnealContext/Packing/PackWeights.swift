/// The numbers of packing, set by hand on three repositories (docs/algorithms/packing.md).
struct PackWeights: Sendable, Hashable {
    /// Saturation of frequencies in a unit, and discount of long ones: `k1` and `b` of BM25.
    var saturation: Float = 1.5
    var discount: Float = 0.5
    /// Exponent on a term's rarity.
    var rarityExponent: Float = 0.8
    /// What a file's score counts beside that of the unit.
    var file: Float = 0.6
    /// What a name adds that the task writes as code, and one that it has as a word.
    var codeName: Float = 0.8
    var name: Float = 0.3
    /// What those add that are called by, and that call, the best units.
    var callee: Float = 0.02
    var caller: Float = 0.02
    /// How many of the best units lend to those.
    var lenders = 8
    /// Exponent on a file's score, which tells the best files from the rest.
    var fileExponent: Float = 1.5
    /// Lines between definitions, variables, and units of tests count so much.
    var fragment: Float = 0.5
    var variable: Float = 0.6
    var test: Float = 0.4
    /// Exponent on the tokens by which a value is divided to be chosen, and tokens that are added before.
    var cost: Float = 0.1
    var floor: Float = 40
    /// Share of the budget for outlines.
    var outline: Float = 0.2
    /// Most of the budget that rules may take.
    var rules: Float = 0.2
    /// Most of the budget that one unit may take.
    var unit: Float = 0.8

    /// The weights in use.
    static let standard = PackWeights()
}
