internal import Foundation

/// A vector in one byte a number: the scale (a 32-bit float), then whole numbers from −127 to 127.
enum VectorCode {
    /// Writes a vector.
    static func bytes(_ vector: [Float]) -> [UInt8] {
        let (scale, values) = quantised(vector)
        return Numbers.bytes([scale.bitPattern]) + values.map { UInt8(bitPattern: $0) }
    }

    /// The scale and the whole numbers of a vector.
    static func quantised(_ vector: [Float]) -> (scale: Float, values: [Int8]) {
        let largest = vector.reduce(Float(0)) { max($0, abs($1)) }
        guard largest > 0, largest.isFinite else { return (0, [Int8](repeating: 0, count: vector.count)) }
        let scale = largest / 127
        return (scale, vector.map { Int8(max(-127, min(127, ($0 / scale).rounded()))) })
    }

    /// The product of two vectors' whole numbers.
    ///
    /// - Parameters:
    ///   - first: of `count` numbers.
    ///   - second: of `count` numbers.
    ///   - count: of both.
    /// - Returns: the exact product. Complexity: O(n).
    @inline(__always)
    static func product(_ first: UnsafePointer<Int8>, _ second: UnsafePointer<Int8>, count: Int) -> Int32 {
        var sums = SIMD16<Int32>()
        let whole = count & ~31
        for index in stride(from: 0, to: whole, by: 32) {
            let low = lane(first, index) &* lane(second, index)
            let high = lane(first, index + 16) &* lane(second, index + 16)
            // Two products of at most 127² are less than 2¹⁵.
            sums &+= SIMD16<Int32>(truncatingIfNeeded: low &+ high)
        }
        var sum = sums.wrappedSum()
        for index in whole..<count { sum &+= Int32(first[index]) &* Int32(second[index]) }
        return sum
    }

    @inline(__always)
    private static func lane(_ values: UnsafePointer<Int8>, _ index: Int) -> SIMD16<Int16> {
        let bytes = UnsafeRawPointer(values).loadUnaligned(fromByteOffset: index, as: SIMD16<Int8>.self)
        return SIMD16<Int16>(truncatingIfNeeded: bytes)
    }
}
