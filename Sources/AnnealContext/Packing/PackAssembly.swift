internal import Foundation

/// Puts a pack together: what is kept, rules, definitions, outlines, and the list of what found no room.
struct PackAssembly {
    private(set) var pack: ContextPack
    let candidates: PackCandidates
    let values: UnitValues
    let counter: any TokenCounter
    let weights: PackWeights
    /// Units that the pack shows whole, and those whose signature it shows.
    private var shown: Set<Int> = []
    private var outlined: Set<Int> = []
    private var sources: Set<String> = []
    private var costs: [Int: Int] = [:]

    init(
        pack: ContextPack, candidates: PackCandidates, values: UnitValues, counter: any TokenCounter,
        weights: PackWeights
    ) {
        self.pack = pack
        self.candidates = candidates
        self.values = values
        self.counter = counter
        self.weights = weights
    }

    /// Takes over the items of an earlier pack that still hold, in their order.
    ///
    /// From the first item on that does not hold the server's cache is of no use; the later ones stay in order all the
    /// same.
    mutating func keep(_ previous: ContextPack, root: String) async throws {
        var texts: [String: String] = [:]
        for var item in previous.items {
            if texts[item.path] == nil {
                let data = BoundedFile.read(root: root, path: item.path, limit: PackCandidates.byteLimit) ?? Data()
                texts[item.path] = String(decoding: data, as: UTF8.self).replacing("\r\n", with: "\n") + "\n"
            }
            // Only what stands at the beginnings of lines is the same text.
            let text = texts[item.path] ?? ""
            let holds =
                item.kind == .outline
                ? item.source.split(separator: "\n").allSatisfy { text.contains($0) }
                : text.hasPrefix(item.source) || text.contains("\n" + item.source)
            guard holds, !item.source.isEmpty else {
                pack.dropped.append("\(item.path):\(item.firstLine)")
                continue
            }
            item.tokens = try await counter.count(item.text)
            guard pack.tokens + item.tokens <= pack.budget else {
                pack.dropped.append("\(item.path):\(item.firstLine)")
                continue
            }
            append(item)
            mark(item)
        }
    }

    private mutating func mark(_ item: ContextPack.Item) {
        for (number, unit) in values.units.enumerated() where candidates.files[unit.file].path == item.path {
            let text = candidates.files[unit.file].text(unit.lines)
            if item.kind == .outline {
                if !unit.signature.isEmpty, item.source.contains(Self.declaration(unit, candidates)) {
                    outlined.insert(number)
                }
            } else if item.source == text {
                shown.insert(number)
            }
        }
    }

    private static func declaration(_ unit: CodeUnit, _ candidates: PackCandidates) -> String {
        candidates.files[unit.file].text(unit.line...unit.line)
    }

    private mutating func append(_ item: ContextPack.Item) {
        pack.items.append(item)
        pack.tokens += item.tokens
        if item.kind != .outline { sources.insert(item.source) }
    }

    /// Adds the repository's rules, those of the root first and the nearest last.
    mutating func addRules(root: String) async throws {
        let known = Set(pack.items.filter { $0.kind == .rules }.map(\.path))
        let rules = RepositoryRules.find(root: root, near: candidates.files.prefix(5).map(\.path))
        var room =
            Int(Float(pack.budget) * weights.rules)
            - pack.items.filter { $0.kind == .rules }
            .reduce(0) { $0 + $1.tokens }
        for (path, source) in rules where !known.contains(path) && !sources.contains(source) {
            let text = PackText.rules(path: path, text: source)
            let tokens = try await counter.count(text)
            let last = max(1, source.split(separator: "\n", omittingEmptySubsequences: false).count)
            guard tokens <= min(room, pack.budget - pack.tokens) else {
                pack.leftOut.append(
                    ContextPack.LeftOut(
                        path: path, symbol: nil, firstLine: 1, lastLine: last, tokens: tokens, value: 1,
                        isOutlined: false))
                continue
            }
            room -= tokens
            append(
                ContextPack.Item(
                    kind: .rules, path: path, symbol: nil, firstLine: 1, lastLine: last, lines: [], text: text,
                    source: source, tokens: tokens, value: 1, reasons: ["rules of the repository"]))
        }
    }

    /// Adds whole definitions, then signatures.
    mutating func addDefinitions() async throws {
        let room = pack.budget - pack.tokens
        guard room > 0 else { return }
        var ranked: [(number: Int, worth: Float)] = []
        for number in values.units.indices where values.values[number] > 0 && !shown.contains(number) {
            ranked.append((number, values.values[number] / pow(Float(estimate(number)) + weights.floor, weights.cost)))
        }
        ranked.sort { ($1.worth, $0.number) < ($0.worth, $1.number) }
        var chosen: [Int] = []
        var headings = Set<Int>()
        var used = 0
        let most = Int(Float(room) * (1 - weights.outline))
        for (number, _) in ranked {
            guard used < most else { break }
            let guess = estimate(number)
            guard guess <= 2 * (most - used), guess <= 2 * Int(Float(pack.budget) * weights.unit) else { continue }
            let unit = values.units[number]
            let file = candidates.files[unit.file]
            let source = file.text(unit.lines)
            guard !sources.contains(source) else { continue }
            let heading = headings.contains(unit.file) ? 0 : try await counter.count(PackText.heading(file.path))
            let cost = try await counter.count(PackText.range(unit.lines) + source)
            guard used + heading + cost <= most, cost <= Int(Float(pack.budget) * weights.unit) else { continue }
            used += heading + cost
            costs[number] = cost
            headings.insert(unit.file)
            sources.insert(source)
            chosen.append(number)
        }
        let signatures = try await chooseSignatures(
            room: room - used, chosen: Set(chosen), headings: headings)
        try await write(chosen, signatures)
    }

    private func estimate(_ number: Int) -> Int {
        let unit = values.units[number]
        let file = candidates.files[unit.file]
        return file.lines[(unit.lines.lowerBound - 1)..<unit.lines.upperBound].reduce(0) { $0 + $1.utf8.count + 1 } / 3
    }

    private func chooseSignatures(room: Int, chosen: Set<Int>, headings: Set<Int>) async throws -> [Int] {
        var headings = headings
        var outlines = Set<Int>()
        var room = room
        var signatures: [Int] = []
        let order = values.units.indices.sorted { (values.values[$1], $0) < (values.values[$0], $1) }
        for number in order where room > 8 {
            let unit = values.units[number]
            guard values.values[number] > 0, !unit.signature.isEmpty, !chosen.contains(number),
                !shown.contains(number), !outlined.contains(number)
            else { continue }
            var text = PackText.signature(unit)
            if !headings.contains(unit.file) { text = PackText.heading(candidates.files[unit.file].path) + text }
            if !outlines.contains(unit.file) { text += PackText.outline }
            let cost = try await counter.count(text)
            guard cost <= room else { continue }
            room -= cost
            headings.insert(unit.file)
            outlines.insert(unit.file)
            signatures.append(number)
        }
        return signatures
    }

    /// Writes the chosen units file by file, the file with the best unit first.
    private mutating func write(_ chosen: [Int], _ signatures: [Int]) async throws {
        var order: [Int] = []
        for number in chosen + signatures where !order.contains(values.units[number].file) {
            order.append(values.units[number].file)
        }
        for place in order {
            let file = candidates.files[place]
            var heading = PackText.heading(file.path)
            for number in chosen.filter({ values.units[$0].file == place }).sorted() {
                let unit = values.units[number]
                let source = file.text(unit.lines)
                let isAdded = try await add(
                    ContextPack.Item(
                        kind: unit.kind == nil ? .fragment : .definition, path: file.path,
                        symbol: unit.name.isEmpty ? nil : unit.fullName, firstLine: unit.lines.lowerBound,
                        lastLine: unit.lines.upperBound, lines: [],
                        text: heading + PackText.range(unit.lines) + source, source: source, tokens: 0,
                        value: Double(values.values[number]), reasons: values.reasons[number]))
                guard isAdded else { continue }
                heading = ""
                shown.insert(number)
            }
            let numbers = signatures.filter { values.units[$0].file == place }.sorted()
            let own = numbers.map { values.units[$0] }
            guard let first = own.first, let last = own.last else { continue }
            let value = numbers.map { values.values[$0] }.max() ?? 0
            let isAdded = try await add(
                ContextPack.Item(
                    kind: .outline, path: file.path, symbol: nil, firstLine: first.line, lastLine: last.line,
                    lines: own.map(\.line),
                    text: heading + PackText.outline + own.map(PackText.signature).joined(),
                    source: own.map { Self.declaration($0, candidates) }.joined(), tokens: 0, value: Double(value),
                    reasons: file.reasons))
            if isAdded { outlined.formUnion(numbers) }
        }
    }

    /// Adds an item when it fits; the sums of parts may be a little less than the whole.
    ///
    /// - Returns: whether it did.
    private mutating func add(_ item: ContextPack.Item) async throws -> Bool {
        var item = item
        item.tokens = try await counter.count(item.text)
        guard pack.tokens + item.tokens <= pack.budget else { return false }
        append(item)
        return true
    }

    /// The pack with the list of what found no room.
    func finished() -> ContextPack {
        var pack = pack
        let order = values.units.indices.sorted { (values.values[$1], $0) < (values.values[$0], $1) }
        var further = 0
        for number in order where !shown.contains(number) && values.values[number] > 0 {
            let unit = values.units[number]
            guard unit.kind != nil else { continue }
            guard pack.leftOut.count < 100 else {
                further += 1
                continue
            }
            pack.leftOut.append(
                ContextPack.LeftOut(
                    path: candidates.files[unit.file].path, symbol: unit.fullName, firstLine: unit.lines.lowerBound,
                    lastLine: unit.lines.upperBound, tokens: costs[number] ?? estimate(number),
                    value: Double(values.values[number]), isOutlined: outlined.contains(number)))
        }
        pack.furtherLeftOut = further
        return pack
    }
}
