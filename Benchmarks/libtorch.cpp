// The networks of learning.py in Debian's libtorch, without Python: what a program would have that linked it.
//
//   apt-get install libtorch-dev g++
//   g++ -std=c++17 -O2 -I/usr/include/torch/csrc/api/include Benchmarks/libtorch.cpp -o libtorch-bench \
//       -ltorch -ltorch_cpu -lc10
//   OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 ./libtorch-bench
//
// Each line is the mean and the least processor time of a call in microseconds; the first one, the time from the start of
// the program to its first tensor in milliseconds.
#include <torch/torch.h>

#include <cstdio>
#include <ctime>
#include <functional>
#include <vector>

namespace nn = torch::nn;

static double now() {
    timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return 1e6 * t.tv_sec + 1e-3 * t.tv_nsec;
}

static void measure(const char *name, const std::function<void()> &f, double budget = 1e6) {
    for (int i = 0; i < 3; i++) f();
    double total = 0, least = 1e300;
    long calls = 0;
    while (total < budget) {
        const double start = now();
        f();
        const double spent = now() - start;
        least = std::min(least, spent);
        total += spent;
        calls++;
    }
    std::printf("%-60s %12.1f %12.1f\n", name, total / calls, least);
    std::fflush(stdout);
}

static nn::Sequential perceptron(const std::vector<int> &sizes) {
    nn::Sequential net;
    for (size_t i = 0; i + 1 < sizes.size(); i++) {
        net->push_back(nn::Linear(sizes[i], sizes[i + 1]));
        if (i + 2 < sizes.size()) net->push_back(nn::ReLU());
    }
    return net;
}

static std::function<void()> inference(std::function<void()> f) {
    return [f] {
        torch::InferenceMode guard;
        f();
    };
}

int main() {
    auto first = torch::zeros({1});
    std::printf("start to the first tensor, ms %.1f\n", now() / 1e3);
    torch::set_num_threads(1);
    torch::manual_seed(0);

    auto mlp = perceptron({128, 64, 64, 64});
    auto row = torch::randn({1, 128});
    measure("MLP 128-64-64-64 forward, batch 1", inference([&] { mlp->forward(row); }));

    auto net = perceptron({256, 512, 256, 128, 1000}), target = perceptron({256, 512, 256, 128, 1000});
    auto one = torch::randn({1, 256}), batch = torch::randn({64, 256}), wanted = torch::randn({64, 1});
    auto actions = torch::randint(0, 1000, {64, 1}, torch::kLong);
    measure("Q net 256-512-256-128-1000 forward, batch 1", inference([&] { net->forward(one); }));
    measure("Q net forward, batch 64", inference([&] { net->forward(batch); }));
    torch::optim::Adam adam(net->parameters(), 1e-3);
    auto step = [&](const torch::Tensor &y) {
        adam.zero_grad();
        torch::smooth_l1_loss(net->forward(batch).gather(1, actions), y).backward();
        adam.step();
    };
    measure("Q net train step (Huber, Adam), batch 64", [&] { step(wanted); });
    measure("DQN step with target net forward, batch 64", [&] {
        torch::Tensor y;
        {
            torch::NoGradGuard guard;
            y = wanted + 0.99 * std::get<0>(target->forward(batch).max(1, true));
        }
        step(y);
    });

    nn::LSTM lstm(nn::LSTMOptions(256, 512).num_layers(3).batch_first(true));
    nn::Linear head(512, 256);
    auto parameters = lstm->parameters();
    for (auto &each : head->parameters()) parameters.push_back(each);
    torch::optim::Adam recurrent(parameters, 1e-3);
    auto sequence = torch::randn({1, 100, 256});
    measure("LSTM 256-512x3, sequence 100, batch 1, forward", inference([&] { lstm->forward(sequence); }), 2e6);
    measure("LSTM train step (MSE, Adam), batch 1", [&] {
        recurrent.zero_grad();
        torch::mse_loss(head->forward(std::get<0>(lstm->forward(sequence))), sequence).backward();
        recurrent.step();
    }, 3e6);

    nn::TransformerEncoder encoder(
        nn::TransformerEncoderOptions(
            nn::TransformerEncoderLayerOptions(768, 12).dim_feedforward(3072).dropout(0).activation(torch::kGELU), 12));
    encoder->eval();
    auto tokens = torch::randn({128, 1, 768});
    measure("Transformer encoder 12x768, sequence 128, forward", inference([&] { encoder->forward(tokens); }), 3e6);
    return 0;
}
