internal import GRDB

extension QueryTerms {
    /// The most forms that are added for one term.
    static let mostForms = 6

    /// Adds other forms of the terms that the index has: of one word family, and short for long.
    ///
    /// - Parameters:
    ///   - weight: of a form beside its term.
    ///   - segments: of the index.
    ///   - database: the index.
    /// - Throws: `DatabaseError`.
    mutating func expand(weight: Float, segments: [Int64], database: Database) throws {
        guard weight > 0 else { return }
        var known = Set(terms.map(\.text))
        let statement = try database.cachedStatement(
            sql: "SELECT term FROM posting WHERE segment = ? AND term >= ? AND term < ?")
        for term in terms where !term.isWhole {
            var forms = WordFamilies.forms(of: term.text)
            if term.text.utf8.count >= 5 {
                let root = WordFamilies.root(of: term.text)
                for segment in segments where root.utf8.count >= 4 {
                    let found = try String.fetchAll(statement, arguments: [segment, root, root + "\u{7F}"])
                    forms += found.filter { $0.utf8.count <= root.utf8.count + 8 && WordFamilies.root(of: $0) == root }
                }
            }
            for form in forms.prefix(Self.mostForms) where known.insert(form).inserted {
                terms.append(Term(text: form, word: term.word, weight: weight * term.weight, isWhole: false))
            }
        }
    }
}
