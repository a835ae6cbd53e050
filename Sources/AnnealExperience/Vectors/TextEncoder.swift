/// Turns texts into vectors whose products tell how alike they are.
public protocol TextEncoder: Sendable {
    /// Its name, with a version: vectors of different encoders are never compared.
    var name: String { get }
    /// Numbers of a vector.
    var width: Int { get }

    /// The vectors of texts.
    ///
    /// - Parameter texts: any.
    /// - Returns: one vector of length 1 for each text; zeros for a text without a word.
    /// - Throws: `ExperienceError` when the encoder fails.
    func vectors(of texts: [String]) async throws(ExperienceError) -> [[Float]]
}
