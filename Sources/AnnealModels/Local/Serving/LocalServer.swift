public import AnnealFoundation

/// A server of a local model that answers.
public struct LocalServer: Sendable, Hashable, Codable {
    /// Its OpenAI-compatible address: `http://127.0.0.1:PORT/v1`.
    public var baseURL: String
    /// The model's name, as the server takes it.
    public var model: String
    /// The process, which leads its own process group.
    public var pid: Int32
    /// Tokens of context of each slot, as the server tells.
    public var contextLength: TokenCount
    /// Requests that it works on at the same time, as the server tells.
    public var slots: Int
    /// `xllamacpp` or `llama-server`.
    public var runtime: String
    /// Its log file.
    public var log: String

    /// Creates a description of a server.
    public init(
        baseURL: String, model: String, pid: Int32, contextLength: TokenCount, slots: Int, runtime: String,
        log: String
    ) {
        self.baseURL = baseURL
        self.model = model
        self.pid = pid
        self.contextLength = contextLength
        self.slots = slots
        self.runtime = runtime
        self.log = log
    }
}

/// How a server of a local model is.
public struct LocalStatus: Sendable, Hashable, Codable {
    /// A state of a server.
    public enum State: String, Sendable, Hashable, Codable {
        /// The model is being loaded.
        case loading
        /// It answers.
        case ready
        /// The process is there, but does not answer as it should.
        case unresponsive
    }

    /// The model.
    public var model: String
    /// Its state.
    public var state: State
    /// The process.
    public var pid: Int32
    /// The server, when it answers.
    public var server: LocalServer?
    /// Slots that work on a request at the moment.
    public var busySlots: Int
    /// What it was started with.
    public var plan: ServingPlan
    /// Its log file.
    public var log: String
}

/// What serves local models on this machine.
public enum InstalledRuntime: Sendable, Hashable {
    /// `llama-server`, at this path.
    case program(String)
    /// The server in the managed Python environment.
    case module(version: String)
    /// Nothing yet; it is installed when it is needed.
    case none
    /// Nothing, and no Python to install it with.
    case noPython
}

/// What a server writes of itself into the folder of state.
struct ServerRecord: Sendable, Hashable, Codable {
    enum Phase: String, Sendable, Hashable, Codable {
        case loading
        case ready
    }

    var pid: Int32
    var port: Int
    var phase: Phase
    var model: String
    var modelPath: String
    var runtime: String
    var plan: ServingPlan
    var log: String
}
