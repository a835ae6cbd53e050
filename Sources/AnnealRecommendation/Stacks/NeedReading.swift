internal import Foundation

/// A need as the advisor reads it: sentences, technologies that are named, roles that are called for.
struct NeedReading: Sendable {
    /// A part that is called for, and by which words.
    struct Call: Sendable {
        let role: String
        let words: String
    }

    let stems: Set<String>
    let named: [String]
    let calls: [Call]

    /// Names that are words of everyday English: they count only after "in", "with", "using" or "on".
    private static let everyday: Set<String> = [
        "go", "c", "r", "swift", "express", "echo", "vector", "salt", "spark", "garage", "vault", "puppet", "gin",
        "jest", "temporal", "sphinx", "flask", "rust", "consul", "druid", "prisma", "caddy", "envoy", "squid", "rails",
        "react", "ruby", "python", "java", "avro", "thrift", "phoenix", "locust", "nomad",
    ]

    init(_ sentences: [String], list: TechnologyList) {
        stems = Set(sentences.flatMap(Terms.of))
        var named: [String] = []
        for sentence in sentences {
            let words = Terms.words(sentence)
            for (index, word) in words.enumerated() {
                let pair = index + 1 < words.count ? "\(word)-\(words[index + 1])" : word
                for name in [word, pair, Self.aliases[word] ?? word] where list[name] != nil && !named.contains(name) {
                    let before = index > 0 ? words[index - 1] : ""
                    let isNamed = ["in", "with", "using", "on", "for"].contains(before)
                    if !Self.everyday.contains(name) || isNamed { named.append(name) }
                }
            }
        }
        self.named = named
        calls = StackRole.called(by: sentences).map { Call(role: $0.role, words: $0.words) }
    }

    private static let aliases = [
        "postgres": "postgresql", "node": "javascript", "nodejs": "javascript", "golang": "go", "k8s": "kubernetes",
        "c#": "csharp", "dotnet": "csharp", "torch": "pytorch", "elastic": "elasticsearch", "sklearn": "scikit-learn",
    ]

    /// The sentences of a text, so that words of one phrase are looked for close to one another.
    static func sentences(of text: String) -> [String] {
        text.split(whereSeparator: { ".;!?\n".contains($0) }).map(String.init).filter { sentence in
            sentence.contains { !$0.isWhitespace }
        }
    }
}
