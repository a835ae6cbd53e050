/// Which packages are, or belong to, the well-known programs of each group of a thesaurus.
struct KnownPrograms: Sendable {
    /// How sure it is, from 0 to 1, for each package of each group.
    private let packages: [[(package: Int, strength: Float)]]

    init(_ thesaurus: Thesaurus, _ catalogue: [CataloguePackage]) {
        var groups: [String: [Int]] = [:]
        for (index, group) in thesaurus.groups.enumerated() {
            for name in Set(group.programs.map(Terms.squeezed)) where name.utf8.count >= 2 {
                groups[name, default: []].append(index)
            }
        }
        var strengths = [[Int: Float]](repeating: [:], count: thesaurus.groups.count)
        for (index, package) in catalogue.enumerated() {
            for (name, strength) in Self.names(of: package) {
                for group in groups[name] ?? [] {
                    strengths[group][index] = max(strengths[group][index] ?? 0, strength)
                }
            }
        }
        packages = strengths.map { group in group.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    }

    /// The strength of every package for weighted groups: the best of them, the heaviest group counted as 1.
    func scores(_ groups: [(group: Int, weight: Double)], count: Int) -> [Float] {
        var scores = [Float](repeating: 0, count: count)
        let heaviest = groups.map(\.weight).max() ?? 1
        for (group, weight) in groups {
            for (package, strength) in packages[group] {
                scores[package] = max(scores[package], Float(weight / heaviest) * strength)
            }
        }
        return scores
    }

    /// The names that a package may be known by, and how sure each is: its own, its beginning, a part, a mention.
    private static func names(of package: CataloguePackage) -> [(String, Float)] {
        let core = Terms.squeezed(self.core(of: package.name))
        var names: [(String, Float)] = [(core, 1), (Terms.squeezed(package.name), 1)]
        if core.utf8.count > 5 {
            for length in 5..<core.utf8.count { names.append((String(core.prefix(length)), 0.5)) }
        }
        for part in package.name.split(whereSeparator: { "-_.".contains($0) }) where part.utf8.count >= 4 {
            names.append((Terms.squeezed(String(part)), 0.6))
        }
        let words = Terms.words(package.summary)
        for (index, word) in words.enumerated() {
            if word.utf8.count >= 4 { names.append((word, 0.3)) }
            if index + 1 < words.count { names.append((word + words[index + 1], 0.3)) }
        }
        return names
    }

    private static let beginnings = [
        "python3-", "python-", "ruby-", "node-", "php-", "r-cran-", "librust-", "golang-",
    ]
    private static let ends = [
        "-dev", "-java", "-perl", "-server", "-client", "-core", "-base", "-bin", "-tools", "-tool", "-utils", "-util",
        "-doc", "-common", "++",
    ]

    /// The name of what is packed: `librabbitmq-dev` and `rabbitmq-server` both give `rabbitmq`.
    static func core(of name: String) -> String {
        var core = Substring(name.lowercased())
        if let beginning = beginnings.first(where: core.hasPrefix) {
            core = core.dropFirst(beginning.count)
            if beginning == "golang-", core.hasPrefix("github-") {
                core = core.split(separator: "-", maxSplits: 2).last ?? core
            }
        } else if core.hasPrefix("lib"), core.count > 5 {
            core = core.dropFirst(3)
        }
        while let end = ends.first(where: core.hasSuffix), core.count > end.count { core = core.dropLast(end.count) }
        // A version at the end: postgresql-15, lua5.4.
        let bare = core.reversed().drop { $0.isNumber || $0 == "." }
        if bare.count < core.count, !bare.isEmpty {
            core = core.prefix(bare.count)
            if core.hasSuffix("-") { core = core.dropLast() }
        }
        return String(core)
    }
}
