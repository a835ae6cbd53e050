public import AnnealContext
public import AnnealSpecs

extension Plan {
    /// Where the names of the specification are to be defined by this plan, so that tests and other tasks can import
    /// them.
    ///
    /// A name goes to the file among its task's whose name is the name's qualifier; without one, to the task's first
    /// file. Methods (names behind a type) are left out. Names that only a later task changes keep their first file.
    public var symbols: SymbolIndex {
        var files: [String: [String]] = [:]
        let makers = graph.tasks.filter { $0.kind != .interfaces && $0.kind != .integrate }
        for task in makers {
            for interface in task.interfaces where interface.kind == .function || interface.kind == .type {
                if let last = interface.qualifier?.split(separator: ".").last, last.first?.isUppercase == true {
                    continue
                }
                guard let file = task.file(of: interface) else { continue }
                if files[interface.name]?.contains(file) != true { files[interface.name, default: []].append(file) }
            }
        }
        return SymbolIndex(filesByName: files)
    }
}

extension PlanTask {
    /// The file among those that the task writes in which an interface belongs.
    ///
    /// - Parameter interface: one of the task's interfaces.
    /// - Returns: a path, or `nil` when the task writes nothing.
    public func file(of interface: Interface) -> String? {
        guard writes.count > 1, let stem = interface.qualifier?.split(separator: ".").last.map(String.init) else {
            return writes.first
        }
        return writes.first { SourcePath.stem($0) == stem }
            ?? writes.first { SourcePath.isPackageFile($0) && SourcePath.folderName($0) == stem } ?? writes.first
    }
}
