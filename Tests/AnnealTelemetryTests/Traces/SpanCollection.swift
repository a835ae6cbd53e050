import AnnealTelemetry
import Synchronization

/// Keeps the spans that ended.
final class SpanCollection: SpanSink {
    private let kept = Mutex<[FinishedSpan]>([])

    /// In the order of their ends.
    var spans: [FinishedSpan] { kept.withLock { $0 } }

    func take(_ span: FinishedSpan) { kept.withLock { $0.append(span) } }

    func named(_ name: String) -> [FinishedSpan] { spans.filter { $0.name == name } }
}
