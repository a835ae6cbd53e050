internal import AnnealFoundation
public import AnnealSpecs

extension SymbolIndex {
    /// Looks up where names are defined: in the project's source files, and where the specification puts them.
    ///
    /// A file that both the code and the specification tell comes first, then files that define the name now, then the
    /// one that the specification tells. Complexity: O(n) in the size of the source files.
    ///
    /// - Parameters:
    ///   - project: the project, whose files are read.
    ///   - specification: the specification.
    public init(project: Project, specification: SpecDocument) {
        var present: [String: [String]] = [:]
        for path in project.files {
            guard let language = Languages.forFile(path: path), !language.isTest(path: path),
                let text = project.text(of: path)
            else { continue }
            for definition in language.outline(of: text).definitions where definition.parent == nil {
                if present[definition.name]?.last != path { present[definition.name, default: []].append(path) }
            }
        }
        let places = SpecPlaces(project: project, specification: specification)
        var files = present.mapValues { paths in
            // A package's own file often only passes a name on.
            paths.sorted { !$0.hasSuffix("__init__.py") && $1.hasSuffix("__init__.py") }
        }
        for (interface, requirement) in places.callables {
            guard let place = places.file(for: interface, in: requirement) else { continue }
            let known = files[interface.name] ?? []
            if known.contains(place) {
                files[interface.name] = [place] + known.filter { $0 != place }
            } else {
                files[interface.name] = known + [place]
            }
        }
        self.init(filesByName: files)
    }
}

/// Where a specification says that things are to be defined.
struct SpecPlaces {
    /// Functions and types with the requirement that names them.
    let callables: [(interface: Interface, requirement: Requirement?)]
    /// Source files that the project has or that the specification names.
    private let sources: [String]
    /// Source files by the requirement that names them.
    private let named: [RequirementID: [(path: String, line: Int)]]
    private let namedOutside: [String]

    init(project: Project, specification: SpecDocument) {
        let present = project.files.filter { path in
            Languages.forFile(path: path).map { !$0.isTest(path: path) } ?? false
        }
        let folder = Self.packageFolder(of: specification, present: present)
        let path = { (interface: Interface) -> String? in
            guard interface.kind == .file, Languages.forFile(path: interface.name) != nil else { return nil }
            return Self.resolved(interface.name, present: present, folder: folder)
        }
        var named: [RequirementID: [(path: String, line: Int)]] = [:]
        for requirement in specification.requirements {
            named[requirement.id] = requirement.interfaces.compactMap { interface in
                path(interface).map { ($0, interface.location.line) }
            }
        }
        self.named = named
        namedOutside = specification.interfaces.compactMap(path)
        var sources = present
        for place in namedOutside + named.values.flatMap({ $0.map(\.path) }).sorted() where !sources.contains(place) {
            sources.append(place)
        }
        self.sources = sources
        callables =
            (specification.interfaces.map { ($0, nil) }
            + specification.requirements.flatMap { requirement in requirement.interfaces.map { ($0, requirement) } })
            .filter { $0.0.kind == .function || $0.0.kind == .type }
    }

    /// The file that a function or type belongs into, as far as the text tells.
    func file(for interface: Interface, in requirement: Requirement?) -> String? {
        if let stem = interface.qualifier?.split(separator: ".").last {
            let matching = sources.filter { path in
                let parts = path.split(separator: "/")
                let file = parts.last?.prefix { $0 != "." } ?? ""
                return file == stem || (file == "__init__" && parts.dropLast().last.map { $0 == stem } ?? false)
            }
            if let file = matching.first { return file }
            // The qualifier is a package that has no file yet, or a type or a variable.
            if sources.contains(where: { $0.hasPrefix("\(stem)/") }) { return "\(stem)/__init__.py" }
            if callables.contains(where: { $0.interface.kind == .type && $0.interface.name == stem }) { return nil }
        }
        let near = requirement.flatMap { named[$0.id] } ?? []
        let sameLine = near.filter { $0.line == interface.location.line }
        if Set(sameLine.map(\.path)).count == 1 { return sameLine[0].path }
        if Set(near.map(\.path)).count == 1 { return near[0].path }
        let code = sources.filter { !$0.hasSuffix("__init__.py") && !$0.hasSuffix("__main__.py") }
        if code.count == 1 { return code[0] }
        let outside = Set(namedOutside.filter { !$0.hasSuffix("__init__.py") && !$0.hasSuffix("__main__.py") })
        return outside.count == 1 ? outside.first : nil
    }

    /// The package's folder, when the specification speaks of one and names its files without it.
    private static func packageFolder(of specification: SpecDocument, present: [String]) -> String? {
        let interfaces = specification.interfaces + specification.requirements.flatMap(\.interfaces)
        let files = interfaces.filter { $0.kind == .file }.map(\.name)
        let stems = Set(files.map { $0.split(separator: "/").last?.prefix { $0 != "." } ?? "" })
        let modules = interfaces.filter { $0.kind == .module }.map(\.name).filter { !stems.contains($0[...]) }
        let texts = specification.context.map(\.text) + specification.requirements.map(\.text)
        return modules.first { name in
            !name.contains(".") && !name.contains("/")
                && texts.contains { $0.lowercased().contains("package `\(name.lowercased())`") }
        }
    }

    private static func resolved(_ name: String, present: [String], folder: String?) -> String {
        if present.contains(name) { return name }
        if !name.contains("/") {
            let below = present.filter { $0.hasSuffix("/" + name) }
            if below.count == 1 { return below[0] }
            if let folder { return "\(folder)/\(name)" }
        }
        return name
    }
}
