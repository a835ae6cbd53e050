import AnnealRecommendation
import Testing

@testable import AnnealRecommendation

@Suite("Search for packages")
struct CatalogueSearchTests {
    private static let packages = [
        CataloguePackage(
            name: "rabbitmq-server", section: "net", summary: "AMQP server written in Erlang",
            description: "An implementation of AMQP, the emerging standard for enterprise messaging."),
        CataloguePackage(
            name: "python3-flask", section: "python", summary: "micro web framework based on Werkzeug and Jinja2"),
        CataloguePackage(name: "ruby-sinatra", section: "ruby", summary: "Ruby web-development dressed in a DSL"),
        CataloguePackage(name: "libyaml-cpp-dev", section: "libdevel", summary: "YAML parser and emitter for C++"),
        CataloguePackage(name: "python3-yaml", section: "python", summary: "YAML parser and emitter for Python3"),
        CataloguePackage(name: "hello", section: "devel", summary: "example package based on GNU hello"),
    ]

    private func best(_ need: String) throws -> String? {
        try CatalogueSearch(Self.packages).search(need, limit: 1).first?.package.name
    }

    @Test("words that mean the same find a package that has none of the need's words")
    func synonyms() throws { #expect(try best("message queue") == "rabbitmq-server") }

    @Test(
        "the language of the need decides between libraries",
        arguments: [
            ("parse YAML in C++", "libyaml-cpp-dev"), ("parse YAML in Python", "python3-yaml"),
            ("small web framework for Ruby", "ruby-sinatra"), ("small web framework for Python", "python3-flask"),
        ])
    func languages(need: String, name: String) throws { #expect(try best(need) == name) }

    @Test("as many come back as are asked for, the order is the same each time, and reasons quote the need")
    func order() throws {
        let search = try CatalogueSearch(Self.packages)
        #expect(!search.usesVectors)
        let results = try search.search("YAML parser for Python", limit: 3)
        #expect(results.count == 3)
        let again = try search.search("YAML parser for Python", limit: 3)
        #expect(results == again)
        #expect(results[0].reasons.contains("says \"yaml\""))
        #expect(results[0].reasons.contains("for python"))
        #expect(zip(results, results.dropFirst()).allSatisfy { $0.score >= $1.score })
    }

    @Test("a need without a known word still gives an order")
    func unknownWords() throws { #expect(try CatalogueSearch(Self.packages).search("zzz qqq").count == 6) }

    @Test("vectors of another catalogue are refused")
    func otherVectors() throws {
        let vectors = try #require(CatalogueVectors(count: 1, width: 2, values: [1, 0, 1, 0, 1, 0]))
        #expect(throws: RecommendationError.self) { try CatalogueSearch(Self.packages, vectors: vectors) }
    }

    @Test("likeness is the weighted sum of the views' products")
    func likeness() throws {
        // Ten numbers: eight that go side by side and two that do not.
        let view = { (value: Float) in [Float](repeating: value, count: 10) }
        let vectors = try #require(CatalogueVectors(count: 1, width: 10, values: view(1) + view(2) + view(3)))
        var scores: [Float] = [5]
        vectors.add(likeness: view(1), whole: 1, summary: 10, description: 100, to: &scores)
        #expect(scores == [5 + 10 + 200 + 3000])
    }
}

@Suite("Words")
struct TermsTests {
    @Test(
        "forms of a word meet",
        arguments: [
            ("monitoring", "monitors"), ("queues", "queue"), ("optimisation", "optimization"), ("parsers", "parsing"),
            ("libraries", "library"),
        ])
    func stems(left: String, right: String) { #expect(Terms.of(left) == Terms.of(right)) }

    @Test("C++ and C# stay apart from C")
    func signs() { #expect(Terms.words("C++, C# and C") == ["cpp", "c#", "and", "c"]) }

    @Test(
        "the name of what is packed",
        arguments: [
            ("librabbitmq-dev", "rabbitmq"), ("rabbitmq-server", "rabbitmq"), ("postgresql-15", "postgresql"),
            ("python3-celery", "celery"), ("golang-github-boltdb-bolt-dev", "bolt"), ("libc6", "libc"),
        ])
    func core(name: String, expected: String) { #expect(KnownPrograms.core(of: name) == expected) }

    @Test("a thesaurus line without phrases is refused with its line")
    func thesaurus() throws {
        let error = try #require(throws: RecommendationError.self) {
            try Thesaurus("a; b = c\n = redis", source: "t")
        }
        #expect(error.place == "t:2")
        #expect(try Thesaurus(thesaurusText, source: "t").groups.count > 140)
    }
}
