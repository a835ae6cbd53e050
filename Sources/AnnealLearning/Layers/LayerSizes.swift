/// Sizes of layers that can be made: above 0, and small enough for products of them to be counted.
enum LayerSizes {
    private static let largest = 1 << 24

    /// An error that names the size that is none.
    static func check(_ place: String, _ sizes: KeyValuePairs<String, Int>) throws(LearningError) {
        for (name, size) in sizes {
            guard size > 0, size <= largest else {
                throw LearningError(
                    code: .invalidArgument, message: "\(name) is \(size)", place: place,
                    remedy: "give a number from 1 to \(largest)")
            }
        }
    }
}
