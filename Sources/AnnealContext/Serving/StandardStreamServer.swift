internal import Foundation

/// Serves the Model Context Protocol over lines: one message a line in, one answer a line out.
public enum StandardStreamServer {
    /// Answers until the input ends or the task is cancelled. Messages are answered in their order.
    ///
    /// - Parameters:
    ///   - dispatcher: answers the messages.
    ///   - input: the lines.
    ///   - write: writes a line.
    /// - Throws: what reading throws, `CancellationError`.
    public static func serve<Lines: AsyncSequence>(
        _ dispatcher: MCPDispatcher, input: Lines, write: (String) -> Void
    ) async throws where Lines.Element == String {
        for try await line in input {
            try Task.checkCancellation()
            guard !line.allSatisfy(\.isWhitespace) else { continue }
            if let answer = try await dispatcher.answer(line) { write(answer) }
        }
    }
}
