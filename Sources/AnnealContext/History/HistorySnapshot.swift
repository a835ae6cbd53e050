internal import Foundation
internal import GRDB

/// Which files each commit changed, by their places in a snapshot of the index.
struct HistorySnapshot {
    /// Numbers of the commits, the oldest first.
    private(set) var numbers: [Int] = []
    /// The sum of the weights of each message's terms, over the average.
    private(set) var lengths: [Float] = []
    /// The first place of each commit in `files`, and the number of all at the end.
    private(set) var starts: [Int32] = [0]
    /// Places of files; those that are gone are left out.
    private(set) var files: [Int32] = []
    /// By place, the commits (as indices of `numbers`) that changed the file, the oldest first.
    private(set) var commits: [[Int32]] = []

    init() {}

    /// Reads it. Complexity: O(n) in commits and files.
    ///
    /// - Parameters:
    ///   - database: the index.
    ///   - paths: of the files, by place.
    /// - Throws: `DatabaseError`.
    init(_ database: Database, paths: [String]) throws {
        guard try Int.fetchOne(database, sql: "SELECT max(number) FROM history") != nil else { return }
        var places: [String: Int32] = [:]
        for (place, path) in paths.enumerated() { places[path] = Int32(place) }
        var placeByNumber: [UInt32: Int32] = [:]
        let names = try Row.fetchCursor(database, sql: "SELECT id, path FROM historyPath")
        while let row = try names.next() {
            if let place = places[row[1] as String] { placeByNumber[row[0]] = place }
        }
        commits = Array(repeating: [], count: paths.count)
        let rows = try Row.fetchCursor(database, sql: "SELECT number, length, paths FROM history ORDER BY number")
        while let row = try rows.next() {
            let changed = try row.withUnsafeData(atIndex: 2) { data in
                (data ?? Data()).withUnsafeBytes { Numbers.values($0) }.compactMap { placeByNumber[$0] }
            }
            for place in changed { commits[Int(place)].append(Int32(numbers.count)) }
            numbers.append(row[0])
            lengths.append(Float(row[1] as Double))
            files += changed
            starts.append(Int32(files.count))
        }
        let average = max(0.1, lengths.reduce(0, +) / Float(max(1, lengths.count)))
        for index in lengths.indices { lengths[index] /= average }
    }

    /// The same with files at other places.
    ///
    /// - Parameter places: the new place of each file, each once.
    /// - Returns: the moved snapshot.
    func moved(to places: [Int32]) -> HistorySnapshot {
        var moved = self
        for index in files.indices { moved.files[index] = places[Int(files[index])] }
        for (place, commits) in commits.enumerated() { moved.commits[Int(places[place])] = commits }
        return moved
    }

    /// Whether there are no commits.
    var isEmpty: Bool { numbers.isEmpty }

    /// The places that a commit changed.
    func files(of commit: Int) -> ArraySlice<Int32> { files[Int(starts[commit])..<Int(starts[commit + 1])] }

    /// The index of a commit's number, by binary search.
    func index(of number: Int) -> Int? {
        var low = 0
        var high = numbers.count
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < numbers.count && numbers[low] == number ? low : nil
    }
}
