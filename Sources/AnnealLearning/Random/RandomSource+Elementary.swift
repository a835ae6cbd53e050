#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

extension RandomSource {
    static func log(_ x: Double) -> Double {
        #if canImport(Darwin)
            Darwin.log(x)
        #elseif canImport(Glibc)
            Glibc.log(x)
        #else
            Musl.log(x)
        #endif
    }

    static func cos(_ x: Double) -> Double {
        #if canImport(Darwin)
            Darwin.cos(x)
        #elseif canImport(Glibc)
            Glibc.cos(x)
        #else
            Musl.cos(x)
        #endif
    }
}
