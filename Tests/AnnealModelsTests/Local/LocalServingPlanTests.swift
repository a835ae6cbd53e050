import AnnealFoundation
import Testing

@testable import AnnealModels

@Suite("How a local model is served")
struct LocalServingPlanTests {
    let entry = CatalogueEntry(
        name: "m", summary: "", fileName: "m.gguf", bytes: 1 << 30, trainedContext: 32768, cacheBytesPerToken: 28_672)

    private func plan(_ flags: [String: String] = [:], gigabytes: Int? = 16) throws -> ServingPlan {
        ServingPlan.fitting(
            entry, settings: try Settings(flags: flags), cores: 2, memory: gigabytes.map { $0 << 30 })
    }

    @Test("the settings are kept when there is memory")
    func settings() throws {
        let plan = try plan(["model.localSlots": "3", "model.localContextLength": "4096", "model.localThreads": "5"])
        #expect((plan.slots, plan.contextPerSlot, plan.threads) == (3, 4096, 5))
    }

    @Test("all cores work when no threads are set")
    func cores() throws { #expect(try plan().threads == 2) }

    @Test("slots are given up before context when memory is short")
    func slots() throws {
        let plan = try plan(gigabytes: 3)
        #expect(plan.slots < 4)
        #expect(plan.slots >= 1)
        #expect(plan.contextPerSlot == 8192)
    }

    @Test("context is given up when a single slot does not fit")
    func context() throws {
        let plan = try plan(["model.localContextLength": "32768"], gigabytes: 2)
        #expect(plan.slots == 1)
        #expect(plan.contextPerSlot < 32768)
        #expect(plan.contextPerSlot >= 2048)
    }

    @Test("no more context is served than the model was trained for")
    func trained() throws {
        #expect(try plan(["model.localContextLength": "100000"], gigabytes: 64).contextPerSlot == 32768)
    }

    @Test("nonsense becomes the least that works")
    func nonsense() throws {
        let plan = try plan(["model.localSlots": "0", "model.localContextLength": "-5", "model.localThreads": "0"])
        #expect((plan.slots, plan.contextPerSlot, plan.threads) == (1, 512, 1))
    }
}
