internal import Foundation

/// Reads a model's size from its name.
enum ModelSize {
    /// Models up to this many thousand millions of parameters can't drive a free tool loop.
    static let smallest = 9.0

    /// Whether a name tells of a small model: `qwen2.5-coder-1.5b`, `llama3.2:3b`, `SmolLM2-135M`.
    ///
    /// - Parameter name: the model's name or file.
    /// - Returns: `nil` when the name tells no size.
    static func isSmall(_ name: String) -> Bool? {
        billions(in: name).map { $0 <= smallest }
    }

    /// Parameters in thousand millions; of several sizes in a name the largest counts, and `8x7b` is a product.
    static func billions(in name: String) -> Double? {
        let lower = name.lowercased().replacing(".gguf", with: "")
        let words = lower.split { "-_/: @()".contains($0) }
        return words.compactMap(size).max()
    }

    private static func size(_ word: Substring) -> Double? {
        let unit: Double
        switch word.last {
        case "b": unit = 1
        case "m": unit = 0.001
        default: return nil
        }
        let factors = word.dropLast().split(separator: "x", omittingEmptySubsequences: false).map { Double($0) }
        guard !factors.isEmpty, !factors.contains(nil) else { return nil }
        let size = factors.compactMap { $0 }.reduce(unit, *)
        return size.isFinite && size > 0 ? size : nil
    }
}
