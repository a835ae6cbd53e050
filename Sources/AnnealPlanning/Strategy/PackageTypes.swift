internal import AnnealSpecs

/// Types that a specification places into a new package itself (`csvql.QueryError`), where every module of it can import
/// them. They are made together with the files, before any module is written.
struct PackageTypes {
    /// The types by name, with the package's file.
    private(set) var homes: [String: String] = [:]
    /// The types as they are to be made.
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
            guard let qualifier = interface.qualifier,
                let home = packages.first(where: { SourcePath.folder($0).split(separator: "/").last ?? "" == qualifier }
                )
            else { continue }
            homes[interface.name] = home
            var made = interface
            made.signature = Self.declaration(of: interface.name, in: text)
            interfaces.append(made)
        }
    }

    /// The head of a class with its base, and attributes as parameters of its constructor: what the text says of it.
    private static func declaration(of name: String, in text: String) -> String? {
        guard let start = text.firstRange(of: "\(name)`") else { return nil }
        let passage = text[start.upperBound...].prefix(400)
        let near = passage.prefix { $0 != "\n" }
        let base = near.firstMatch(of: /subclass of `([A-Za-z_.]+)`/).map { String($0.1) }
        let attributes = near.matches(of: /attribute `([a-z_]\w*)`/).map { String($0.1) }
        guard base != nil || !attributes.isEmpty else { return nil }
        return "class \(name)(\(([base ?? "Exception"] + attributes.map { "\($0)=None" }).joined(separator: ", ")))"
    }
}
