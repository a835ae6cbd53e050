internal import AnnealSpecs

/// Errors that a specification places into a new package itself (`garage.FullError`), where every module of it can import
/// them. They are made together with the files, before any module is written, because their base and attributes are all
/// that there is to them. Other types of a package are a task's work.
struct PackageErrors {
    /// The errors by name, with the package's file.
    private(set) var homes: [String: String] = [:]
    /// The errors as they are to be made.
    private(set) var interfaces: [Interface] = []

    /// Finds them.
    ///
    /// - Parameters:
    ///   - document: the specification.
    ///   - files: the new files; packages are those with an `__init__.py`.
    init(document: SpecDocument, files: [String]) {
        let packages = files.filter { SourcePath.isPackageFile($0) && $0.hasSuffix("__init__.py") }
        let all = document.interfaces + document.requirements.flatMap(\.interfaces)
        let text = (document.context.map(\.text) + document.requirements.map(\.text)).joined(separator: "\n")
        for interface in all where interface.kind == .type && homes[interface.name] == nil {
            let passage = Self.passage(on: interface.name, in: text)
            let base = passage?.firstMatch(of: /subclass of `([A-Za-z_.]+)`/).map { String($0.1) }
            guard Self.isError(interface.name) || base.map(Self.isError) ?? false, let qualifier = interface.qualifier,
                let home = packages.first(where: { SourcePath.folder($0).split(separator: "/").last ?? "" == qualifier }
                )
            else { continue }
            homes[interface.name] = home
            let attributes = passage?.matches(of: /attribute `([a-z_]\w*)`/).map { "\($0.1)=None" } ?? []
            var made = interface
            made.signature = "class \(interface.name)(\(([base ?? "Exception"] + attributes).joined(separator: ", ")))"
            interfaces.append(made)
        }
    }

    /// What the text says of a type where it first names it, in the same line.
    private static func passage(on name: String, in text: String) -> Substring? {
        text.firstRange(of: "\(name)`").map { text[$0.upperBound...].prefix(400).prefix { $0 != "\n" } }
    }

    private static func isError(_ name: String) -> Bool {
        ["Error", "Exception", "Warning"].contains { name.hasSuffix($0) }
    }
}
