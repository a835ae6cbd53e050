/// The numbers by which answers find who asked, given out and taken back.
struct CassandraStreams {
    private let limit: Int
    private var fresh = 0
    private var returned: [Int16] = []
    /// Numbers of requests that nobody waits for any more, and whose answers may still come.
    private(set) var abandoned: Set<Int16> = []

    /// - Parameter limit: how many there are, 32768 at most.
    init(limit: Int) { self.limit = max(1, min(limit, 32_768)) }

    /// A number that is not in use; `nil` when all are.
    mutating func take() -> Int16? {
        if let number = returned.popLast() { return number }
        guard fresh < limit else { return nil }
        defer { fresh += 1 }
        return Int16(fresh)
    }

    /// Takes a number back whose answer has come.
    mutating func giveBack(_ number: Int16) { returned.append(number) }

    /// Keeps a number until its answer comes after all.
    mutating func abandon(_ number: Int16) { abandoned.insert(number) }

    /// Takes back the number of an answer that came too late.
    ///
    /// - Returns: whether it was one.
    mutating func giveBackLate(_ number: Int16) -> Bool {
        guard abandoned.remove(number) != nil else { return false }
        returned.append(number)
        return true
    }

    /// Whether so many answers are missing that the connection is worth little.
    var isWornOut: Bool { abandoned.count * 2 > limit }
}
