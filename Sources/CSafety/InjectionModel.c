#include "CSafety.h"

/* The weights of the scanner for injected instructions, written by the training program. */
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc23-extensions"
static const uint8_t model[] = {
#embed "injection-model.bin"
};
#pragma clang diagnostic pop

const uint8_t *anneal_injection_model(void) { return model; }

size_t anneal_injection_model_size(void) { return sizeof model; }
