/// Names of attributes and metrics. Those that begin with `gen_ai.` are of OpenTelemetry's conventions for models and
/// agents.
///
/// Source: https://opentelemetry.io/docs/specs/semconv/gen-ai/
public enum TelemetryName {
    /// `invoke_workflow`, `invoke_agent`, `chat`, `execute_tool`.
    public static let operation = "gen_ai.operation.name"
    /// Who serves the model.
    public static let provider = "gen_ai.provider.name"
    /// The model that was asked for.
    public static let requestModel = "gen_ai.request.model"
    /// The temperature.
    public static let temperature = "gen_ai.request.temperature"
    /// The most tokens of the answer.
    public static let maximumTokens = "gen_ai.request.max_tokens"
    /// Nucleus sampling.
    public static let topP = "gen_ai.request.top_p"
    /// How many answers were asked for.
    public static let choices = "gen_ai.request.choice.count"
    /// The seed.
    public static let seed = "gen_ai.request.seed"
    /// The model as its server names it.
    public static let responseModel = "gen_ai.response.model"
    /// Why the answer ended.
    public static let finishReasons = "gen_ai.response.finish_reasons"
    /// Tokens of the prompt, those from the cache included.
    public static let inputTokens = "gen_ai.usage.input_tokens"
    /// Tokens generated.
    public static let outputTokens = "gen_ai.usage.output_tokens"
    /// Tokens of the prompt that the server had in its cache.
    public static let cachedTokens = "gen_ai.usage.cache_read.input_tokens"
    /// What kind of tokens a number counts.
    public static let tokenType = "gen_ai.token.type"
    /// The workflow.
    public static let workflow = "gen_ai.workflow.name"
    /// The executor of a task.
    public static let agent = "gen_ai.agent.name"
    /// The program that was run.
    public static let tool = "gen_ai.tool.name"
    /// The type of an error.
    public static let error = "error.type"

    /// What kind of step a span is: see `Step`.
    public static let step = "anneal.step"
    /// The run.
    public static let run = "anneal.run.id"
    /// The task.
    public static let task = "anneal.task.id"
    /// Which try at a task, from 1.
    public static let attempt = "anneal.attempt"
    /// How a step ended, in a word.
    public static let outcome = "anneal.outcome"
    /// US dollars.
    public static let cost = "anneal.cost.usd"
    /// Where a decision was made.
    public static let point = "anneal.decision.point"
    /// What was chosen.
    public static let choice = "anneal.decision.choice"
    /// With what probability.
    public static let probability = "anneal.decision.probability"
    /// By which policy.
    public static let policy = "anneal.decision.policy"
    /// Of which version.
    public static let policyVersion = "anneal.decision.policy.version"
    /// How many could be chosen.
    public static let candidates = "anneal.decision.candidates"
    /// The exit code of a program or of the run.
    public static let exitCode = "process.exit.code"

    /// The kinds of steps.
    public enum Step: String, Sendable, Hashable, CaseIterable {
        /// A run, from its start or resumption.
        case run
        /// Making the plan.
        case plan
        /// The repository's own tests before anything is changed.
        case baseline
        /// A task, with all tries at it.
        case task
        /// One try at a task.
        case attempt
        /// A question to a model.
        case model
        /// A program in the sandbox.
        case command
        /// A choice.
        case decision
        /// Checking the result.
        case verification
    }
}
