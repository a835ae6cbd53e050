import AnnealFoundation
import AnnealTesting
import Testing
import Tracing

@testable import AnnealTelemetry

@Suite("Spans", .tags(.unit))
struct RunTracerTests {
    private struct SecretError: Error, CustomStringConvertible {
        var description: String { "the password is hunter2" }
    }

    @Test("spans are parts of those that they begin in, also across tasks")
    func parents() async throws {
        let collection = SpanCollection()
        let tracer = RunTracer([collection])
        await tracer.withSpan("run") { _ in
            await withTaskGroup(of: Void.self) { tasks in
                for _ in 0..<3 {
                    tasks.addTask {
                        await tracer.withSpan("task") { _ in
                            await Task { tracer.withSpan("call", ofKind: .client) { _ in } }.value
                        }
                    }
                }
            }
        }
        let run = try #require(collection.named("run").first)
        #expect(run.parent == nil)
        #expect(collection.spans.count == 7)
        #expect(Set(collection.spans.map(\.reference.trace)) == [run.reference.trace])
        #expect(Set(collection.spans.map(\.reference.span)).count == 7)
        #expect(collection.named("task").allSatisfy { $0.parent == run.reference.span })
        let tasks = Set(collection.named("task").map(\.reference.span))
        #expect(Set(collection.named("call").compactMap(\.parent)) == tasks)
        #expect(collection.named("call").allSatisfy { $0.kind == .client })
        #expect(collection.spans.allSatisfy { $0.start <= $0.end && $0.start >= run.start && $0.end <= run.end })
    }

    @Test("a trace that is not recorded elsewhere says so to the next; what counts its spans gets them all the same")
    func unsampled() throws {
        let collection = SpanCollection()
        let tracer = RunTracer([collection])
        var context = InstrumentationContext.topLevel
        context.span = SpanReference(traceparent: String(SpanReferenceTests.header.dropLast(2)) + "00")
        tracer.withSpan("run", context: context) { span in
            #expect(!span.isRecording)
            #expect(span.reference.traceparent.hasSuffix("-00"))
            #expect(span.reference.trace.description == "4bf92f3577b34da6a3ce929d0e0e4736")
        }
        let span = try #require(collection.spans.first)
        #expect(!span.reference.isSampled)
        var configuration = OTLPConfiguration(resource: [:])
        configuration.traces = "http://127.0.0.1:9/v1/traces"
        let exporter = OTLPExporter(configuration, registry: MetricsRegistry([]))
        exporter.take(span)
        #expect(exporter.outbox.tally.waiting == 0)
    }

    @Test("of an error its type is kept and not its words; long texts are cut; an ended span changes no more")
    func limits() throws {
        let collection = SpanCollection()
        let tracer = RunTracer([collection])
        #expect(throws: SecretError.self) {
            try tracer.withSpan("failing") { span in
                span.set(["text": .string(String(repeating: "x", count: 5_000)), "absent": nil])
                throw SecretError()
            }
        }
        let span = tracer.startSpan("crowded")
        for number in 0..<200 { span.set(["n\(number)": .int(Int64(number))]) }
        span.end()
        span.set(["late": true])
        span.end()
        let failed = try #require(collection.named("failing").first)
        #expect(failed.isFailure == true)
        #expect(failed.attributes["error.type"] == "SecretError")
        #expect(!"\(failed)".contains("hunter2"))
        #expect(failed.attributes["text"]?.stringValue?.count == 256)
        #expect(failed.attributes["absent"] == nil)
        let crowded = try #require(collection.named("crowded").first)
        #expect(collection.named("crowded").count == 1)
        #expect(crowded.attributes.count == 64)
        #expect(crowded.attributes["late"] == nil)
    }

    @Test("without a tracer work is done as it is")
    func off() async {
        let tracer: RunTracer? = nil
        let value = await tracer.within("nothing") { span in
            #expect(span == nil)
            #expect(InstrumentationContext.current?.span == nil)
            return 5
        }
        #expect(value == 5)
    }
}
