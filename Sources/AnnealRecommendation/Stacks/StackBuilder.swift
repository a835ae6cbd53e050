/// Builds the stacks of one need.
struct StackBuilder {
    let list: TechnologyList
    let need: NeedReading
    let features: ProjectFeatures
    /// Technologies that have to be there: named in the need, in use, to be worked with.
    let fixed: Set<String>

    init(list: TechnologyList, need: NeedReading, features: ProjectFeatures) {
        self.list = list
        self.need = need
        self.features = features
        fixed = Set(need.named + features.stack + features.integration)
    }

    private static let stores: Set<String> = [
        "relational-database", "document-store", "wide-column-store", "key-value-store", "graph-database",
        "time-series-database", "analytics-store",
    ]

    /// Whether there is a web application that nothing is said to keep data for: it gets a relational database.
    private var lacksStore: Bool {
        let roles = need.calls.map(\.role)
        return roles.contains("web-framework") && Self.stores.isDisjoint(with: roles)
    }

    /// The roles of a stack: those that the need calls for and those of technologies that have to be there.
    var roles: [String] {
        var roles = need.calls.map(\.role)
        let isStored = fixed.contains { list[$0].map { Self.stores.contains($0.role) } ?? false }
        if lacksStore, !isStored { roles.append("relational-database") }
        for name in need.named + features.integration {
            if let role = list[name]?.role, role != "language", !roles.contains(role) { roles.append(role) }
        }
        return roles
    }

    /// The languages that are tried; `nil` where no part asks for one.
    var languages: [String?] {
        let given = list.technologies.filter { $0.role == "language" && fixed.contains($0.name) }.map(Self.family)
        if !given.isEmpty { return Array(Set(given)).sorted() }
        let bound = list.technologies.filter { roles.contains($0.role) && !$0.languages.isEmpty }
        let all = Set(bound.flatMap(\.languages)).sorted()
        return all.isEmpty ? [nil] : all
    }

    /// The language as parts name it: TypeScript is JavaScript to a library, Kotlin is Java.
    private static func family(_ technology: Technology) -> String {
        technology.languages.first ?? technology.name
    }

    /// The stacks of a language.
    func stacks(_ roles: [String], language: String?) -> [StackRecommendation] {
        var partial: [[Technology]] = [[]]
        for role in roles {
            let candidates = candidates(role, language: language)
            guard !candidates.isEmpty else { return [] }
            var grown: [[Technology]] = []
            for stack in partial {
                // What others needed may do this part already.
                if stack.contains(where: { $0.role == role }) {
                    grown.append(stack)
                    continue
                }
                for candidate in candidates {
                    grown += complete(stack + [candidate], language: language, depth: 0)
                }
            }
            partial = Array(
                grown.map { (stack: $0, value: value($0)) }.sorted { $0.value > $1.value }.prefix(StackAdvisor.beam)
                    .map(\.stack))
        }
        return partial.map { recommendation($0, language: language) }
    }

    /// The technologies of a role that are let in, the best first; those that have to be there alone where there are any.
    private func candidates(_ role: String, language: String?) -> [Technology] {
        let possible = list.technologies.filter { technology in
            technology.role == role && isUsable(technology, in: language)
                && (fixed.contains(technology.name) || !features.isOpenSourceOnly || technology.isOpenSource)
        }
        let given = possible.filter { fixed.contains($0.name) }
        if !given.isEmpty { return given }
        return Array(
            possible.map { (technology: $0, value: worth($0)) }.sorted { $0.value > $1.value }
                .prefix(StackAdvisor.perRole).map(\.technology))
    }

    private func isUsable(_ technology: Technology, in language: String?) -> Bool {
        technology.languages.isEmpty || language.map(technology.languages.contains) ?? false
    }

    /// A stack with what its parts cannot do without; empty when something excludes another part.
    private func complete(_ stack: [Technology], language: String?, depth: Int) -> [[Technology]] {
        let names = Set(stack.map(\.name))
        guard !stack.contains(where: { $0.excludes.contains(where: names.contains) }) else { return [] }
        let open = stack.lazy.flatMap(\.needs).first { !$0.contains(where: names.contains) }
        guard let open else { return [stack] }
        guard depth < 4 else { return [] }
        let ways = open.compactMap { list[$0] }.filter { way in
            isUsable(way, in: language) && (!features.isOpenSourceOnly || way.isOpenSource || fixed.contains(way.name))
        }
        return ways.flatMap { complete(stack + [$0], language: language, depth: depth + 1) }
    }

    /// How well the words of a technology fit those of the need, from 0 to 1.
    func fit(_ technology: Technology) -> Double {
        let own = technology.words.flatMap(Terms.of)
        let hits = Set(own).intersection(need.stems).count
        return min(1, Double(hits) / 3)
    }

    private func worth(_ technology: Technology) -> Double {
        let marks = zip(features.weights, technology.marks.values).reduce(0) { $0 + $1.0 * $1.1 } / 5
        let caution = features.isCautious ? 0.12 : 0.06
        let maturity = caution * Double(technology.maturity - 3)
        return marks + 0.35 * fit(technology) + maturity + (fixed.contains(technology.name) ? 0.3 : 0)
    }

    private func value(_ stack: [Technology]) -> Double {
        guard !stack.isEmpty else { return 0 }
        let names = Set(stack.map(\.name))
        let pairs = stack.reduce(0) { $0 + $1.worksWith.count { names.contains($0) } }
        // Each further part that is only there for another is one more to run.
        let extra = Double(stack.count { !roles.contains($0.role) })
        return stack.reduce(0) { $0 + worth($1) } / Double(stack.count) + 0.03 * Double(pairs) / Double(stack.count)
            - 0.02 * extra
    }

    private func recommendation(_ stack: [Technology], language: String?) -> StackRecommendation {
        let count = Double(stack.count)
        let marks = (0..<5).map { axis in stack.reduce(0) { $0 + $1.marks.values[axis] } / count }
        let isBound = stack.contains { !$0.languages.isEmpty }
        return StackRecommendation(
            parts: stack.map { part in
                StackRecommendation.Part(role: part.role, technology: part, reasons: reasons(part, in: stack))
            },
            language: isBound ? language : nil, marks: AxisMarks(marks),
            fit: stack.reduce(0) { $0 + fit($1) } / count, value: value(stack), isOnParetoFront: false)
    }

    private func reasons(_ part: Technology, in stack: [Technology]) -> [String] {
        var reasons: [String] = []
        if need.named.contains(part.name) { reasons.append("the need names it") }
        if features.stack.contains(part.name) { reasons.append("in use already") }
        if features.integration.contains(part.name) { reasons.append("to be worked with") }
        if let call = need.calls.first(where: { $0.role == part.role }) {
            reasons.append("the need says \"\(call.words)\"")
        }
        if lacksStore, part.role == "relational-database" { reasons.append("a web application keeps data") }
        let words = part.words.filter { word in
            let stems = Terms.of(word)
            return !stems.isEmpty && stems.allSatisfy(need.stems.contains)
        }
        if !words.isEmpty { reasons.append("strong where the need says \"\(words.joined(separator: ", "))\"") }
        for other in stack where other.needs.contains(where: { $0.contains(part.name) }) {
            reasons.append("\(other.name) needs it")
        }
        let mates = stack.filter { $0.worksWith.contains(part.name) }.map(\.name)
        if !mates.isEmpty { reasons.append("often used with \(mates.joined(separator: ", "))") }
        return reasons
    }
}
