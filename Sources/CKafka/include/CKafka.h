/// librdkafka, opened when it is first needed: a program that shares no events starts without it and where it is not
/// installed. Its headers are needed for building.
#ifndef CKAFKA_H
#define CKAFKA_H

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

/// Opens the library, once; has to have returned null before anything else of it is called. Any thread may call it.
///
/// Returns null, or why it cannot be opened, which stays valid.
const char *kafka_open(void);

/// Opens the library, and in it the functions of its cluster for tests, `rd_kafka_mock_…`, which only they need.
///
/// Returns null, or why they cannot be used, which stays valid.
const char *kafka_open_mock(void);

/// Puts a copy of a record into the queue of a producer; the key chooses the partition. Swift cannot call functions with a
/// variable number of arguments itself.
static inline rd_kafka_resp_err_t kafka_produce(
    rd_kafka_t *producer, rd_kafka_topic_t *topic, const void *key, size_t key_size, const void *value, size_t value_size,
    int64_t milliseconds, const char *content_type, size_t content_type_size, void *opaque) {
    return rd_kafka_producev(
        producer, RD_KAFKA_V_RKT(topic), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_KEY(key, key_size),
        RD_KAFKA_V_VALUE((void *)value, value_size), RD_KAFKA_V_TIMESTAMP(milliseconds),
        RD_KAFKA_V_HEADER("content-type", content_type, content_type_size), RD_KAFKA_V_OPAQUE(opaque), RD_KAFKA_V_END);
}

#endif
