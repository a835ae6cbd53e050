/// Programming languages: which one a package is for and which one a need asks for.
enum ProgrammingLanguages {
    /// What packages of a language begin or end with, the archive's section, facets and words.
    private struct Signs: Sendable {
        let language: String
        var prefixes: [String] = []
        var suffixes: [String] = []
        var section: String?
        var facets: [String] = []
        var words: [String] = []
    }

    private static let signs: [Signs] = [
        Signs(
            language: "python", prefixes: ["python3-", "python-"], section: "python", facets: ["python", "python3"],
            words: ["python"]),
        Signs(language: "ruby", prefixes: ["ruby-"], section: "ruby", facets: ["ruby"], words: ["ruby"]),
        Signs(language: "go", prefixes: ["golang-"], section: "golang", facets: ["golang"], words: ["golang"]),
        Signs(language: "perl", suffixes: ["-perl"], section: "perl", facets: ["perl"], words: ["perl"]),
        Signs(language: "java", suffixes: ["-java"], section: "java", facets: ["java"], words: ["java"]),
        Signs(
            language: "javascript", prefixes: ["node-", "libjs-"], section: "javascript", facets: ["ecmascript"],
            words: ["javascript", "node", "nodejs"]),
        Signs(language: "php", prefixes: ["php-"], section: "php", facets: ["php"], words: ["php"]),
        Signs(language: "rust", prefixes: ["librust-", "rust-"], section: "rust", facets: ["rust"], words: ["rust"]),
        Signs(language: "haskell", prefixes: ["libghc-"], section: "haskell", facets: ["haskell"], words: ["haskell"]),
        Signs(
            language: "ocaml", suffixes: ["-ocaml-dev", "-ocaml"], section: "ocaml", facets: ["ocaml"],
            words: ["ocaml"]),
        Signs(language: "r", prefixes: ["r-cran-", "r-bioc-"], section: "gnu-r", facets: ["r"]),
        Signs(language: "lua", prefixes: ["lua-"], facets: ["lua"], words: ["lua"]),
        Signs(language: "erlang", prefixes: ["erlang-"], facets: ["erlang"], words: ["erlang"]),
        Signs(language: "csharp", suffixes: ["-cil"], section: "cli-mono", facets: ["c-sharp"], words: ["c#"]),
        Signs(language: "scala", facets: ["scala"], words: ["scala"]),
        Signs(language: "tcl", facets: ["tcl"], words: ["tcl"]),
        Signs(language: "ada", facets: ["ada"], words: ["ada"]),
        Signs(language: "cpp", facets: ["c++"], words: ["cpp"]),
        Signs(language: "c", facets: ["c"], words: ["c"]),
    ]

    /// Languages whose packages are of no use to others.
    static let apart: Set<String> = [
        "python", "ruby", "go", "perl", "java", "javascript", "php", "rust", "haskell", "ocaml", "r", "lua", "erlang",
        "csharp", "tcl",
    ]

    /// The languages that a package is for; empty for a program of its own.
    static func of(_ package: CataloguePackage) -> Set<String> {
        let words = Set(Terms.words(package.summary))
        var languages: Set<String> = []
        for sign in signs {
            let isSo =
                sign.prefixes.contains(where: package.name.hasPrefix)
                || sign.suffixes.contains(where: package.name.hasSuffix) || sign.section == package.section
                || sign.facets.contains { package.tags.contains("devel::lang:" + $0) }
                || sign.words.contains(where: words.contains)
            if isSo { languages.insert(sign.language) }
        }
        if package.name.hasSuffix("++-dev") || package.name.contains("pp-dev") { languages.insert("cpp") }
        if package.name.hasPrefix("lib"), package.name.hasSuffix("-dev"), package.section == "libdevel" {
            // A library with headers serves C, and C++ too where nothing else is said.
            if languages.isEmpty { languages.insert("cpp") }
            if languages.isDisjoint(with: ["cpp", "python"]) || languages == ["cpp"] && !words.contains("cpp") {
                languages.insert("c")
            }
        }
        return languages
    }

    /// The languages that a need asks for.
    static func wanted(by need: String) -> Set<String> {
        let words = Terms.words(need)
        var languages: Set<String> = []
        for (index, word) in words.enumerated() {
            for sign in signs where sign.words.contains(word) { languages.insert(sign.language) }
            // "go" is a verb, and "R" a letter, unless something is made in it.
            let before = index > 0 ? words[index - 1] : ""
            if ["in", "for", "with"].contains(before), word == "go" || word == "r" { languages.insert(word) }
        }
        return languages
    }

    /// Whether a package is a library by its name.
    static func isLibrary(_ package: CataloguePackage) -> Bool {
        package.name.hasSuffix("-dev")
            || ["lib", "python3-", "ruby-", "golang-", "node-", "php-", "r-", "rust-"].contains(
                where: package.name.hasPrefix)
    }

    /// Whether a need is for a library, in so many words.
    static func isForLibrary(_ need: String) -> Bool {
        let words = Terms.words(need)
        let known: Set<String> = ["library", "libraries", "binding", "bindings", "api", "module", "sdk", "header"]
        return words.contains(where: known.contains)
    }
}
