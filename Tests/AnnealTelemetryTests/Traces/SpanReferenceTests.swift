import AnnealTelemetry
import AnnealTesting
import Testing
import Tracing

@Suite("Trace context in headers", .tags(.unit))
struct SpanReferenceTests {
    static let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test("the example of the standard is read and written")
    func standard() throws {
        let reference = try #require(SpanReference(traceparent: Self.header, state: "rojo=1"))
        #expect(reference.trace.description == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(reference.span.description == "00f067aa0ba902b7")
        #expect(reference.isSampled)
        #expect(reference.state == "rojo=1")
        #expect(reference.traceparent == Self.header)
        let unsampled = try #require(SpanReference(traceparent: String(Self.header.dropLast(2)) + "00"))
        #expect(!unsampled.isSampled)
        #expect(unsampled.traceparent.hasSuffix("-00"))
        // Of later versions the first four parts are read.
        #expect(SpanReference(traceparent: "cc" + Self.header.dropFirst(2) + "-what-comes") != nil)
    }

    @Test(
        "what is not a header is not read",
        arguments: [
            "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            "00-+bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        ])
    func malformed(header: String) {
        #expect(SpanReference(traceparent: header) == nil)
    }

    @Test("new identifiers have their length and are different")
    func random() {
        let traces = (0..<100).map { _ in TraceID.random().description }
        let spans = (0..<100).map { _ in SpanID.random().description }
        #expect(Set(traces).count == 100)
        #expect(Set(spans).count == 100)
        #expect(traces.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{32}/) != nil })
        #expect(spans.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{16}/) != nil })
    }

    @Test("the environment is read as headers are, and headers are written from a context")
    func propagation() throws {
        var context = InstrumentationContext.topLevel
        let tracer = RunTracer([])
        tracer.extract(
            ["TRACEPARENT": Self.header, "TRACESTATE": "a=b"], into: &context, using: EnvironmentExtractor())
        #expect(context.span?.traceparent == Self.header)
        var headers: [String: String] = [:]
        tracer.inject(context, into: &headers, using: Headers())
        #expect(headers == ["traceparent": Self.header, "tracestate": "a=b"])
    }

    private struct Headers: Injector {
        func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }
    }
}
