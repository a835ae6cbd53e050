internal import AnnealFoundation
internal import AnnealSpecs

/// Takes a document apart into pieces of work that a small model can write in one answer each: one requirement's names
/// in one file, the command line apart from the library.
struct Decomposer {
    let document: SpecDocument
    let repository: RepositoryMap
    let proses: [SpecProse]
    let placement: FilePlacement
    let names: NameClaims
    private(set) var units: [WorkUnit] = []
    /// Requirements that ask for no code, by position, with the reason.
    private(set) var withoutCode: [Int: String] = [:]
    private var typeFiles: [String: String] = [:]

    init(document: SpecDocument, repository: RepositoryMap) {
        self.document = document
        self.repository = repository
        proses = document.requirements.map { SpecProse(markdown: $0.text) }
        placement = FilePlacement(document: document, repository: repository)
        var modules = Set(placement.documentFiles.map(SourcePath.stem))
        for prose in proses {
            for mention in prose.mentions where mention.kind == .file { modules.insert(SourcePath.stem(mention.name)) }
        }
        if let package = placement.package { modules.insert(package) }
        for path in repository.files where SourcePath.isCode(path) {
            modules.insert(SourcePath.stem(path))
            modules.insert(SourcePath.folderName(path))
        }
        names = NameClaims(
            requirements: document.requirements, proses: proses, repository: repository, modules: modules)
        for index in document.requirements.indices { decompose(index) }
        adoptDocumentTypes()
        adoptFilesWithoutWork()
        for index in units.indices { measure(&units[index]) }
    }

    private mutating func decompose(_ index: Int) {
        let requirement = document.requirements[index]
        let prose = proses[index]
        if let reason = Self.reasonWithoutCode(requirement, claims: names.claims[index], prose: prose) {
            withoutCode[index] = reason
            return
        }
        var parts = placed(names.claims[index], index)
        addCommands(to: &parts, index)
        if parts.isEmpty { parts = [continuation(of: index)] }
        addExtendedFunction(to: &parts)
        addNamedFiles(to: &parts, index)
        distribute(requirement.criteria, over: &parts)
        for position in parts.indices {
            parts[position].priority = requirement.priority ?? 2
            let earlier = units.contains { !Set($0.files).isDisjoint(with: parts[position].files) }
            parts[position].isChange =
                parts[position].isChange || parts[position].claims.contains(where: \.isChange)
                || parts[position].isCommand
                    && (earlier || parts[position].files.contains(where: repository.files.contains))
        }
        units += parts
    }

    /// The names in the files where they belong, one unit for each file; what belongs to the package as a whole, and
    /// types, join the first unit.
    private mutating func placed(_ claims: [NameClaims.Claim], _ index: Int) -> [WorkUnit] {
        var parts: [WorkUnit] = []
        var homeless: [NameClaims.Claim] = []
        for claim in claims {
            guard let answer = answer(for: claim, index) else {
                homeless.append(claim)
                continue
            }
            if claim.isType { typeFiles[claim.name.lowercased()] = answer.file }
            let joins = claim.isType && SourcePath.isPackageFile(answer.file)
            if let same = parts.firstIndex(where: { $0.files.contains(answer.file) }) {
                parts[same].claims.append(claim)
            } else if joins, !parts.isEmpty {
                parts[0].files.append(answer.file)
                parts[0].claims.append(claim)
                parts[0].reasons.append(answer.reason)
            } else {
                parts.append(
                    WorkUnit(requirements: [index], files: [answer.file], claims: [claim], reasons: [answer.reason]))
            }
        }
        guard !homeless.isEmpty else { return parts }
        if parts.isEmpty {
            let answer = guessedFile(for: homeless, index)
            parts = [WorkUnit(requirements: [index], files: [answer.file], reasons: [answer.reason])]
        }
        for claim in homeless where claim.isType { typeFiles[claim.name.lowercased()] = parts[0].files[0] }
        parts[0].claims += homeless
        return parts
    }

    /// The place of a name: where its owner put it, else what the texts tell.
    private func answer(for claim: NameClaims.Claim, _ index: Int) -> FilePlacement.Answer? {
        if claim.isChange, let owner = names.owner[claim.name], owner != index, repository.place(of: claim.name) == nil,
            let unit = units.first(where: {
                $0.requirements.contains(owner) && $0.claims.contains { $0.name == claim.name }
            })
        {
            let file = home(of: claim, in: unit)
            let id = document.requirements[owner].id
            return FilePlacement.Answer(file: file, reason: "`\(claim.name)` of \(id) is changed, which is in \(file).")
        }
        return placement.file(of: claim, in: proses[index], typeFiles: typeFiles)
    }

    private func home(of claim: NameClaims.Claim, in unit: WorkUnit) -> String {
        let last = claim.qualifier?.split(separator: ".").last.map(String.init)
        return unit.files.first { SourcePath.stem($0) == last } ?? unit.files.first ?? ""
    }

    private func guessedFile(for claims: [NameClaims.Claim], _ index: Int) -> FilePlacement.Answer {
        let library = placement.documentFiles.filter { !SourcePath.isEntryPoint($0) && !SourcePath.isPackageFile($0) }
        if let last = units.last(where: { !$0.isCommand }) {
            return FilePlacement.Answer(
                file: last.files[0], reason: "No file is named; it goes on in \(last.files[0]), like the part before.")
        }
        if let first = library.first {
            return FilePlacement.Answer(file: first, reason: "No file is named; \(first) is the document's first.")
        }
        let ending = [
            "python": "py", "javascript": "mjs", "typescript": "ts", "swift": "swift", "go": "go", "rust": "rs",
        ]
        let title = claims.first?.name ?? document.title
        let words = title.lowercased().split { !$0.isLetter && !$0.isNumber }.prefix(3)
        let stem = words.isEmpty ? "main" : words.joined(separator: "_")
        let folder = placement.package.map { $0 + "/" } ?? (repository.hasCode(in: "src") ? "src/" : "")
        let file = folder + stem + "." + (ending[repository.language] ?? "py")
        return FilePlacement.Answer(file: file, reason: "No file is named anywhere; \(file) is chosen after the name.")
    }

    /// A requirement that names nothing goes on with what the one before it began.
    private func continuation(of index: Int) -> WorkUnit {
        let mentioned = names.owner.filter { name, owner in
            owner != index && name.first?.isUppercase != true && proses[index].refers(to: name, in: repository)
        }
        let owner = mentioned.values.filter { $0 < index }.max()
        let referred = document.requirements[index].references.compactMap { id in
            document.requirements.firstIndex { $0.id == id }
        }.filter { $0 < index }.max()
        let before =
            units.last { unit in unit.requirements.contains { $0 == owner ?? referred } } ?? units.last {
                !$0.isCommand
            } ?? units.last
        guard let before, let first = before.requirements.first else {
            let answer = guessedFile(for: [], index)
            return WorkUnit(requirements: [index], files: [answer.file], reasons: [answer.reason])
        }
        var unit = WorkUnit(requirements: [index], files: before.files, continues: before.continues ?? first)
        unit.isChange = true
        let lead = before.claims.first { !$0.isType }
        if var lead {
            lead.isChange = true
            unit.claims = [lead]
        }
        unit.commands = lead == nil ? before.commands : []
        let what = lead.map { "`\($0.name)` of " } ?? ""
        unit.reasons = [
            "The requirement names no code of its own; it goes on with \(what)\(document.requirements[first].id)."
        ]
        return unit
    }

    /// A requirement that names types alone, such as the errors of a function, changes the function before it in the file.
    private func addExtendedFunction(to parts: inout [WorkUnit]) {
        for position in parts.indices
        where !parts[position].claims.isEmpty && parts[position].claims.allSatisfy(\.isType) {
            let part = parts[position]
            guard part.commands.isEmpty, let before = units.last(where: { $0.files.first == part.files.first }),
                var lead = before.claims.last(where: { !$0.isType })
            else { continue }
            lead.isChange = true
            parts[position].claims.insert(lead, at: 0)
            parts[position].isChange = true
            let id = before.requirements.first.map { document.requirements[$0].id.rawValue } ?? ""
            parts[position].reasons.append("It names types alone, so that it goes on with `\(lead.name)` of \(id).")
        }
    }

    private func addCommands(to parts: inout [WorkUnit], _ index: Int) {
        var commands: [String] = []
        for mention in proses[index].mentions where mention.kind == .command {
            let isTest = ["pytest", "unittest", "--test", "npm test"].contains(where: mention.name.contains)
            if !isTest, !commands.contains(mention.name) { commands.append(mention.name) }
        }
        for interface in document.requirements[index].interfaces where interface.kind == .command {
            let known = commands.contains { $0.contains(interface.name) || interface.name.contains($0) }
            if !known { commands.append(interface.name) }
        }
        for command in commands {
            guard let answer = placement.file(ofCommand: command, in: proses[index]) else { continue }
            if let same = parts.firstIndex(where: { $0.files.contains(answer.file) }) {
                parts[same].commands.append(command)
            } else {
                parts.append(
                    WorkUnit(
                        requirements: [index], files: [answer.file], commands: [command], reasons: [answer.reason]))
            }
        }
    }

    /// In a change of existing code, types whose values the examples build belong to it as well.
    private func addNamedFiles(to parts: inout [WorkUnit], _ index: Int) {
        let isPureChange = !names.claims[index].isEmpty && names.claims[index].allSatisfy(\.isChange)
        guard isPureChange, !parts.isEmpty else { return }
        let built = proses[index].mentions.filter { $0.kind == .call }.flatMap(\.calledTypes)
        for name in built {
            guard let place = repository.place(of: name), place.isType,
                !parts.contains(where: { $0.files.contains(place.file) })
            else { continue }
            parts[0].files.append(place.file)
            parts[0].reasons.append("The examples are about values of `\(name)`, which is in \(place.file).")
        }
    }

    /// Gives each criterion to the unit whose names it mentions, else to the first.
    private func distribute(_ criteria: [Criterion], over parts: inout [WorkUnit]) {
        for criterion in criteria {
            let words = parts.map { part -> Int in
                let called = part.claims.filter { criterion.text.contains($0.name) }.count
                let commanded = part.commands.filter { command in
                    let word = command.split(separator: " ").first.map(String.init) ?? command
                    return criterion.text.contains("`\(command)`") || criterion.text.contains("command `\(word)")
                }.count
                return called + 2 * commanded
            }
            let best = words.indices.max { words[$0] < words[$1] || words[$0] == words[$1] && $0 > $1 } ?? 0
            parts[best].criteria.append(criterion.id)
        }
    }

    /// Types that only the introduction names go to the first unit whose requirement mentions them.
    private mutating func adoptDocumentTypes() {
        for (name, qualifier) in placement.documentTypes where names.owner[name] == nil && !units.isEmpty {
            guard repository.place(of: name) == nil, !NameClaims.isForeign(name) else { continue }
            let claim = NameClaims.Claim(
                name: name, qualifier: qualifier, isType: true, strength: 1, signature: nil, parameters: [], position: 0
            )
            let user = units.firstIndex { unit in
                unit.requirements.contains { index in document.requirements[index].text.contains(name) }
            }
            let index = user ?? 0
            guard let answer = placement.file(of: claim, in: SpecProse(markdown: ""), typeFiles: typeFiles),
                !units[index].claims.contains(where: { $0.name == name })
            else { continue }
            if !units[index].files.contains(answer.file) { units[index].files.append(answer.file) }
            units[index].claims.append(claim)
            units[index].reasons.append("`\(name)`, which the introduction names, is first needed here.")
        }
    }

    /// A file that the document names and no requirement claims goes to the unit whose text is nearest to its remark.
    private mutating func adoptFilesWithoutWork() {
        let taken = Set(units.flatMap(\.files))
        for file in placement.documentFiles where !taken.contains(file) && !repository.files.contains(file) {
            guard !SourcePath.isPackageFile(file), !units.isEmpty else { continue }
            let text = (SourcePath.stem(file) + " " + (placement.remarks[file] ?? "").prefix { $0 != "\n" })
            let words = Set(text.lowercased().split { !$0.isLetter }.map(String.init).filter { $0.count > 3 })
            let scores = units.map { unit in
                unit.requirements.reduce(0) { $0 + proses[$1].words.filter(words.contains).count }
            }
            guard let best = scores.indices.max(by: { scores[$0] < scores[$1] || scores[$0] == scores[$1] && $0 > $1 })
            else { continue }
            let reason = "The document names \(file), which no requirement speaks of; it is nearest to this one."
            units[best].files.append(file)
            units[best].reasons.append(reason)
        }
    }

    private func measure(_ unit: inout WorkUnit) {
        let requirement = unit.requirements.first.map { document.requirements[$0] }
        let share = Double(unit.criteria.count) / Double(max(1, requirement?.criteria.count ?? 1))
        let words = Double(unit.requirements.reduce(0) { $0 + proses[$1].words.count }) * max(0.25, share)
        let size = 0.4 + 0.2 * Double(unit.claims.count + unit.commands.count) + words / 150
        unit.effort = (size * 10).rounded() / 10
    }

    private static func reasonWithoutCode(
        _ requirement: Requirement, claims: [NameClaims.Claim], prose: SpecProse
    ) -> String? {
        let commands = prose.mentions.contains { $0.kind == .command }
        guard claims.isEmpty, !commands, requirement.examples.isEmpty else { return nil }
        let id = requirement.id.rawValue.uppercased()
        if ["SC-", "SC_", "NFR", "US-", "US"].contains(where: id.hasPrefix) {
            return "\(requirement.id) describes the result as a whole and names no code."
        }
        let text = requirement.text.lowercased()
        let signs = [
            "existing tests", "documentation", "readme", "standard library only", "no dependencies",
            "no npm dependencies",
            "test coverage", "linter", "unchanged behaviour", "unchanged behavior",
        ]
        guard let sign = signs.first(where: text.contains), prose.words.count < 60 else { return nil }
        return "\(requirement.id) is about the whole (\(sign)) and names no code."
    }
}
