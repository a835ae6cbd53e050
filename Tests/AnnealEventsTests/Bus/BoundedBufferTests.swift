import AnnealFoundation
import AnnealTesting
import Synchronization
import Testing

@testable import AnnealEvents

@Suite(.tags(.unit)) struct BoundedBufferTests {
    /// Numbers that several tasks gather.
    private final class Numbers: Sendable {
        private let numbers = Mutex<[Int]>([])
        var all: [Int] { numbers.withLock { $0 } }
        func add(_ number: Int) { numbers.withLock { $0.append(number) } }
    }

    @Test func `what got in comes out once, also when many that wait are cancelled`() async {
        for seed in 0..<20 as Range<UInt64> {
            let buffer = BoundedBuffer<Int>(capacity: 3)
            let accepted = Numbers()
            let taken = Numbers()
            let pushers = (0..<200).map { number in
                Task { if await buffer.push(number) { accepted.add(number) } }
            }
            let taker = Task {
                while let numbers = await buffer.take(upTo: 2) {
                    for number in numbers { taken.add(number) }
                    await Task.yield()
                }
            }
            var random = SplitMix64(seed: seed)
            for _ in 0..<60 {
                pushers.randomElement(using: &random)?.cancel()
                await Task.yield()
            }
            for pusher in pushers { await pusher.value }
            buffer.finish()
            await taker.value
            #expect(Set(taken.all) == Set(accepted.all))
            #expect(taken.all.count == accepted.all.count)
            #expect(accepted.all.count >= 140)
        }
    }

    @Test func `a cancelled taker leaves what is there`() async {
        let buffer = BoundedBuffer<Int>(capacity: 3)
        let taker = Task { await buffer.take(upTo: 1) }
        await Task.yield()
        taker.cancel()
        #expect(await taker.value == nil)
        #expect(await buffer.push(7))
        #expect(await buffer.take(upTo: 5) == [7])
    }

    @Test func `the end lets go of all who wait`() async {
        let buffer = BoundedBuffer<Int>(capacity: 1)
        #expect(await buffer.push(1))
        let waiting = (0..<5).map { number in Task { await buffer.push(number) } }
        await Task.yield()
        buffer.finish()
        for task in waiting { #expect(await task.value == false) }
        #expect(await buffer.take(upTo: 9) == [1])
        #expect(await buffer.take(upTo: 9) == nil)
        #expect(await !buffer.push(2))
    }
}
