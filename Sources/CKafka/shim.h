/// librdkafka, and what of it Swift cannot call: functions with a variable number of arguments.
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

/// Puts a copy of a record into the queue of a producer; the key chooses the partition.
static inline rd_kafka_resp_err_t kafka_produce(
    rd_kafka_t *producer, rd_kafka_topic_t *topic, const void *key, size_t key_size, const void *value, size_t value_size,
    int64_t milliseconds, const char *content_type, size_t content_type_size, void *opaque) {
    return rd_kafka_producev(
        producer, RD_KAFKA_V_RKT(topic), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_KEY(key, key_size),
        RD_KAFKA_V_VALUE((void *)value, value_size), RD_KAFKA_V_TIMESTAMP(milliseconds),
        RD_KAFKA_V_HEADER("content-type", content_type, content_type_size), RD_KAFKA_V_OPAQUE(opaque), RD_KAFKA_V_END);
}
