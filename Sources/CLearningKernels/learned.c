#include "learning_kernels.h"

/* What training has written: safetensors files, compiled in. */
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc23-extensions"
static const uint8_t schedule_policy[] = {
#embed "schedule-policy.safetensors"
};
static const uint8_t priority_network[] = {
#embed "priority-network.safetensors"
};
#pragma clang diagnostic pop

const uint8_t *lk_schedule_policy(size_t *size) {
  *size = sizeof schedule_policy;
  return schedule_policy;
}

const uint8_t *lk_priority_network(size_t *size) {
  *size = sizeof priority_network;
  return priority_network;
}
