// Written by Scripts/fixtures/gymnasium-trajectories.py with gymnasium 1.4.0.
// swift-format-ignore-file

/// Reference trajectories: observations, rewards and ends.
enum GymnasiumTrajectories {
    struct Row {
        var step: Int
        var observation: [Float]
        var reward: Float
        var terminated: Bool
        var truncated: Bool
    }

    /// From (0.01, -0.02, 0.03, 0.04), actions by the congruence from 1.
    static let cartPoleFalls: [Row] = [
        Row(step: 1, observation: [9.6e-03, -2.1553902e-01, 3.08e-02, 3.419952e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 2, observation: [5.28922e-03, -4.1108534e-01, 3.7639905e-02, 6.4422935e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 3, observation: [-2.9324868e-03, -2.165076e-01, 5.052449e-02, 3.63633e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 4, observation: [-7.262639e-03, -2.2138769e-02, 5.7797153e-02, 8.729968e-02], reward: 1.0, terminated: false, truncated: false),
        Row(step: 5, observation: [-7.705414e-03, 1.7210914e-01, 5.9543144e-02, -1.8660274e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 6, observation: [-4.2632315e-03, 3.6633086e-01, 5.581109e-02, -4.599237e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 7, observation: [3.0633858e-03, 1.7046627e-01, 4.6612617e-02, -1.5018432e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 8, observation: [6.472711e-03, 3.6489084e-01, 4.360893e-02, -4.2780524e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 9, observation: [1.3770528e-02, 1.6917926e-01, 3.5052825e-02, -1.21700026e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 10, observation: [1.7154112e-02, -2.6426906e-02, 3.2618824e-02, 1.818324e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 11, observation: [1.6625576e-02, 1.6821347e-01, 3.625547e-02, -1.0038463e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 12, observation: [1.9989844e-02, 3.627976e-01, 3.424778e-02, -3.814122e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 13, observation: [2.7245795e-02, 1.6720648e-01, 2.6619535e-02, -7.813072e-02], reward: 1.0, terminated: false, truncated: false),
        Row(step: 14, observation: [3.0589925e-02, -2.8286755e-02, 2.5056921e-02, 2.2283047e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 15, observation: [3.0024191e-02, 1.6646826e-01, 2.951353e-02, -6.184439e-02], reward: 1.0, terminated: false, truncated: false),
        Row(step: 16, observation: [3.3353556e-02, 3.6115488e-01, 2.8276643e-02, -3.4507143e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 17, observation: [4.0576655e-02, 5.5586344e-01, 2.1375213e-02, -6.2870526e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 18, observation: [5.1693924e-02, 7.506807e-01, 8.801108e-03, -9.145805e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 19, observation: [6.670754e-02, 9.4568247e-01, -9.490502e-03, -1.2044845e+00], reward: 1.0, terminated: false, truncated: false),
        Row(step: 20, observation: [8.5621186e-02, 7.506845e-01, -3.358019e-02, -9.1479075e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 21, observation: [1.0063487e-01, 5.560324e-01, -5.1876005e-02, -6.3284796e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 22, observation: [1.1175552e-01, 3.6167106e-01, -6.4532965e-02, -3.5694286e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 23, observation: [1.18988946e-01, 5.576483e-01, -7.167182e-02, -6.692563e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 24, observation: [1.3014191e-01, 7.5368977e-01, -8.5056946e-02, -9.8361707e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 25, observation: [1.452157e-01, 9.498419e-01, -1.0472929e-01, -1.3017582e+00], reward: 1.0, terminated: false, truncated: false),
        Row(step: 26, observation: [1.6421254e-01, 7.56193e-01, -1.3076445e-01, -1.0436105e+00], reward: 1.0, terminated: false, truncated: false),
        Row(step: 27, observation: [1.793364e-01, 9.5278585e-01, -1.5163666e-01, -1.3743175e+00], reward: 1.0, terminated: false, truncated: false),
        Row(step: 28, observation: [1.9839212e-01, 1.1494427e+00, -1.7912301e-01, -1.7103282e+00], reward: 1.0, terminated: false, truncated: false),
        Row(step: 29, observation: [2.2138096e-01, 9.56774e-01, -2.1332958e-01, -1.4783303e+00], reward: 1.0, terminated: true, truncated: false),
    ]
    /// From (0.01, -0.02, 0.03, 0.04), with `balancingActions`.
    static let cartPoleBalances: [Row] = [
        Row(step: 1, observation: [9.6e-03, 1.7467919e-01, 3.08e-02, -2.4306872e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 51, observation: [1.2016973e-01, 1.6696492e-01, -1.4033306e-03, -7.2757475e-02], reward: 1.0, terminated: false, truncated: false),
        Row(step: 101, observation: [2.3660994e-01, 1.6743377e-01, -2.6301164e-03, -8.310043e-02], reward: 1.0, terminated: false, truncated: false),
        Row(step: 151, observation: [3.457562e-01, 1.6780792e-01, -3.4210111e-03, -9.135462e-02], reward: 1.0, terminated: false, truncated: false),
        Row(step: 201, observation: [4.39927e-01, 1.6866799e-01, 5.2107526e-03, -1.1032958e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 251, observation: [5.346136e-01, 1.691617e-01, 2.4629424e-03, -1.2122019e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 301, observation: [6.220007e-01, 1.6996905e-01, 2.7447467e-04, -1.3902955e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 351, observation: [7.0220023e-01, 1.7069295e-01, -3.8254627e-03, -1.5499909e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 401, observation: [7.0206517e-01, -2.0923121e-01, -8.864251e-04, 2.0271456e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 451, observation: [6.3664126e-01, -2.100198e-01, -1.8989063e-03, 2.2011092e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 500, observation: [5.788783e-01, -1.5486676e-02, -3.4188053e-03, -5.958349e-02], reward: 1.0, terminated: false, truncated: true),
    ]
    /// The actions of a policy that keeps the pole upright.
    static let balancingActions = "10101010101010101010101100101100101100110010101100101011001010110010101100101010110010101100101011001010101100101010110010101011001010110010101010101100101010110010101011001010101010101100101010101010101100101010101100101010101010101010110010101010101010101100101010101010101010101100101010101010101010101010101010101010101010101010110010101010101010101010101010101010101010101010010101010101010101010101011001010110010101011001011001010110010101100101011001010110010101100101100101011001010110010110"
    /// From (2.3, 1, 0, 0), always right: the cart leaves.
    static let cartPoleLeaves: [Row] = [
        Row(step: 1, observation: [2.32e+00, 1.195122e+00, 0.0e+00, -2.9268292e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 2, observation: [2.3439023e+00, 1.3902439e+00, -5.8536585e-03, -5.8536583e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 3, observation: [2.3717072e+00, 1.5854473e+00, -1.7560976e-02, -8.79887e-01], reward: 1.0, terminated: false, truncated: false),
        Row(step: 4, observation: [2.4034162e+00, 1.7808034e+00, -3.5158716e-02, -1.1780386e+00], reward: 1.0, terminated: true, truncated: false),
    ]
    /// From (0.05, -0.03, 0.02, 0.01), actions by the congruence from 7.
    static let acrobot: [Row] = [
        Row(step: 1, observation: [9.98885e-01, 4.721019e-02, 9.997948e-01, -2.0258082e-02, -4.6780434e-02, 8.517332e-02], reward: -1.0, terminated: false, truncated: false),
        Row(step: 5, observation: [9.9540013e-01, -9.580517e-02, 9.6709347e-01, 2.544214e-01, -5.9481137e-02, 9.043803e-02], reward: -1.0, terminated: false, truncated: false),
        Row(step: 9, observation: [9.999292e-01, 1.1901928e-02, 9.996432e-01, 2.6710175e-02, 1.16795376e-01, -2.1186076e-01], reward: -1.0, terminated: false, truncated: false),
        Row(step: 13, observation: [9.978105e-01, -6.613809e-02, 9.735045e-01, 2.2866781e-01, -1.6960396e-01, 4.0635076e-01], reward: -1.0, terminated: false, truncated: false),
        Row(step: 17, observation: [9.97539e-01, -7.0114374e-02, 9.5802003e-01, 2.867013e-01, 3.2030493e-01, -6.7912984e-01], reward: -1.0, terminated: false, truncated: false),
        Row(step: 21, observation: [9.9589443e-01, 9.052242e-02, 9.910551e-01, -1.3345334e-01, 5.688975e-02, -4.0734744e-01], reward: -1.0, terminated: false, truncated: false),
        Row(step: 25, observation: [9.999167e-01, -1.2910363e-02, 9.8750275e-01, -1.5760162e-01, -1.1474216e-01, 6.6519636e-03], reward: -1.0, terminated: false, truncated: false),
        Row(step: 29, observation: [9.968396e-01, -7.944052e-02, 9.9820554e-01, 5.9881095e-02, 8.080342e-02, 2.2400998e-01], reward: -1.0, terminated: false, truncated: false),
        Row(step: 33, observation: [9.9999285e-01, -3.7866968e-03, 9.558382e-01, 2.938934e-01, 2.260477e-01, -1.3199955e-01], reward: -1.0, terminated: false, truncated: false),
        Row(step: 37, observation: [9.9176687e-01, 1.2805633e-01, 9.984629e-01, -5.5423766e-02, 7.498839e-03, -5.760635e-01], reward: -1.0, terminated: false, truncated: false),
        Row(step: 41, observation: [9.994817e-01, -3.2192636e-02, 9.563699e-01, -2.9215854e-01, -2.9767317e-01, 3.50926e-02], reward: -1.0, terminated: false, truncated: false),
        Row(step: 45, observation: [9.9069476e-01, -1.3610247e-01, 9.993611e-01, -3.5740636e-02, 2.3338255e-01, 1.7465715e-01], reward: -1.0, terminated: false, truncated: false),
        Row(step: 49, observation: [9.8776984e-01, 1.5591913e-01, 9.9991924e-01, -1.2709444e-02, 1.0025526e-01, 4.3683118e-01], reward: -1.0, terminated: false, truncated: false),
        Row(step: 53, observation: [9.9971205e-01, -2.3996385e-02, 9.0683043e-01, 4.2149568e-01, -1.17277384e-01, -3.1457046e-01], reward: -1.0, terminated: false, truncated: false),
        Row(step: 57, observation: [9.997872e-01, -2.0627769e-02, 9.886512e-01, -1.502292e-01, 3.4443566e-01, -1.485929e+00], reward: -1.0, terminated: false, truncated: false),
        Row(step: 60, observation: [9.977698e-01, 6.674982e-02, 8.1995225e-01, -5.724319e-01, -3.8120516e-02, -4.325344e-02], reward: -1.0, terminated: false, truncated: false),
    ]
    /// From (1.2, 0.3, 2.5, 0.5), always torque 1: the goal is reached.
    static let acrobotReaches: [Row] = [
        Row(step: 1, observation: [-1.2337009e-02, 9.999239e-01, 8.833982e-01, 4.686231e-01, 1.3162873e+00, 1.4214904e+00], reward: -1.0, terminated: false, truncated: false),
        Row(step: 2, observation: [-1.5597217e-01, 9.8776144e-01, 6.356982e-01, 7.719377e-01, 1.3735037e-01, 2.5456767e+00], reward: 0.0, terminated: true, truncated: false),
    ]
}
