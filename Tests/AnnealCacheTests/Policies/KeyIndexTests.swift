import AnnealFoundation
import AnnealTesting
import Testing

@testable import AnnealCache

@Suite(.tags(.unit))
struct KeyIndexTests {
    @Test("A table behaves as a dictionary does, whatever is put in and taken out")
    func dictionary() {
        var random = SplitMix64(seed: 3)
        var index = KeyIndex()
        var model: [UInt64: Int32] = [:]
        for step in 0..<20_000 {
            let key = random.next() % 700
            if random.next() % 3 == 0 {
                let slot = index.remove(key)
                #expect(slot == model.removeValue(forKey: key) ?? -1)
            } else if model[key] == nil {
                index.insert(key, slot: Int32(step))
                model[key] = Int32(step)
            }
            #expect(index.count == model.count)
        }
        for key in 0..<700 as Range<UInt64> { #expect(index.find(key) == model[key] ?? -1) }
    }

    @Test("A frequency sketch never counts too little, and halves")
    func sketch() {
        var sketch = FrequencySketch(keys: 100)
        for key in 0..<100 as Range<UInt64> {
            for _ in 0...key { sketch.add(key) }
        }
        for key in 0..<100 as Range<UInt64> { #expect(sketch.estimate(key) >= UInt32(key) + 1) }
        let before = sketch.estimate(99)
        sketch.halve()
        #expect(sketch.estimate(99) == before / 2)
    }

    @Test(
        "XXH64 gives the published values",
        arguments: [
            (UInt64(0), UInt64(0), UInt64(0x34C9_6ACD_CADB_1BBB)), (1, 0, 0x9F29_CB17_A2A4_9995),
        ])
    func hash(key: UInt64, seed: UInt64, hash: UInt64) {
        #expect(FrequencySketch.xxh64(key, seed: seed) == hash)
    }
}
