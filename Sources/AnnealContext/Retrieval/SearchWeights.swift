/// The numbers of the ranking, set by hand on several repositories. The figures change little when one is halved or
/// doubled, and choosing them on half of the repositories gains nothing on the others (docs/algorithms/retrieval.md).
struct SearchWeights: Sendable, Hashable {
    /// Saturation of frequencies in files and pieces: the `k1` of BM25.
    var fileSaturation: Float = 2.5
    var pieceSaturation: Float = 1.2
    /// Discount of long pieces: the `b` of BM25.
    var pieceDiscount: Float = 0.7
    /// Exponent on a term's rarity.
    var rarityExponent: Float = 0.8
    /// Files whose pieces and pairs are looked at: the best by fields and path.
    var candidates = 400
    /// Weight of the pieces, and of the second to fourth best one beside the best.
    var pieces: Float = 1
    var furtherPieces: Float = 0.5
    /// An occurrence in a declaration's name counts so much in its piece.
    var definitionInPiece: Float = 3
    /// Weight of pairs, their window in parts of words, and the discount of long files.
    var pairs: Float = 0.5
    var pairWindow: UInt32 = 8
    var pairDiscount: Float = 0.3
    /// Weight of words in the path, and in the file's name by their share of it.
    var path: Float = 0.3
    var name: Float = 2
    /// Weight of the logarithm of the size.
    var size: Float = 0.05
    /// Weight of the folder's best score and of a sibling's.
    var folder: Float = 0.1
    var sibling: Float = 0.3
    /// Weight of references, and how many files they start from.
    var graph: Float = 0.3
    var graphSeeds = 20
    /// Weight of feedback, how many files give terms, and how many terms.
    var feedback: Float = 0.3
    var feedbackFiles = 5
    var feedbackTerms = 20
    /// The best files keep their order.
    var feedbackHeld = 3
    /// Weight of commits with messages like the query, and how many count.
    var messages: Float = 0.3
    var likeCommits = 30
    /// Weight of changes together with the best files: how many, and how many changes of each count.
    var cochange: Float = 0.15
    var cochangeSeeds = 8
    var lastChanges = 60
    /// Weight of the logarithm of the number of changes.
    var churn: Float = 0.05
    /// Weight of the piece whose vector is most like the query's.
    var vectors: Float = 0.5
    /// Weight of the best test of a file.
    var tests: Float = 0.3
    /// Weight of another form of a word.
    var family: Float = 0.4

    /// The weights in use.
    static let standard = SearchWeights()
}
