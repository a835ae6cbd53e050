#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

/// The functions that are used, producers' and consumers'.
#define FUNCTIONS(X) \
    X(rd_kafka_assign) X(rd_kafka_clusterid) X(rd_kafka_commit) X(rd_kafka_committed) X(rd_kafka_conf_destroy) \
    X(rd_kafka_conf_new) X(rd_kafka_conf_set) X(rd_kafka_conf_set_dr_msg_cb) X(rd_kafka_conf_set_error_cb) \
    X(rd_kafka_conf_set_log_cb) X(rd_kafka_conf_set_opaque) X(rd_kafka_conf_set_rebalance_cb) \
    X(rd_kafka_consume) X(rd_kafka_consume_batch) X(rd_kafka_consume_start) X(rd_kafka_consume_stop) \
    X(rd_kafka_consumer_close) X(rd_kafka_consumer_poll) X(rd_kafka_destroy) X(rd_kafka_err2name) \
    X(rd_kafka_err2str) X(rd_kafka_last_error) X(rd_kafka_mem_free) X(rd_kafka_message_destroy) \
    X(rd_kafka_metadata) X(rd_kafka_metadata_destroy) X(rd_kafka_msg_partitioner_murmur2) \
    X(rd_kafka_new) X(rd_kafka_offsets_for_times) X(rd_kafka_opaque) X(rd_kafka_outq_len) X(rd_kafka_poll) \
    X(rd_kafka_poll_set_consumer) X(rd_kafka_producev) X(rd_kafka_purge) X(rd_kafka_subscribe) \
    X(rd_kafka_topic_destroy) X(rd_kafka_topic_name) X(rd_kafka_topic_new) X(rd_kafka_topic_partition_list_add) \
    X(rd_kafka_topic_partition_list_destroy) X(rd_kafka_topic_partition_list_new)

/// Those of the cluster for tests, which a library may lack.
#define TESTING(X) \
    X(rd_kafka_mock_broker_set_down) X(rd_kafka_mock_broker_set_rtt) X(rd_kafka_mock_broker_set_up) \
    X(rd_kafka_mock_cluster_bootstraps) X(rd_kafka_mock_cluster_destroy) X(rd_kafka_mock_cluster_new) \
    X(rd_kafka_mock_partition_set_leader) X(rd_kafka_mock_push_request_errors_array) X(rd_kafka_mock_topic_create) \
    X(rd_kafka_mock_topic_set_error)

#if defined(__APPLE__)
#define SYMBOL(name) "_" #name
#define HIDDEN(name) ".private_extern " SYMBOL(name)
static const char *const places[] = {"librdkafka.1.dylib", "/opt/homebrew/lib/librdkafka.1.dylib", "/usr/local/lib/librdkafka.1.dylib"};
#else
#define SYMBOL(name) #name
#define HIDDEN(name) ".hidden " #name
static const char *const places[] = {"librdkafka.so.1"};
#endif

// Where a function is jumped to. The jump leaves all arguments where they are, however many there are.
#if defined(__x86_64__)
#define JUMP(name) "jmpq *" SYMBOL(kafka_at_##name) "(%rip)"
#elif defined(__aarch64__) && defined(__APPLE__)
#define JUMP(name) \
    "adrp x16, " SYMBOL(kafka_at_##name) "@PAGE\n ldr x16, [x16, " SYMBOL(kafka_at_##name) "@PAGEOFF]\n br x16"
#elif defined(__aarch64__)
#define JUMP(name) "adrp x16, " SYMBOL(kafka_at_##name) "\n ldr x16, [x16, :lo12:" SYMBOL(kafka_at_##name) "]\n br x16"
#else
#error "say here how to jump to an address in memory on this processor"
#endif

#define SLOT(name) __attribute__((visibility("hidden"), used)) void *kafka_at_##name;
FUNCTIONS(SLOT)
TESTING(SLOT)

// Hidden: the library's own calls of these functions must find its own.
#define DEFINE(name) \
    __asm__(".text\n .globl " SYMBOL(name) "\n " HIDDEN(name) "\n .p2align 4\n" SYMBOL(name) ":\n " JUMP(name) "\n");
FUNCTIONS(DEFINE)
TESTING(DEFINE)

static void *library;
static char problem[256];
static char mock_problem[256];
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_once_t mock_once = PTHREAD_ONCE_INIT;

#define RESOLVE_INTO(text, name) \
    if (!(kafka_at_##name = dlsym(library, #name))) { \
        snprintf(text, sizeof text, "it has no " #name); \
        return; \
    }

static void open_library(void) {
    for (unsigned place = 0; !library && place < sizeof places / sizeof *places; place++)
        library = dlopen(places[place], RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        const char *reason = dlerror();
        snprintf(problem, sizeof problem, "%s", reason ? reason : "it is not there");
        return;
    }
#define RESOLVE(name) RESOLVE_INTO(problem, name)
    FUNCTIONS(RESOLVE)
}

static void open_mock(void) {
#define RESOLVE_MOCK(name) RESOLVE_INTO(mock_problem, name)
    TESTING(RESOLVE_MOCK)
}

const char *kafka_open(void);
const char *kafka_open(void) {
    pthread_once(&once, open_library);
    return problem[0] ? problem : 0;
}

const char *kafka_open_mock(void);
const char *kafka_open_mock(void) {
    const char *reason = kafka_open();
    if (reason) return reason;
    pthread_once(&mock_once, open_mock);
    return mock_problem[0] ? mock_problem : 0;
}
