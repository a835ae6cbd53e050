#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// The functions of XGBoost's C library, opened when trees are first used; versions 1.7 to 3.
struct XGBoostLibrary: Sendable {
    typealias Handle = OpaquePointer
    typealias Floats = UnsafePointer<Float>
    typealias Text = UnsafePointer<CChar>

    let lastError: @convention(c) @Sendable () -> Text?
    let version:
        @convention(c) @Sendable (UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>)
            -> Void
    let matrixFromRows:
        @convention(c) @Sendable (Floats?, UInt64, UInt64, Float, UnsafeMutablePointer<Handle?>) -> Int32
    let setFloats: @convention(c) @Sendable (Handle, Text, Floats?, UInt64) -> Int32
    let setWholeNumbers: @convention(c) @Sendable (Handle, Text, UnsafePointer<UInt32>?, UInt64) -> Int32
    let freeMatrix: @convention(c) @Sendable (Handle) -> Int32
    let createBooster:
        @convention(c) @Sendable (UnsafePointer<Handle?>?, UInt64, UnsafeMutablePointer<Handle?>) -> Int32
    let freeBooster: @convention(c) @Sendable (Handle) -> Int32
    let setParameter: @convention(c) @Sendable (Handle, Text, Text) -> Int32
    let update: @convention(c) @Sendable (Handle, Int32, Handle) -> Int32
    let evaluate:
        @convention(c) @Sendable (
            Handle, Int32, UnsafeMutablePointer<Handle?>, UnsafeMutablePointer<Text?>, UInt64,
            UnsafeMutablePointer<Text?>
        ) -> Int32
    let predict:
        @convention(c) @Sendable (
            Handle, Handle, Text, UnsafeMutablePointer<UnsafePointer<UInt64>?>, UnsafeMutablePointer<UInt64>,
            UnsafeMutablePointer<Floats?>
        ) -> Int32
    let save:
        @convention(c) @Sendable (Handle, Text, UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<Text?>) -> Int32
    let load: @convention(c) @Sendable (Handle, UnsafeRawPointer, UInt64) -> Int32
    let slice: @convention(c) @Sendable (Handle, Int32, Int32, Int32, UnsafeMutablePointer<Handle?>) -> Int32
    let featureCount: @convention(c) @Sendable (Handle, UnsafeMutablePointer<UInt64>) -> Int32
    let rounds: @convention(c) @Sendable (Handle, UnsafeMutablePointer<Int32>) -> Int32
    let scores:
        @convention(c) @Sendable (
            Handle, Text, UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<UnsafePointer<Text?>?>,
            UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<UnsafePointer<UInt64>?>, UnsafeMutablePointer<Floats?>
        ) -> Int32

    /// The library, opened once; it stays open until the program ends.
    static let shared: Result<XGBoostLibrary, LearningError> = Result { () throws(LearningError) in
        try XGBoostLibrary()
    }

    /// Where the library may be, the best first.
    private static var paths: [String] {
        #if canImport(Darwin)
            ["libxgboost.dylib", "/opt/homebrew/lib/libxgboost.dylib", "/usr/local/lib/libxgboost.dylib"]
        #else
            ["libxgboost.so.0", "libxgboost.so"]
        #endif
    }

    private init() throws(LearningError) {
        guard let library = Self.paths.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first else {
            throw LearningError(
                code: .library, message: "XGBoost's C library is not installed",
                place: Self.paths.joined(separator: ", "),
                remedy: "install it: apt-get install libxgboost0 (Debian), brew install xgboost (macOS)")
        }
        // Each type above is that of the function's declaration in `xgboost/c_api.h`.
        func function<Function>(_ name: String) throws(LearningError) -> Function {
            guard let symbol = dlsym(library, name) else {
                throw LearningError(
                    code: .library, message: "XGBoost's C library has no function \(name)", place: "XGBoost",
                    remedy: "install version 1.7 or later")
            }
            return unsafeBitCast(symbol, to: Function.self)
        }
        lastError = try function("XGBGetLastError")
        version = try function("XGBoostVersion")
        matrixFromRows = try function("XGDMatrixCreateFromMat")
        setFloats = try function("XGDMatrixSetFloatInfo")
        setWholeNumbers = try function("XGDMatrixSetUIntInfo")
        freeMatrix = try function("XGDMatrixFree")
        createBooster = try function("XGBoosterCreate")
        freeBooster = try function("XGBoosterFree")
        setParameter = try function("XGBoosterSetParam")
        update = try function("XGBoosterUpdateOneIter")
        evaluate = try function("XGBoosterEvalOneIter")
        predict = try function("XGBoosterPredictFromDMatrix")
        save = try function("XGBoosterSaveModelToBuffer")
        load = try function("XGBoosterLoadModelFromBuffer")
        slice = try function("XGBoosterSlice")
        featureCount = try function("XGBoosterGetNumFeature")
        rounds = try function("XGBoosterBoostedRounds")
        scores = try function("XGBoosterFeatureScore")
    }

    /// Turns the status of a call into an error.
    func check(_ status: Int32, _ doing: String) throws(LearningError) {
        guard status != 0 else { return }
        // The first line tells what is wrong, the others are a trace of the stack.
        let text = lastError().map { String(cString: $0) } ?? "unknown error"
        let line = text.split(separator: "\n").first.map(String.init) ?? text
        throw LearningError(code: .library, message: "XGBoost refuses: \(line)", place: doing)
    }
}
