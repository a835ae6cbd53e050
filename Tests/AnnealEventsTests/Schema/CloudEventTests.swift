import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite(.tags(.unit)) struct CloudEventTests {
    @Test func `the envelope is that of CloudEvents`() throws {
        var event = CloudEvent(
            RunEvent(
                type: "task.completed", time: Date(timeIntervalSince1970: 1_700_000_000.25), run: "r1", task: "T001",
                correlation: "c7", data: ["phase": "abandoned", "seconds": 1.5]), id: "01A")
        event.sequence = 3
        #expect(
            event.line
                == #"{"correlation":"c7","data":{"phase":"abandoned","seconds":1.5},"datacontenttype":"application/json","#
                + #""dataschema":"urn:anneal:event:task.completed:1","id":"01A","module":"task","run":"r1","#
                + #""sequence":"0000000003","severity":"warning","source":"/anneal/runs/r1","specversion":"1.0","#
                + #""subject":"tasks/T001","task":"T001","time":"2023-11-14T22:13:20.250Z","type":"task.completed"}"#)
        #expect(try CloudEvent(parsing: event.line) == event)
    }

    @Test func `a line is what the canonical encoder writes`() throws {
        let value: JSONValue = [
            "text": "a\"b\\c/d\n\t\r\u{1}é😀", "numbers": [0, -7, 0.1, 1e300, 2.5], "none": nil, "truth": [true, false],
            "o": [:],
        ]
        let event = CloudEvent(type: "x", source: "/s", time: Date(timeIntervalSince1970: 0), id: "i", data: value)
        #expect(try CloudEvent(parsing: event.line).data == value)
        #expect(try JSONValue(parsing: event.line) == event.json)
    }

    @Test(arguments: [
        ("[]", "the event is no JSON object"), ("{", "the event is no JSON object"),
        (#"{"id":"1"}"#, "the event has no attribute 'specversion'"),
        (#"{"specversion":"0.3"}"#, "the event is of a version of CloudEvents that is not 1.0"),
        (#"{"specversion":"1.0","time":"noon"}"#, "the event's attribute 'time' is no time of RFC 3339"),
        (
            #"{"specversion":"1.0","time":"2024-01-01T00:00:00Z","type":"t","source":"s"}"#,
            "the event has no attribute 'id'"
        ),
        (
            #"{"specversion":"1.0","time":"2024-01-01T00:00:00Z","type":"t","source":"s","id":7}"#,
            "the event's attribute 'id' is no text"
        ),
        (
            #"{"specversion":"1.0","time":"2024-01-01T00:00:00Z","type":"t","source":"s","id":"1","severity":"bad"}"#,
            "the event's severity 'bad' is not known"
        ),
        (
            #"{"specversion":"1.0","time":"2024-01-01T00:00:00Z","type":"t","source":"s","id":"1","sequence":0}"#,
            "the event's attribute 'sequence' is no number from 1"
        ),
        (
            #"{"specversion":"1.0","time":"2024-01-01T00:00:00Z","type":"t","source":"s","id":"1","a_b":"x"}"#,
            "'a_b' is no name of an attribute: small letters and digits alone"
        ),
    ])
    func `what is no event is told with its place`(_ line: String, _ message: String) {
        let error = #expect(throws: EventLogError.self) { try CloudEvent(parsing: line, at: "e.jsonl:4") }
        #expect(error?.message == message)
        #expect(error?.place == "e.jsonl:4")
        #expect(error?.exitCode == .badInput)
    }

    @Test func `events of other programs are read`() throws {
        let event = try CloudEvent(
            parsing:
                #"{"specversion":"1.0","type":"com.example","source":"urn:x","id":"9","time":"2024-01-01T00:00:00+01:00","host":"n","datacontenttype":"text/plain","data":"hello"}"#
        )
        #expect(event.extensions == ["host": "n"])
        #expect(event.data == "hello")
        #expect(event.severity == .info)
        #expect(event.version == 1)
    }

    @Test func `identifiers sort by the order in which they were made`() {
        let time = Date(timeIntervalSince1970: 1_700_000_000)
        let ids = (0..<2000).map { EventID.next(at: time.addingTimeInterval(Double($0 / 500))) }
        #expect(ids == ids.sorted())
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.utf8.count == 26 })
    }
}
