internal import Foundation

/// What explains every variable: a sparse vector autoregression, its prior learned from the data.
struct SparseDiscovery {
    /// How many draws are made, and what is believed before the data.
    struct Settings {
        /// Times that the prior is fitted to what was drawn.
        var rounds = 3
        /// Draws of all columns in each of these.
        var fittingSweeps = 60
        /// Draws of all columns after that.
        var sweeps = 300
        /// The share of possible links that are there, and how many possible links this belief counts for.
        var density = 0.05
        var densityWeight = 50.0
        /// The size of a link's coefficient between innovations of size 1, and how many links this belief counts for.
        var size = 0.3
        var sizeWeight = 10.0
        /// The odds that a variable depends on its own past beyond the last value.
        var ownOdds = 1.0 / 3
    }

    let design: LaggedDesign
    let posteriors: [SparseRegression.Posterior]
    let priors: [SparseRegression.Prior]
    /// The share of possible links and the size of coefficients that came out.
    let density: Double
    let size: Double

    init(_ design: LaggedDesign, settings: Settings = Settings()) {
        self.design = design
        var regressions = (0..<design.variables).map {
            SparseRegression(design, target: $0, seed: 0x5EED &+ UInt64($0) &* 0x9E37_79B9)
        }
        var density = settings.density
        var size = settings.size
        let possible = Double(design.variables * (design.variables - 1) * design.lags)
        for _ in 0..<settings.rounds {
            var links = 0.0
            var squares = 0.0
            for target in 0..<design.variables {
                let prior = Self.prior(design, target, density, size, settings)
                let drawn = regressions[target].sample(
                    prior, burnIn: settings.fittingSweeps / 4, sweeps: settings.fittingSweeps)
                for column in 0..<design.columns where design.variable(column) != target {
                    links += drawn.probabilities[column]
                    squares += drawn.squares[column]
                }
            }
            density =
                (links + settings.density * settings.densityWeight) / (possible + settings.densityWeight)
            density = min(density, 0.5)
            let known = settings.sizeWeight
            size = ((squares + known * settings.size * settings.size) / (links + known)).squareRoot()
        }
        self.density = density
        self.size = size
        let final = (density, size)
        priors = (0..<design.variables).map { Self.prior(design, $0, final.0, final.1, settings) }
        var posteriors: [SparseRegression.Posterior] = []
        for target in 0..<design.variables {
            posteriors.append(
                regressions[target].sample(
                    priors[target], burnIn: settings.sweeps / 10, sweeps: settings.sweeps))
        }
        self.posteriors = posteriors
    }

    private static func prior(
        _ design: LaggedDesign, _ target: Int, _ density: Double, _ size: Double, _ settings: Settings
    ) -> SparseRegression.Prior {
        var prior = SparseRegression.Prior(
            variances: Array(repeating: size * size, count: design.columns),
            logOdds: Array(repeating: log(density / (1 - density)), count: design.columns))
        for lag in 1...design.lags {
            let own = design.column(target, lag: lag)
            prior.variances[own] = lag == 1 ? 1 : 0.25
            prior.logOdds[own] = lag == 1 ? .infinity : log(settings.ownOdds)
        }
        return prior
    }
}
