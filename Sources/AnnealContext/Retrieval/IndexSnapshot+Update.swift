internal import GRDB

extension IndexSnapshot {
    /// Changes up to which a snapshot is brought up to date; after more it is read anew.
    static let fewFiles = 64

    /// Brings an earlier snapshot up to date where few files have changed since: only those are read. What it gives is what
    /// a snapshot that is read anew would have.
    ///
    /// - Parameters:
    ///   - database: the index.
    ///   - known: of the same index.
    /// - Throws: `IndexError`, `DatabaseError`. Complexity: O(n) in what the snapshot holds, with small constants.
    init?(_ database: Database, since known: IndexSnapshot) throws {
        marks = try IndexMarks(database)
        guard marks.made == known.marks.made, let last = known.files.last.map({ Int64($0.id) }),
            let kept = try Self.kept(of: known, after: last, database)
        else { return nil }
        segments = try Int64.fetchAll(database, sql: "SELECT id FROM segment ORDER BY id")
        for place in kept { append(place, of: known) }
        try readFiles(database, after: last)
        setPlaces()
        let places = places(from: known)
        if let places, marks.references == known.marks.references {
            references = redirected(known, places)
            try readReferences(database, after: last)
        } else {
            try readReferences(database)
        }
        measure()
        if let places { relate(as: known, places) } else { relate() }
        if let places, marks.history == known.marks.history {
            history = known.history.moved(to: places)
        } else {
            history = try HistorySnapshot(database, paths: files.map(\.path))
        }
    }

    /// The places of files that are as they were; `nil` when too much has changed.
    private static func kept(of known: IndexSnapshot, after last: Int64, _ database: Database) throws -> [Int]? {
        var isThere = [Bool](repeating: false, count: known.files.count)
        var new = 0
        let numbers = try Int64.fetchCursor(database, sql: "SELECT id FROM file")
        while let number = try numbers.next() {
            if number > last {
                new += 1
                if new > fewFiles { return nil }
            } else if let place = known.place(of: UInt32(truncatingIfNeeded: number)) {
                isThere[place] = true
            }
        }
        let kept = isThere.indices.filter { isThere[$0] }
        return known.files.count - kept.count <= fewFiles ? kept : nil
    }

    /// The places of an earlier snapshot's files; `nil` where files came, went, or serve another purpose now.
    private func places(from known: IndexSnapshot) -> [Int32]? {
        guard files.count == known.files.count else { return nil }
        var new: [String: Int] = [:]
        for (place, file) in files.enumerated().reversed() {
            guard known.place(of: file.id) == nil else { break }
            new[file.path] = place
        }
        var places: [Int32] = []
        places.reserveCapacity(files.count)
        for file in known.files {
            guard let place = place(of: file.id) ?? new[file.path], files[place].category == file.category else {
                return nil
            }
            places.append(Int32(place))
        }
        return places
    }

    /// References of the files that are as they were.
    private func redirected(_ known: IndexSnapshot, _ places: [Int32]) -> [FileReference] {
        known.references.compactMap { reference in
            guard place(of: reference.from) != nil, let to = known.place(of: reference.to) else { return nil }
            return FileReference(from: reference.from, to: files[Int(places[to])].id, weight: reference.weight)
        }
    }

    private mutating func relate(as known: IndexSnapshot, _ places: [Int32]) {
        func moved(_ group: [Int]) -> [Int] { group.map { Int(places[$0]) }.sorted() }
        folders = known.folders
        for (place, folder) in known.folders.enumerated() { folders[Int(places[place])] = folder }
        folderCount = known.folderCount
        siblings = known.siblings.mapValues(moved)
        tests = Dictionary(uniqueKeysWithValues: known.tests.map { (Int(places[$0.key]), moved($0.value)) })
    }
}
