#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// The functions of the C library's mathematics that the module needs, under one name on every system.
enum Elementary {
    // Inside of the enum a name alone would be the method itself: hence the modules' names.
    #if canImport(Darwin)
        static func sin(_ x: Double) -> Double { Darwin.sin(x) }
        static func cos(_ x: Double) -> Double { Darwin.cos(x) }
        static func exp(_ x: Double) -> Double { Darwin.exp(x) }
        static func log(_ x: Double) -> Double { Darwin.log(x) }
        static func log1p(_ x: Double) -> Double { Darwin.log1p(x) }
        static func erfc(_ x: Double) -> Double { Darwin.erfc(x) }
        static func pow(_ x: Double, _ y: Double) -> Double { Darwin.pow(x, y) }
        /// The logarithm of the gamma function at `x` > 0.
        static func logGamma(_ x: Double) -> Double { Darwin.lgamma(x) }
    #elseif canImport(Glibc)
        static func sin(_ x: Double) -> Double { Glibc.sin(x) }
        static func cos(_ x: Double) -> Double { Glibc.cos(x) }
        static func exp(_ x: Double) -> Double { Glibc.exp(x) }
        static func log(_ x: Double) -> Double { Glibc.log(x) }
        static func log1p(_ x: Double) -> Double { Glibc.log1p(x) }
        static func erfc(_ x: Double) -> Double { Glibc.erfc(x) }
        static func pow(_ x: Double, _ y: Double) -> Double { Glibc.pow(x, y) }
        /// The logarithm of the gamma function at `x` > 0.
        static func logGamma(_ x: Double) -> Double { Glibc.lgamma(x) }
    #else
        static func sin(_ x: Double) -> Double { Musl.sin(x) }
        static func cos(_ x: Double) -> Double { Musl.cos(x) }
        static func exp(_ x: Double) -> Double { Musl.exp(x) }
        static func log(_ x: Double) -> Double { Musl.log(x) }
        static func log1p(_ x: Double) -> Double { Musl.log1p(x) }
        static func erfc(_ x: Double) -> Double { Musl.erfc(x) }
        static func pow(_ x: Double, _ y: Double) -> Double { Musl.pow(x, y) }
        /// The logarithm of the gamma function at `x` > 0.
        static func logGamma(_ x: Double) -> Double { Musl.lgamma(x) }
    #endif
}
