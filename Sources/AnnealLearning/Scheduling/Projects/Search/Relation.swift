/// Lists of activities, one for each activity, in one piece of memory.
final class Relation {
    let members: UnsafeMutablePointer<Int32>
    private let offsets: UnsafeMutablePointer<Int32>

    init(_ lists: [[Int]]) {
        var places: [Int32] = [0]
        for list in lists { places.append((places.last ?? 0) + Int32(list.count)) }
        offsets = ListDecoder.copy(places)
        members = ListDecoder.copy(lists.flatMap { $0.map { Int32($0) } })
    }

    deinit {
        members.deallocate()
        offsets.deallocate()
    }

    @inline(__always)
    func range(_ activity: Int) -> Range<Int> { Int(offsets[activity])..<Int(offsets[activity + 1]) }
    func count(_ activity: Int) -> Int { range(activity).count }
}
