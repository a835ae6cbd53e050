import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite(.tags(.unit)) struct EventHubTests {
    static func event(_ number: Int, type: String = "item.note") -> CloudEvent {
        CloudEvent(
            type: type, source: "/test", time: Date(timeIntervalSince1970: 0), id: "e\(number)",
            data: ["n": .int(number)])
    }

    @Test func `subscribers get what they asked for, in order`() async throws {
        let hub = EventHub()
        let all = hub.subscribe()
        let notes = hub.subscribe(to: try EventFilter("type = item.* and data.n >= 2"))
        for number in 0..<5 { await hub.publish(Self.event(number, type: number == 3 ? "usage" : "item.note")) }
        hub.finish()
        var (heard, some): ([String], [String]) = ([], [])
        for await event in all { heard.append(event.id) }
        for await event in notes { some.append(event.id) }
        #expect(heard == ["e0", "e1", "e2", "e3", "e4"])
        #expect(some == ["e2", "e4"])
    }

    @Test func `a slow subscriber holds the publisher up, and nothing is lost`() async {
        let hub = EventHub()
        let subscription = hub.subscribe(capacity: 4)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<1000 { await hub.publish(Self.event(number)) }
                hub.finish()
            }
            var heard: [String] = []
            while let events = await subscription.next(upTo: 3) {
                #expect(events.count <= 3)
                heard += events.map(\.id)
                await Task.yield()
            }
            #expect(heard == (0..<1000).map { "e\($0)" })
        }
        #expect(subscription.dropped == 0)
    }

    @Test func `a subscriber that may miss events keeps the newest`() async {
        let hub = EventHub()
        let subscription = hub.subscribe(capacity: 3, overflow: .dropOldest)
        for number in 0..<10 { await hub.publish(Self.event(number)) }
        hub.finish()
        #expect(subscription.dropped == 7)
        #expect(await subscription.next(upTo: 10)?.map(\.id) == ["e7", "e8", "e9"])
        #expect(await subscription.next(upTo: 10) == nil)
    }

    @Test func `waits end when their task is cancelled`() async {
        let hub = EventHub()
        let full = hub.subscribe(capacity: 1)
        let empty = hub.subscribe(to: EventFilter(type: "nothing"))
        await hub.publish(Self.event(0))
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await hub.publish(Self.event(1)) }
            group.addTask { #expect(await empty.next(upTo: 1) == nil) }
            group.cancelAll()
        }
        #expect(await full.next(upTo: 5)?.map(\.id) == ["e0"])
    }

    @Test func `a cancelled subscription gets nothing more`() async {
        let hub = EventHub()
        let subscription = hub.subscribe()
        await hub.publish(Self.event(0))
        subscription.cancel()
        await hub.publish(Self.event(1))
        #expect(await subscription.next(upTo: 5)?.map(\.id) == ["e0"])
        #expect(await subscription.next(upTo: 5) == nil)
    }

    @Test func `the events of a run's bus reach the hub in their envelope`() async {
        let hub = EventHub()
        let subscription = hub.subscribe(to: EventFilter(run: "run-1", task: "T001"))
        let bus = EventBus(run: "run-1")
        bus.forward(to: hub)
        bus.send("task.started", task: "T001", ["attempt": 1])
        bus.send("run.completed", ["exitCode": 2])
        hub.finish()
        let events = await subscription.next(upTo: 5) ?? []
        #expect(events.map(\.type) == ["task.started"])
        #expect(events.first?.source == "/anneal/runs/run-1")
        #expect(events.first?.subject == "tasks/T001")
    }
}
