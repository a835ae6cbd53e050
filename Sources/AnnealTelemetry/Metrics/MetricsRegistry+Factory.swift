public import CoreMetrics

extension MetricsRegistry: MetricsFactory {
    /// Makes a counter.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        Handler(self, label, dimensions, .counter)
    }

    /// Makes a counter of fractions.
    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        Handler(self, label, dimensions, .counter)
    }

    /// Makes a gauge that can be changed by amounts.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        Handler(self, label, dimensions, .gauge)
    }

    /// Makes a histogram, or a gauge where values are not put together.
    public func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        Handler(self, label, dimensions, aggregate ? .histogram : .gauge)
    }

    /// Makes a histogram of seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        Handler(self, label, dimensions, .histogram)
    }

    /// Numbers stay when their handler goes.
    public func destroyCounter(_ handler: any CounterHandler) {}
    /// Numbers stay when their handler goes.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    /// Numbers stay when their handler goes.
    public func destroyMeter(_ handler: any MeterHandler) {}
    /// Numbers stay when their handler goes.
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    /// Numbers stay when their handler goes.
    public func destroyTimer(_ handler: any TimerHandler) {}
}

/// A series as swift-metrics sees it.
private final class Handler: CounterHandler, FloatingPointCounterHandler, MeterHandler, RecorderHandler, TimerHandler {
    private let registry: MetricsRegistry
    private let name: String
    private let labels: [String: String]
    private let kind: MetricDescription.Kind

    init(
        _ registry: MetricsRegistry, _ name: String, _ dimensions: [(String, String)], _ kind: MetricDescription.Kind
    ) {
        self.registry = registry
        self.name = name
        self.kind = kind
        labels = Dictionary(dimensions, uniquingKeysWith: { $1 })
    }

    func increment(by amount: Int64) { registry.add(Double(amount), to: name, labels, kind: kind) }
    func increment(by amount: Double) { registry.add(amount, to: name, labels, kind: kind) }
    func decrement(by amount: Double) { registry.add(-amount, to: name, labels, kind: kind) }
    func set(_ value: Int64) { registry.set(Double(value), of: name, labels) }
    func set(_ value: Double) { registry.set(value, of: name, labels) }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) {
        if kind == .gauge { return registry.set(value, of: name, labels) }
        registry.observe(value, in: name, labels)
    }
    func recordNanoseconds(_ duration: Int64) { registry.observe(Double(duration) * 1e-9, in: name, labels) }
    func reset() { registry.reset(name, labels) }
}
