import Foundation
import Testing

@testable import AnnealContext

@Suite("Positions of the best files only")
struct CandidateTests {
    private let files = Dictionary(
        uniqueKeysWithValues: (0..<40).map { number in
            (
                "m\(number).py",
                "def job_\(number)(queue):\n" + String(repeating: "    queue.push(job)\n", count: number % 7)
                    + (number == 13 ? "    queue.drain_all(job)\n" : "")
            )
        })

    @Test("a search that reads few positions finds the same file first, and all that match")
    func few() throws {
        try IndexedFolder.with(files) { folder in
            let index = try folder.open()
            try index.update()
            let all = try RepositorySearch(index: index).search("drain the job queue", limit: 100)
            var weights = SearchWeights.standard
            weights.candidates = 5
            let few = try RepositorySearch(index: index, weights: weights).search("drain the job queue", limit: 100)
            #expect(few.first?.path == "m13.py")
            #expect(all.first?.path == "m13.py")
            #expect(Set(few.map(\.path)) == Set(all.map(\.path)))
            let read = few.count { $0.signals["pieces"] != nil }
            #expect(read >= 5 && read < all.count { $0.signals["pieces"] != nil })
        }
    }

    @Test("a summary is read as it was written, and damage is seen")
    func summary() throws {
        for counts: SIMD8<Int32> in [
            [1, 0, 1, 0, 0, 0, 0, 0], [0, 300, 0, 2, 1, 70_000, 0, 0], [0, 0, 0, 0, 0, 1, 0, 0],
        ] {
            var bytes: [UInt8] = []
            TermSummary.append(counts, length: 517, to: &bytes)
            bytes.withUnsafeBufferPointer { bytes in
                var offset = 0
                let summary = TermSummary(bytes, at: &offset)
                #expect(offset == bytes.count)
                #expect(summary?.length == 517)
                #expect(summary.map { SIMD8<Int32>($0.counts) } == counts)
                var cut = 0
                #expect(TermSummary(UnsafeBufferPointer(rebasing: bytes.dropLast(2)), at: &cut) == nil)
            }
        }
        [UInt8(0), 3].withUnsafeBufferPointer { bytes in
            var offset = 0
            #expect(TermSummary(bytes, at: &offset) == nil)
        }
    }
}
