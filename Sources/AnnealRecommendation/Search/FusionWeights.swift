/// How much each signal of a search counts: a linear model, fitted to needs whose packages are known.
///
/// The weights maximise the mean logarithm of the softmax over packages that the known ones get (ListNet's top-one
/// loss with a square penalty).
///
/// Source: Z. Cao et al., "Learning to Rank: From Pairwise Approach to Listwise Approach" (2007).
struct FusionWeights: Sendable {
    /// Likeness of the need's vector to name, summary and the description's beginning.
    var whole: Float
    /// Likeness to the summary alone.
    var summary: Float
    /// Likeness to the description alone.
    var description: Float
    /// BM25F of the need's words.
    var words: Float
    /// BM25F of the words that mean the same.
    var related: Float
    /// Is a well-known program for a concept of the need.
    var known: Float
    /// Is for the language that the need asks for.
    var language: Float
    /// Is for another language.
    var otherLanguage: Float
    /// Is a library where none is asked for.
    var library: Float
    /// Share of the need's words that are somewhere in the package.
    var coverage: Float

    /// With sentence vectors.
    static let withVectors = FusionWeights(
        whole: 1.4, summary: 1.15, description: 1.57, words: 1.06, related: 0.69, known: 2.17, language: 0.3,
        otherLanguage: -0.98, library: -1.06, coverage: 0.65)

    /// Without: words alone.
    static let wordsOnly = FusionWeights(
        whole: 0, summary: 0, description: 0, words: 1.84, related: 0.57, known: 2.42, language: 0.38,
        otherLanguage: -1.2, library: -1.4, coverage: 0.84)
}
