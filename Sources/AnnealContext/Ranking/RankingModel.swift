// Written by `train-ranking`.
let rankingModel = ""
