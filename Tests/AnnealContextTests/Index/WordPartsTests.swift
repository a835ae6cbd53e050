import Testing

@testable import AnnealContext

@Suite("Words of code")
struct WordPartsTests {
    @Test(
        "words split where people see their parts",
        arguments: [
            ("maxRetryCount", ["max", "retry", "count"], "maxretrycount"),
            ("MAX_RETRY_COUNT", ["max", "retry", "count"], "maxretrycount"),
            ("HTTPServer", ["http", "server"], "httpserver"), ("utf8Bytes", ["utf", "8", "byte"], "utf8byt"),
            ("parse", ["pars"], nil), ("_private", ["privat"], nil), ("__", [], nil),
            ("größeÄndern", ["größeändern"], nil),
        ] as [(String, [String], String?)])
    func parts(word: String, parts: [String], whole: String?) {
        let terms = WordParts.terms(of: word.utf8)
        #expect(terms.parts == parts)
        #expect(terms.whole == whole)
    }

    @Test(
        "forms of a word meet in one stem",
        arguments: [
            ["parse", "parsed", "parses", "parsing"], ["entry", "entries"], ["stop", "stopped", "stopping", "stops"],
        ])
    func stems(words: [String]) {
        let stems = Set(words.map { WordParts.terms(of: $0.utf8).parts.joined() })
        #expect(stems.count == 1, "\(stems)")
    }

    @Test(
        "short words and words that only look like forms stay",
        arguments: ["bus", "class", "this", "ring", "red", "status"])
    func kept(word: String) {
        #expect(WordParts.terms(of: word.utf8).parts == [word])
    }

    @Test("families of words share a root, others do not")
    func roots() {
        let root = { (word: String) in WordFamilies.root(of: WordParts.terms(of: word.utf8).parts[0]) }
        #expect(Set(["initialize", "initializer", "initialization", "initializers"].map(root)).count == 1)
        #expect(Set(["parser", "parsing", "parse"].map(root)).count == 1)
        #expect(root("container") != root("contact"))
        #expect(WordFamilies.forms(of: "config").contains("cfg"))
    }
}
