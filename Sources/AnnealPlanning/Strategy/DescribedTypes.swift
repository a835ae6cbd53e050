internal import AnnealSpecs

/// Types of which a specification tells all there is to them: a base and attributes. ("`Trip` is a class with the
/// attributes `car` and `days`"; "`lot.FullError`, a subclass of `ValueError`; its attribute `level` …".) They are made
/// together with the files, before any function is written: every module can import them, no model forgets an attribute,
/// and a function that builds one is all that is left to write.
struct DescribedTypes {
    /// The types by name, with the file that they belong in.
    private(set) var homes: [String: String] = [:]
    /// The types as they are to be made; their signature is the definition's first line, with the attributes as
    /// parameters: `class FullError(ValueError, level=None)`, `class Trip: car; days: int`.
    private(set) var interfaces: [Interface] = []

    /// Finds them.
    ///
    /// - Parameters:
    ///   - document: the specification.
    ///   - files: the new files; packages are those with an `__init__.py`.
    ///   - placed: types that tasks define, with the file of each; those with methods are left to the task.
    init(document: SpecDocument, files: [String], placed: [(type: Interface, file: String)]) {
        let packages = files.filter { SourcePath.isPackageFile($0) && $0.hasSuffix("__init__.py") }
        let text = (document.context.map(\.text) + document.requirements.map(\.text)).joined(separator: "\n\n")
        for interface in document.interfaces + document.requirements.flatMap(\.interfaces)
        where interface.kind == .type && homes[interface.name] == nil {
            guard let qualifier = interface.qualifier,
                let home = packages.first(where: { SourcePath.folder($0).split(separator: "/").last ?? "" == qualifier }
                )
            else { continue }
            // Types of a package that are no errors are a task's work.
            let description = TypeDescription(of: interface.name, in: text)
            guard Self.isError(interface.name) || description.base.map(Self.isError) ?? false else { continue }
            add(interface, home: home, signature: description.error(named: interface.name))
        }
        for (type, file) in placed where homes[type.name] == nil && file.hasSuffix(".py") && files.contains(file) {
            let description = TypeDescription(of: type.name, in: text)
            let isError = Self.isError(type.name) || description.base.map(Self.isError) ?? false
            if isError {
                add(type, home: file, signature: description.error(named: type.name))
            } else if description.base == nil, let signature = description.record(named: type.name) {
                add(type, home: file, signature: signature)
            }
        }
    }

    private mutating func add(_ interface: Interface, home: String, signature: String) {
        homes[interface.name] = home
        var made = interface
        made.signature = signature
        interfaces.append(made)
    }

    private static func isError(_ name: String) -> Bool {
        ["Error", "Exception", "Warning"].contains { name.hasSuffix($0) }
    }
}
