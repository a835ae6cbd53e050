/// A strict reader of Prometheus' text format 0.0.4 and OpenMetrics 1.0, written from their descriptions and not from
/// the writer.
struct Exposition {
    struct Fault: Error, CustomStringConvertible {
        var description: String
        init(_ description: String) { self.description = description }
    }

    struct Sample: Hashable {
        var name: String
        var labels: [String: String]
        var value: Double
    }

    struct Family {
        var name: String
        var type = "untyped"
        var help: String?
        var unit: String?
        var samples: [Sample] = []
    }

    private(set) var families: [Family] = []

    init(_ text: String, openMetrics: Bool) throws {
        guard text.hasSuffix("\n") else { throw Fault("no line break at the end") }
        var lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if openMetrics {
            guard lines.popLast() == "# EOF" else { throw Fault("no EOF") }
        }
        for line in lines {
            guard !line.isEmpty else { throw Fault("an empty line") }
            if line.hasPrefix("# ") {
                try readHead(line)
            } else {
                try readSample(line, openMetrics: openMetrics)
            }
        }
        for family in families { try Self.check(family, openMetrics: openMetrics) }
        guard Set(families.map(\.name)).count == families.count else { throw Fault("a family is there twice") }
    }

    func samples(_ name: String) -> [Sample] { families.flatMap(\.samples).filter { $0.name == name } }

    private mutating func readHead(_ line: String) throws {
        let parts = line.split(separator: " ", maxSplits: 3).map(String.init)
        guard parts.count >= 3, Self.isName(parts[2]) else { throw Fault("a head without a name: \(line)") }
        if families.last?.name != parts[2] { families.append(Family(name: parts[2])) }
        let last = families.count - 1
        guard families[last].samples.isEmpty else { throw Fault("a head after its samples: \(line)") }
        let rest = parts.count > 3 ? parts[3] : ""
        switch parts[1] {
        case "HELP": families[last].help = rest
        case "TYPE":
            guard ["counter", "gauge", "histogram"].contains(rest) else { throw Fault("type \(rest)") }
            families[last].type = rest
        case "UNIT": families[last].unit = rest
        default: throw Fault("a comment: \(line)")
        }
    }

    private mutating func readSample(_ line: String, openMetrics: Bool) throws {
        var rest = Substring(line)
        let name = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == ":" })
        guard Self.isName(name), let family = families.last else { throw Fault("no name: \(line)") }
        rest = rest.dropFirst(name.count)
        let labels = try Self.readLabels(&rest, line)
        guard rest.first == " " else { throw Fault("no space before the number: \(line)") }
        let number = String(rest.dropFirst())
        guard let value = ["+Inf": Double.infinity, "-Inf": -.infinity, "NaN": .nan][number] ?? Double(number) else {
            throw Fault("no number: \(line)")
        }
        let base = openMetrics || family.type != "counter" ? family.name : String(family.name.dropLast(6))
        let suffixes: [String] =
            switch family.type {
            case "counter": ["_total"]
            case "histogram": ["_bucket", "_sum", "_count"]
            default: [""]
            }
        guard suffixes.contains(where: { base + $0 == name }) else { throw Fault("\(name) is not of \(family.name)") }
        let sample = Sample(name: name, labels: labels, value: value)
        guard !family.samples.contains(where: { $0.name == name && $0.labels == labels }) else {
            throw Fault("a sample is there twice: \(line)")
        }
        families[families.count - 1].samples.append(sample)
    }

    private static func readLabels(_ rest: inout Substring, _ line: String) throws -> [String: String] {
        var labels: [String: String] = [:]
        guard rest.first == "{" else { return [:] }
        rest = rest.dropFirst()
        while rest.first != "}" {
            let name = String(rest.prefix { $0 != "=" })
            guard isName(name), !name.contains(":"), !name.hasPrefix("__") else { throw Fault("a label: \(line)") }
            rest = rest.dropFirst(name.count)
            guard rest.hasPrefix("=\"") else { throw Fault("a label without a value: \(line)") }
            rest = rest.dropFirst(2)
            var value = ""
            while let character = rest.first, character != "\"" {
                rest = rest.dropFirst()
                guard character == "\\" else {
                    value.append(character)
                    continue
                }
                switch rest.popFirst() {
                case "n": value += "\n"
                case "\\": value += "\\"
                case "\"": value += "\""
                default: throw Fault("a stray backslash: \(line)")
                }
            }
            guard rest.popFirst() == "\"", labels.updateValue(value, forKey: name) == nil else {
                throw Fault("a label without an end, or twice: \(line)")
            }
            if rest.first == "," {
                rest = rest.dropFirst()
            } else if rest.first != "}" {
                throw Fault("labels: \(line)")
            }
        }
        rest = rest.dropFirst()
        return labels
    }

    private static func isName(_ text: String) -> Bool { text.wholeMatch(of: /[a-zA-Z_:][a-zA-Z0-9_:]*/) != nil }

    private static func check(_ family: Family, openMetrics: Bool) throws {
        guard family.help?.isEmpty == false, family.type != "untyped", !family.samples.isEmpty else {
            throw Fault("\(family.name) lacks help, type or samples")
        }
        guard family.type != "counter" || family.name.hasSuffix("_total") != openMetrics else {
            throw Fault("the name of the counter \(family.name)")
        }
        if let unit = family.unit, !family.name.hasSuffix("_" + unit) { throw Fault("\(family.name) lacks \(unit)") }
        if family.type == "counter", family.samples.contains(where: { $0.value < 0 || $0.value.isNaN }) {
            throw Fault("\(family.name) is negative")
        }
        guard family.type == "histogram" else { return }
        var series: [[String: String]: [(bound: Double, count: Double)]] = [:]
        for sample in family.samples where sample.name.hasSuffix("_bucket") {
            var labels = sample.labels
            guard let le = labels.removeValue(forKey: "le"), let bound = le == "+Inf" ? .infinity : Double(le) else {
                throw Fault("a bucket of \(family.name) without a bound")
            }
            if openMetrics, !le.contains("."), le != "+Inf", !le.contains("e") { throw Fault("the bound \(le)") }
            series[labels, default: []].append((bound, sample.value))
        }
        for (labels, buckets) in series {
            guard zip(buckets, buckets.dropFirst()).allSatisfy({ $0.bound < $1.bound && $0.count <= $1.count }),
                buckets.last?.bound == .infinity,
                let count = family.samples.first(where: { $0.name == family.name + "_count" && $0.labels == labels }),
                count.value == buckets.last?.count,
                family.samples.contains(where: { $0.name == family.name + "_sum" && $0.labels == labels })
            else { throw Fault("the histogram \(family.name) \(labels)") }
        }
    }
}
