extension Project {
    /// Its rules for agents in the order in which they are shown: those of the whole repository first, the nearest to a file
    /// last. Where two differ, the nearer one holds.
    public var orderedRules: [(path: String, text: String)] { RepositoryRules.ordered(rules) }

    /// The same project with those rules only that hold for some files: of the whole repository, and of the folders above the
    /// files.
    ///
    /// - Parameter files: relative to the root; where there are none, all rules stay.
    /// - Returns: the project.
    public func keepingRules(for files: [String]) -> Project {
        guard !files.isEmpty else { return self }
        var project = self
        project.rules = Dictionary(
            RepositoryRules.find(root: root, near: files).map { ($0.path, $0.text) }, uniquingKeysWith: { $1 })
        return project
    }
}
