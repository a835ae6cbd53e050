// librdkafka alone, to measure beside: a mock cluster to work on, a producer and a consumer.
//   cluster                     starts three brokers, prints their addresses, and runs until it is killed
//   produce HOSTS COUNT SIZE    records of one key, acknowledged by all replicas, as KafkaEventLog sets it up
//   consume HOSTS COUNT         reads partition after partition from the beginning
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *topic_name = "peer.events";
static long acknowledged;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void report(rd_kafka_t *client, const rd_kafka_message_t *message, void *opaque) {
    if (message->err) {
        fprintf(stderr, "not stored: %s\n", rd_kafka_err2str(message->err));
        exit(1);
    }
    acknowledged++;
}

static rd_kafka_t *client(rd_kafka_type_t type, const char *hosts, const char *const *options) {
    char error[300];
    rd_kafka_conf_t *settings = rd_kafka_conf_new();
    rd_kafka_conf_set(settings, "bootstrap.servers", hosts, error, sizeof error);
    for (; *options; options += 2) {
        if (rd_kafka_conf_set(settings, options[0], options[1], error, sizeof error)) {
            fprintf(stderr, "%s\n", error);
            exit(1);
        }
    }
    if (type == RD_KAFKA_PRODUCER) rd_kafka_conf_set_dr_msg_cb(settings, report);
    return rd_kafka_new(type, settings, error, sizeof error);
}

static int cluster(void) {
    rd_kafka_t *owner = rd_kafka_new(RD_KAFKA_PRODUCER, rd_kafka_conf_new(), NULL, 0);
    rd_kafka_mock_cluster_t *brokers = rd_kafka_mock_cluster_new(owner, 3);
    printf("%s\n", rd_kafka_mock_cluster_bootstraps(brokers));
    fflush(stdout);
    while (pause()) {
    }
    return 0;
}

static int produce(const char *hosts, long count, size_t size) {
    const char *options[] = {"acks", "all", "enable.idempotence", "true", "compression.codec", "lz4",
        "linger.ms", "1", "partitioner", "murmur2_random", NULL};
    rd_kafka_t *producer = client(RD_KAFKA_PRODUCER, hosts, options);
    rd_kafka_topic_t *topic = rd_kafka_topic_new(producer, topic_name, NULL);
    char *value = malloc(size + 1);
    double start = 0;
    for (long number = 0; number <= count; number++) {
        // Something that is packed about as well as an event.
        int used = snprintf(value, size, "{\"data\":{\"number\":%ld,\"text\":\"candidate %ld\"},\"id\":\"measure-%ld\"",
            number, number % 7, number);
        for (size_t at = used; at < size; at++) value[at] = "abcdefghijklmnopqrstuvwxyz"[at % 26];
        while (rd_kafka_producev(producer, RD_KAFKA_V_RKT(topic), RD_KAFKA_V_KEY("measure", 7),
                   RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_VALUE(value, size),
                   RD_KAFKA_V_HEADER("content-type", "application/cloudevents+json", -1), RD_KAFKA_V_END) ==
               RD_KAFKA_RESP_ERR__QUEUE_FULL) {
            rd_kafka_poll(producer, 1);
        }
        if (number % 100 == 0) rd_kafka_poll(producer, 0);
        if (number == 0) {
            // The first one waits for connections.
            while (acknowledged == 0) rd_kafka_poll(producer, 10);
            start = now();
        }
    }
    while (acknowledged <= count) rd_kafka_poll(producer, 10);
    printf("librdkafka alone: stored %ld records of %zu bytes, %.0f a second\n", count, size, count / (now() - start));
    return 0;
}

static int consume(const char *hosts, long count) {
    const char *options[] = {"enable.partition.eof", "true", "fetch.wait.max.ms", "10", NULL};
    rd_kafka_t *consumer = client(RD_KAFKA_CONSUMER, hosts, options);
    rd_kafka_topic_t *topic = rd_kafka_topic_new(consumer, topic_name, NULL);
    long read = 0;
    double start = now();
    for (int partition = 0; partition < 4 && read < count; partition++) {
        int is_over = 0;
        rd_kafka_consume_start(topic, partition, RD_KAFKA_OFFSET_BEGINNING);
        while (!is_over) {
            rd_kafka_message_t *message = rd_kafka_consume(topic, partition, 1000);
            if (!message) break;
            if (message->err) is_over = 1;
            else read++;
            rd_kafka_message_destroy(message);
        }
        rd_kafka_consume_stop(topic, partition);
    }
    printf("librdkafka alone: read %ld records, %.0f a second\n", read, read / (now() - start));
    return 0;
}

int main(int count, char **arguments) {
    if (count == 2 && !strcmp(arguments[1], "cluster")) return cluster();
    if (count == 5 && !strcmp(arguments[1], "produce")) {
        return produce(arguments[2], atol(arguments[3]), atol(arguments[4]));
    }
    if (count == 4 && !strcmp(arguments[1], "consume")) return consume(arguments[2], atol(arguments[3]));
    fprintf(stderr, "usage: kafka_peer cluster | produce HOSTS COUNT SIZE | consume HOSTS COUNT\n");
    return 64;
}
