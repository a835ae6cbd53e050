/// The `traceparent` header of the step that is being worked on, for requests to other programs.
///
/// Set by whoever makes a trace; whoever makes requests decides whether the receiver is to know of it. Source: W3C Trace
/// Context, level 1.
public enum TraceHeader {
    /// The header's value; `nil` where no trace is made.
    @TaskLocal public static var current: String?
}
