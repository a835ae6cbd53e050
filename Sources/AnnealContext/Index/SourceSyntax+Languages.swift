extension SourceSyntax {
    static func hash(_ name: String) -> SourceSyntax { SourceSyntax(name: name, lineComment: [0x23]) }

    private static func slashes(
        _ name: String, keywords: [String: SymbolKind], declarations: Declarations = .braces
    ) -> SourceSyntax {
        SourceSyntax(
            name: name, lineComment: [0x2F, 0x2F], hasBlockComments: true, declarations: declarations,
            keywords: keywords)
    }

    private static let types: [String: SymbolKind] = [
        "class": .type, "struct": .type, "enum": .enumeration, "interface": .type,
    ]

    static let ruby = SourceSyntax(
        name: "ruby", lineComment: [0x23], declarations: .indentation,
        keywords: ["def": .function, "class": .type, "module": .type])

    private static let python = SourceSyntax(
        name: "python", lineComment: [0x23], hasTripleQuotes: true, declarations: .indentation,
        keywords: ["def": .function, "class": .type])

    private static let swift: SourceSyntax = {
        var syntax = slashes(
            "swift",
            keywords: [
                "func": .function, "init": .function, "deinit": .function, "subscript": .function, "class": .type,
                "struct": .type, "enum": .enumeration, "protocol": .type, "extension": .extending, "actor": .type,
                "typealias": .alias, "associatedtype": .alias, "macro": .macro, "var": .variable, "let": .variable,
                "case": .member,
            ])
        syntax.nestsBlockComments = true
        syntax.hasTripleQuotes = true
        syntax.hasSingleQuotes = false
        return syntax
    }()

    private static let go: SourceSyntax = {
        var syntax = slashes(
            "go", keywords: ["func": .function, "type": .type, "var": .variable, "const": .variable])
        syntax.hasBackticks = true
        return syntax
    }()

    private static let rust: SourceSyntax = {
        var syntax = slashes(
            "rust",
            keywords: [
                "fn": .function, "struct": .type, "enum": .enumeration, "trait": .type, "union": .type, "type": .alias,
                "mod": .type, "impl": .extending, "const": .variable, "static": .variable, "macro_rules": .macro,
            ])
        syntax.nestsBlockComments = true
        return syntax
    }()

    private static func script(_ name: String) -> SourceSyntax {
        var syntax = slashes(
            name,
            keywords: types.merging(
                [
                    "function": .function, "type": .alias, "namespace": .type, "const": .variable, "let": .variable,
                    "var": .variable,
                ], uniquingKeysWith: { $1 }))
        syntax.hasBackticks = true
        return syntax
    }

    private static let kotlin = slashes(
        "kotlin",
        keywords: types.merging(
            ["fun": .function, "object": .type, "val": .variable, "var": .variable, "typealias": .alias],
            uniquingKeysWith: { $1 }))

    private static let java = slashes("java", keywords: types.merging(["record": .type], uniquingKeysWith: { $1 }))

    private static let scala = slashes(
        "scala",
        keywords: types.merging(
            ["def": .function, "object": .type, "trait": .type, "val": .variable, "var": .variable],
            uniquingKeysWith: { $1 }))

    private static let php = slashes(
        "php",
        keywords: types.merging(
            ["function": .function, "trait": .type, "namespace": .type, "const": .variable],
            uniquingKeysWith: { $1 }))

    private static func c(_ name: String) -> SourceSyntax {
        slashes(
            name,
            keywords: [
                "class": .type, "struct": .type, "enum": .enumeration, "union": .type, "namespace": .type,
                "typedef": .alias,
            ], declarations: .cLike)
    }

    private static let shell: SourceSyntax = {
        var syntax = hash("shell")
        syntax.declarations = .braces
        syntax.keywords = ["function": .function]
        return syntax
    }()

    private static func dashes(_ name: String) -> SourceSyntax {
        SourceSyntax(name: name, lineComment: [0x2D, 0x2D])
    }

    static let all: [([String], SourceSyntax)] = [
        (["swift"], swift), (["py", "pyi"], python), (["rb", "rake", "gemspec"], ruby), (["go"], go), (["rs"], rust),
        (["js", "jsx", "mjs", "cjs"], script("javascript")),
        (["ts", "tsx", "mts", "cts", "vue", "svelte"], script("typescript")),
        (["kt", "kts"], kotlin), (["java", "groovy", "gradle"], java), (["cs"], java.named("csharp")),
        (["dart"], java.named("dart")), (["scala", "sbt"], scala), (["php"], php), (["c", "h"], c("c")),
        (["cc", "cpp", "cxx", "hh", "hpp", "hxx", "inl", "ipp", "cu"], c("cpp")), (["m", "mm"], c("objectivec")),
        (["sh", "bash", "zsh", "ksh", "fish"], shell),
        (["pl", "pm"], hash("perl")), (["r"], hash("r")), (["yml", "yaml"], hash("yaml")), (["toml"], hash("toml")),
        (["cfg", "ini", "conf"], hash("settings")), (["cmake"], hash("cmake")), (["tcl"], hash("tcl")),
        (["ex", "exs"], hash("elixir")), (["jl"], hash("julia")), (["mk"], hash("make")),
        (["lua"], dashes("lua")), (["sql"], dashes("sql")), (["hs"], dashes("haskell")),
        (["css", "scss", "less"], slashes("css", keywords: [:], declarations: .none)),
        (
            ["proto"],
            slashes("protobuf", keywords: ["message": .type, "enum": .enumeration, "service": .type, "rpc": .function])
        ),
    ]

    private func named(_ name: String) -> SourceSyntax {
        var copy = self
        copy.name = name
        return copy
    }
}
