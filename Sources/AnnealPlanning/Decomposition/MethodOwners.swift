internal import AnnealSpecs

/// Tells which functions are methods, and of which type: a text that speaks of `ticket.refund(2)` means a method where
/// there is a type `Ticket`, and a function of a module where `ticket.py` has functions.
struct MethodOwners {
    private let repository: RepositoryMap
    /// Types that the document asks for, by name in lower case.
    private var documentTypes: [String: String] = [:]
    /// Prefixes with which the document names types, as in `ticket.Ticket`: these are modules.
    private var modulePrefixes: Set<String> = []

    /// Reads what a document asks for.
    ///
    /// - Parameters:
    ///   - claims: the names that the requirements define or change.
    ///   - documentTypes: types that the document names elsewhere, with their qualifiers.
    ///   - repository: the code that is there.
    init(
        claims: [NameClaims.Claim], documentTypes: [(name: String, qualifier: String?)], repository: RepositoryMap
    ) {
        self.repository = repository
        let named = documentTypes + claims.filter(\.isType).map { ($0.name, $0.qualifier) }
        for (name, qualifier) in named {
            self.documentTypes[name.lowercased()] = name
            if let last = Self.last(of: qualifier) { modulePrefixes.insert(last) }
        }
    }

    /// The type that a function is a method of; `nil` for a function of a module.
    func owner(of claim: NameClaims.Claim) -> String? {
        guard !claim.isType, let last = Self.last(of: claim.qualifier), !SourcePath.isCode(last) else { return nil }
        if let place = repository.place(of: claim.name, qualifier: claim.qualifier) { return place.parent }
        if let type = documentTypes[last.lowercased()] {
            return type == last || !modulePrefixes.contains(last) ? type : nil
        }
        guard let found = repository.fileOfType(like: last) else { return nil }
        let isModule = found.type != last && repository.hasFunctions(inFilesNamed: last)
        return isModule ? nil : found.type
    }

    private static func last(of qualifier: String?) -> String? {
        guard let qualifier, !SourcePath.isCode(qualifier) else { return nil }
        return qualifier.split(separator: ".").last.map(String.init)
    }
}
