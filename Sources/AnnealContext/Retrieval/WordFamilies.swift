/// Words that mean the same in code: forms of one word, and words with their usual short forms.
enum WordFamilies {
    /// Endings that are cut off, longest first.
    private static let endings: [[UInt8]] = [
        "ization", "isation", "ational", "ation", "ition", "ment", "ness", "able", "ible", "ance", "ence", "izer",
        "iser",
        "ator", "tion", "sion", "ize", "ise", "ate", "ion", "ive", "ing", "iz", "is", "at", "er", "or", "al", "ly",
        "ed",
        "y", "e",
    ].map { Array($0.utf8) }

    /// What is left of a stem when the endings of nouns, verbs and adjectives are cut off, one after the other; at least
    /// four letters stay.
    ///
    /// - Parameter stem: as the index has it.
    /// - Returns: the root, which all forms of the word begin with.
    static func root(of stem: String) -> String {
        var bytes = Array(stem.utf8)
        var isCut = true
        while isCut {
            isCut = false
            for ending in endings
            where bytes.count >= ending.count + 4 && bytes.suffix(ending.count).elementsEqual(ending) {
                bytes.removeLast(ending.count)
                isCut = true
                break
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The other short and long forms of a stem.
    static func forms(of stem: String) -> [String] { table[stem] ?? [] }

    private static let groups = """
        argument arg, attribute attr, authentication auth, authorization auth, buffer buf, character char, \
        command cmd, compare cmp, configuration config conf cfg, connection conn, context ctx, count cnt, database db, \
        declaration decl, default def, definition def, delete del, dependency dep, destination dst dest, \
        development dev, dictionary dict, difference diff, directory dir folder, document doc, documentation doc, \
        element elem, environment env, error err, execute exec, expression expr, extension ext, function func fn, \
        identifier ident id, implementation impl, information info, initialize init, initializer init, \
        iterator iter, index idx, language lang, length len, library lib, maximum max, memory mem, \
        message msg, minimum min, number num, object obj, operator op, option opt, package pkg, parameter param, \
        pattern pat, pointer ptr, position pos, previous prev, process proc, property prop, reference ref, \
        repository repo, request req, response resp, result res, return ret, separator sep, sequence seq, \
        source src, specification spec, statement stmt, string str, synchronize sync, \
        system sys, table tbl, temporary temp tmp, utility util, value val, variable var, version ver, window win
        """

    private static let table: [String: [String]] = {
        var table: [String: [String]] = [:]
        for group in groups.split(separator: ",") {
            let stems = group.split(separator: " ").map { word in
                String(decoding: Stemmer.stem(Array(word.utf8)[...]), as: UTF8.self)
            }
            for stem in stems {
                table[stem, default: []] += stems.filter { $0 != stem && !(table[stem] ?? []).contains($0) }
            }
        }
        return table
    }()
}
