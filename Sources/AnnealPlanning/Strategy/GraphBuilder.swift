internal import AnnealFoundation
internal import AnnealSpecs

/// Turns units of work and what they need into a task graph.
///
/// How the strategies change the graph:
/// - `sequential`: each task waits for the one before it.
/// - `parallel-aggressive`: only names that the texts use, and files, order tasks; weaker signs are left out.
/// - `incremental`: all tasks of one priority are finished before those of the next begin. There is no thin first pass
///   over everything: a later pass would write every file again, which costs a small model more than it gains.
/// - `balanced`: all signs count.
struct GraphBuilder {
    let decomposer: Decomposer
    let strategy: Strategy
    private let owners: MethodOwners
    private var tasks: [PlanTask] = []
    /// Notes on what was left out, for the risks.
    private(set) var notes: [String] = []

    init(decomposer: Decomposer, strategy: Strategy) {
        self.decomposer = decomposer
        self.strategy = strategy
        owners = MethodOwners(
            claims: decomposer.names.claims.flatMap { $0 }, documentTypes: decomposer.placement.documentTypes,
            repository: decomposer.repository)
    }

    /// Builds the graph.
    ///
    /// - Parameter granularity: how large tasks are.
    /// - Returns: a graph that meets its invariants.
    mutating func graph(granularity: PlanningOptions.Granularity) -> TaskGraph {
        let strongOnly = strategy == .parallelAggressive
        var analysis = DependencyAnalysis(units: decomposer.units, decomposer: decomposer, strongOnly: strongOnly)
        if granularity == .coarse {
            let merged = UnitMerging.merged(decomposer.units, parents: analysis.parents)
            analysis = DependencyAnalysis(units: merged, decomposer: decomposer, strongOnly: strongOnly)
        }
        let units = analysis.units
        let order = sequence(of: units, analysis.parents)
        var skeleton = interfacesTask(for: units)
        let described = DescribedTypes(
            document: decomposer.document, files: skeleton?.writes ?? [], placed: plainTypes(of: units))
        skeleton?.interfaces.removeAll { described.homes[$0.name] != nil }
        skeleton?.interfaces += described.interfaces
        if let skeleton { tasks.append(skeleton) }
        var ids: [Int: TaskID] = [:]
        for (place, index) in order.enumerated() { ids[index] = Self.id(place + (skeleton == nil ? 1 : 2)) }
        var dropped: [Int: [String]] = [:]
        for (unit, reason) in analysis.dropped { dropped[unit, default: []].append(reason) }
        notes = analysis.dropped.map(\.reason)
        for index in order {
            guard let id = ids[index] else { continue }
            var task = task(of: units[index], id: id)
            for (parent, reason) in analysis.parents[index].sorted(by: { $0.key < $1.key }) {
                guard let parentID = ids[parent] else { continue }
                task.dependsOn.append(parentID)
                task.reasons.append("Waits for \(parentID): \(reason.lowercasingFirst)")
            }
            task.reasons += dropped[index] ?? []
            let left = task.interfaces.filter { described.homes[$0.name] == nil }
            if !left.isEmpty { task.interfaces = left }
            let others = task.writes.filter { !SourcePath.isPackageFile($0) || !described.homes.values.contains($0) }
            if !others.isEmpty { task.writes = others }
            tasks.append(task)
        }
        addOrderOfFiles()
        addStrategy(skipping: skeleton == nil ? 0 : 1)
        addReads()
        for index in tasks.indices where tasks[index].kind != .interfaces {
            let packages = described.homes.values.filter(SourcePath.isPackageFile)
            let homes = Set(packages).subtracting(tasks[index].writes + tasks[index].reads)
            tasks[index].reads += homes.sorted()
        }
        addIntegration(units)
        return TaskGraph(tasks: tasks)
    }

    /// An order that respects the dependencies; among what is free the most urgent first where the strategy says so,
    /// then the document's order.
    private func sequence(of units: [WorkUnit], _ parents: [[Int: String]]) -> [Int] {
        let ranked = units.indices.sorted { one, other in
            let (first, second) = (units[one].priority, units[other].priority)
            return strategy == .incremental && first != second ? first < second : one < other
        }
        var rank = [Int](repeating: 0, count: units.count)
        for (place, index) in ranked.enumerated() { rank[index] = place }
        let byRank = ranked.map { index in parents[index].keys.map { rank[$0] }.sorted() }
        return (TaskGraph.order(parents: byRank) ?? Array(ranked.indices)).map { ranked[$0] }
    }

    private static func id(_ number: Int) -> TaskID {
        let digits = String(number)
        return TaskID("T" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits)
    }

    private func task(of unit: WorkUnit, id: TaskID) -> PlanTask {
        let requirements = unit.requirements.map { decomposer.document.requirements[$0] }
        var reasons = unit.reasons
        if unit.isChange { reasons.append("It changes what is there already, so that it is a modification.") }
        return PlanTask(
            id: id, title: title(of: unit), kind: unit.isChange ? .modify : .create,
            requirements: requirements.map(\.id), criteria: unit.criteria, writes: unit.files, reads: [],
            interfaces: interfaces(of: unit), dependsOn: [], priority: unit.priority, effort: unit.effort,
            reasons: reasons)
    }

    private func title(of unit: WorkUnit) -> String {
        let names = unit.claims.filter { !$0.isType }.map(\.name) + unit.commands.map { "`\($0.prefix(40))`" }
        let all = names.isEmpty ? unit.claims.map(\.name) : names
        let shown = all.prefix(4).joined(separator: ", ") + (all.count > 4 ? ", …" : "")
        let requirement = unit.requirements.first.map { decomposer.document.requirements[$0] }
        let subject = requirement.map { unit.requirements.count == 1 ? $0.title : "\($0.title) and more" } ?? ""
        let isSentence = subject.count > 60 || subject.hasPrefix("System MUST") || subject.hasPrefix("System SHALL")
        let clean = isSentence && !shown.isEmpty ? shown[...] : subject.filter { $0 != "`" }.prefix(80)
        let file = unit.files.first ?? ""
        guard !shown.isEmpty, clean != shown[...] else { return "\(clean.isEmpty ? shown[...] : clean) in \(file)" }
        return "\(clean): \(shown) in \(file)"
    }

    private func interfaces(of unit: WorkUnit) -> [Interface] {
        let named = unit.requirements.flatMap { decomposer.document.requirements[$0].interfaces }
        let location = unit.requirements.first.map { decomposer.document.requirements[$0].location }
        let fallback = location ?? SourceLocation(line: 1)
        var interfaces = unit.claims.map { claim in
            let known = named.first { $0.name == claim.name && ($0.kind == .function || $0.kind == .type) }
            return Interface(
                kind: claim.isType ? .type : .function, name: claim.name,
                qualifier: owners.owner(of: claim) ?? claim.qualifier ?? known?.qualifier,
                signature: known?.signature ?? claim.signature, location: known?.location ?? fallback)
        }
        for command in unit.commands {
            interfaces.append(Interface(kind: .command, name: command, location: fallback))
        }
        interfaces += named.filter { $0.kind == .route }
        return interfaces
    }

    /// The types that units define, with their files, but those with methods.
    private func plainTypes(of units: [WorkUnit]) -> [(type: Interface, file: String)] {
        let owned = Set(units.flatMap { interfaces(of: $0) }.filter { $0.kind == .function }.compactMap(\.qualifier))
        return units.flatMap { unit in
            interfaces(of: unit).filter { $0.kind == .type && !owned.contains($0.name) }.compactMap { type in
                let last = type.qualifier?.split(separator: ".").last.map(String.init)
                let named = unit.files.first { SourcePath.stem($0) == last }
                return (named ?? unit.files.first).map { (type: type, file: $0) }
            }
        }
    }

    /// Files and signatures first, when a new package has several modules that have to fit together.
    private func interfacesTask(for units: [WorkUnit]) -> PlanTask? {
        let existing = decomposer.repository.files
        var files: [String] = []
        for file in units.flatMap(\.files) where !existing.contains(file) && !SourcePath.isEntryPoint(file) {
            if !files.contains(file) { files.append(file) }
        }
        let modules = files.filter { !SourcePath.isPackageFile($0) }
        let folders = Set(modules.map(SourcePath.folder))
        guard modules.count > 1, folders.allSatisfy({ !decomposer.repository.hasCode(in: $0) }) else { return nil }
        for folder in folders.sorted() where !folder.isEmpty && modules.contains(where: { $0.hasSuffix(".py") }) {
            let package = folder + "/__init__.py"
            if !files.contains(package), !existing.contains(package) { files.append(package) }
        }
        var interfaces: [Interface] = []
        var requirements: [RequirementID] = []
        for unit in units where !unit.isCommand && unit.continues == nil {
            for interface in self.interfaces(of: unit) where interface.kind == .function || interface.kind == .type {
                guard !interfaces.contains(where: { $0.name == interface.name }) else { continue }
                interfaces.append(interface)
                if interface.qualifier == nil, let file = unit.files.first {
                    interfaces[interfaces.count - 1].qualifier = SourcePath.stem(file)
                }
            }
            for index in unit.requirements where !requirements.contains(decomposer.document.requirements[index].id) {
                requirements.append(decomposer.document.requirements[index].id)
            }
        }
        return PlanTask(
            id: Self.id(1), title: "Files and signatures of \(files.count) modules", kind: .interfaces,
            requirements: requirements, writes: files, interfaces: interfaces, priority: 1, effort: 0.5,
            reasons: ["Several new modules have to fit together, so that their names are fixed before they are filled."]
        )
    }

    /// Orders tasks that write the same file, along the sequence of tasks.
    private mutating func addOrderOfFiles() {
        var last: [String: Int] = [:]
        for index in tasks.indices {
            for file in tasks[index].writes {
                if let earlier = last.updateValue(index, forKey: file), earlier != index {
                    let id = tasks[earlier].id
                    guard !tasks[index].dependsOn.contains(id) else { continue }
                    tasks[index].dependsOn.append(id)
                    tasks[index].reasons.append("Waits for \(id): both write \(file).")
                }
            }
        }
    }

    private mutating func addStrategy(skipping first: Int) {
        guard strategy == .sequential || strategy == .incremental else { return }
        for index in tasks.indices.dropFirst(first) where index > 0 {
            let before = tasks[index - 1]
            let waits: [TaskID]
            let why: String
            if strategy == .sequential {
                (waits, why) = ([before.id], "one task follows the other.")
            } else {
                let urgent = tasks[..<index].filter { $0.priority < tasks[index].priority && $0.kind != .interfaces }
                let level = urgent.map(\.priority).max()
                (waits, why) = (
                    urgent.filter { $0.priority == level }.map(\.id), "more urgent parts are finished first."
                )
            }
            for id in waits where !tasks[index].dependsOn.contains(id) {
                tasks[index].dependsOn.append(id)
                tasks[index].reasons.append("Waits for \(id): \(why)")
            }
        }
    }

    private mutating func addReads() {
        let written = Dictionary(tasks.map { ($0.id, $0.writes) }, uniquingKeysWith: { first, _ in first })
        for index in tasks.indices where tasks[index].kind != .interfaces {
            var reads: [String] = []
            for id in tasks[index].dependsOn where id != tasks.first?.id || tasks.first?.kind != .interfaces {
                reads += written[id] ?? []
            }
            for file in tasks[index].writes { reads += decomposer.repository.imports[file] ?? [] }
            reads += mentionedFiles(tasks[index])
            let names = tasks[index].interfaces.filter { $0.kind != .command && $0.name.count > 2 }.map(\.name)
            reads += decomposer.repository.tests(mentioning: names)
            let own = Set(tasks[index].writes)
            var seen: Set<String> = []
            tasks[index].reads = reads.filter { !own.contains($0) && seen.insert($0).inserted }
        }
    }

    /// Files of the repository that define what the texts of a task's requirements mention, types in plain words
    /// included: a text about invoices is about `Invoice`.
    private func mentionedFiles(_ task: PlanTask) -> [String] {
        let repository = decomposer.repository
        var files: [String] = []
        for (index, requirement) in decomposer.document.requirements.enumerated()
        where task.requirements.contains(requirement.id) {
            for mention in decomposer.proses[index].mentions where mention.isTelling(in: repository) {
                let names = mention.kind == .call ? mention.calledTypes : [mention.name]
                files += names.compactMap { repository.place(of: $0, qualifier: nil)?.file }
            }
            let words = Set(decomposer.proses[index].words)
            for (name, file) in repository.typeFiles where words.contains(name) || words.contains(name + "s") {
                files.append(file)
            }
        }
        return files
    }

    /// A check of the whole at the end, when there is more than one module, a command line, or a requirement that only
    /// the whole can meet.
    private mutating func addIntegration(_ units: [WorkUnit]) {
        let requirements = decomposer.document.requirements
        let whole = decomposer.withoutCode.keys.sorted()
        let files = Set(tasks.flatMap(\.writes))
        let modules = files.filter { !SourcePath.isPackageFile($0) }
        let hasCommand = units.contains { !$0.commands.isEmpty }
        guard modules.count > 1 || hasCommand || !whole.isEmpty else { return }
        let waitedFor = Set(tasks.flatMap(\.dependsOn))
        var reasons: [String] = []
        if modules.count > 1 { reasons.append("\(modules.count) modules have to work together.") }
        if hasCommand { reasons.append("The command line runs through all parts.") }
        reasons += whole.compactMap { decomposer.withoutCode[$0] }
        tasks.append(
            PlanTask(
                id: Self.id(tasks.count + 1), title: "Check the whole", kind: .integrate,
                requirements: whole.map { requirements[$0].id },
                criteria: whole.flatMap { requirements[$0].criteria.map(\.id) }, reads: files.sorted(),
                dependsOn: tasks.map(\.id).filter { !waitedFor.contains($0) },
                priority: whole.compactMap { requirements[$0].priority }.min() ?? 2, effort: 1, reasons: reasons))
    }
}
