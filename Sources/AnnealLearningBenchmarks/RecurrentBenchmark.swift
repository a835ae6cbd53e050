import AnnealLearning

/// Three layers of an LSTM over a hundred steps, forwards and a step of training.
enum RecurrentBenchmark {
    static func run(_ measure: Measure) throws {
        for batch in [1, 16] {
            var random = RandomSource(seed: 1)
            let parameters = Parameters()
            let lstm = try LSTM("l", inputs: 256, hidden: 512, layers: 3, in: parameters, using: &random)
            let head = try Linear("h", inputs: 512, outputs: 256, in: parameters, using: &random)
            let sequence = draws(100 * batch * 256, &random)

            let acting = Graph(parameters, for: .inference)
            let x = acting.input(columns: 256, rows: .tokens)
            _ = try lstm(x, in: acting)
            try acting.setRows(.tokens, to: 100 * batch)
            try acting.setRows(.batch, to: batch)
            try acting.write(sequence, to: x)
            try measure.run("LSTM 256-512x3, sequence 100, batch \(batch), forward", budget: 2) { try acting.forward() }

            let learning = Graph(parameters, for: .training)
            let input = learning.input(columns: 256, rows: .tokens)
            let y = try head(lstm(input, in: learning).states, in: learning)
            try learning.minimise(learning.regressionLoss(.squared, y, target: input))
            try learning.setRows(.tokens, to: 100 * batch)
            try learning.setRows(.batch, to: batch)
            try learning.write(sequence, to: input)
            var optimiser = Adam()
            try measure.run("LSTM train step (MSE on all steps, Adam), batch \(batch)", budget: 3) {
                try learning.forward()
                try learning.backward()
                try optimiser.step(parameters)
            }
        }
    }
}
