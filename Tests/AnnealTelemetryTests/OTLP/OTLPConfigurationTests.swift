import AnnealFoundation
import AnnealTelemetry
import AnnealTesting
import Testing

@Suite("Where OTLP goes", .tags(.unit))
struct OTLPConfigurationTests {
    private func named(_ setting: String? = nil, _ environment: [String: String] = [:]) throws -> OTLPConfiguration? {
        let flags = setting.map { ["telemetry.otlp": $0] } ?? [:]
        return try OTLPConfiguration.named(in: Settings(flags: flags), environment: environment, version: "1.2")
    }

    @Test("nothing is sent unless a setting or the environment says where to")
    func off() throws {
        #expect(try named() == nil)
        #expect(try named(nil, ["OTEL_SERVICE_NAME": "x", "OTEL_EXPORTER_OTLP_HEADERS": "a=b"]) == nil)
        #expect(try named("http://127.0.0.1:4318", ["OTEL_SDK_DISABLED": "true"]) == nil)
        #expect(
            try named(
                nil,
                [
                    "OTEL_EXPORTER_OTLP_ENDPOINT": "http://h:4318", "OTEL_TRACES_EXPORTER": "none",
                    "OTEL_METRICS_EXPORTER": "none",
                ]) == nil)
    }

    @Test("the setting comes before the environment; paths are added")
    func setting() throws {
        let found = try #require(
            try named("http://127.0.0.1:4318/", ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://elsewhere:1"]))
        #expect(found.traces == "http://127.0.0.1:4318/v1/traces")
        #expect(found.metrics == "http://127.0.0.1:4318/v1/metrics")
        #expect(found.place == "http://127.0.0.1:4318")
        #expect(found.resource == ["service.name": "anneal", "service.version": "1.2"])
        #expect(found.timeout == .seconds(10))
    }

    @Test("the variables of OpenTelemetry are followed")
    func environment() throws {
        let found = try #require(
            try named(
                nil,
                [
                    "OTEL_EXPORTER_OTLP_ENDPOINT": "https://h:4318/otlp",
                    "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT": "http://m:9/x",
                    "OTEL_EXPORTER_OTLP_HEADERS": "authorization=Bearer%20abc, x-scope = team ",
                    "OTEL_EXPORTER_OTLP_TIMEOUT": "1500", "OTEL_SERVICE_NAME": "mine",
                    "OTEL_RESOURCE_ATTRIBUTES": "deployment.environment.name=ci,service.name=other",
                ]))
        #expect(found.traces == "https://h:4318/otlp/v1/traces")
        #expect(found.metrics == "http://m:9/x")
        #expect(found.headers == ["authorization": "Bearer abc", "x-scope": "team"])
        #expect(found.timeout == .milliseconds(1500))
        #expect(
            found.resource == [
                "service.name": "mine", "service.version": "1.2", "deployment.environment.name": "ci",
            ])
    }

    @Test("no password and no key of an address is told")
    func secrets() throws {
        for address in ["http://me:hunter2@h:4318", "http://h:4318?api_key=hunter2"] {
            let found = try #require(try named(nil, ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": address]))
            #expect(found.place == "http://h:4318")
        }
        let error = #expect(throws: ConfigurationError.self) { try named("http://h:4318?api_key=hunter2") }
        #expect(error.map { !"\($0)".contains("hunter2") } == true)
    }

    @Test("times beyond all reason are brought within it; line ends of values are left out")
    func values() throws {
        func found(_ name: String, _ value: String) throws -> OTLPConfiguration {
            try #require(try named("http://h:4318", [name: value]))
        }
        #expect(try found("OTEL_EXPORTER_OTLP_TIMEOUT", "10000000000000").timeout == .seconds(600))
        #expect(try found("OTEL_EXPORTER_OTLP_TIMEOUT", "-9000000000000000000").timeout == .milliseconds(1))
        #expect(try found("OTEL_EXPORTER_OTLP_HEADERS", "k=v%0D%0A").headers == ["k": "v"])
        #expect(try found("OTEL_METRICS_EXPORTER", "none").metrics == nil)
    }

    @Test("what only gRPC could reach is told and ends nothing; a setting that is no address over HTTP is an error")
    func unusable() throws {
        let grpc = try #require(
            try named(
                nil,
                ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://h:4317", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"]))
        #expect(grpc.traces == nil && grpc.metrics == nil)
        #expect(grpc.remark?.contains("gRPC") == true)
        #expect(try named(nil, ["OTEL_EXPORTER_OTLP_ENDPOINT": "localhost"])?.remark != nil)
        for wrong in ["redis://h:1", "http://h:4318?x=1", "grpc://h:4317"] {
            #expect(throws: ConfigurationError.self, "\(wrong)") { try named(wrong) }
        }
        let error = #expect(throws: ConfigurationError.self) { try named("http://user:hunter2@h:4318") }
        #expect(error?.remedy?.contains("OTEL_EXPORTER_OTLP_HEADERS") == true)
        #expect(error?.description.contains("hunter2") == false)
    }
}
