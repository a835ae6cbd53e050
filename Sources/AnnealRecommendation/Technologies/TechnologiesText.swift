/// Technologies kept by hand. Licences are those of the projects when the list was written; marks from 1 (weak) to 5
/// (strong) are judgements, the last for how little it costs.
let technologiesText = #"""
    # name | role | languages | licence | maturity | performance scalability ease operations cost | needs | works with | excludes | words
    python | language | python | PSF-2.0 | 5 | 2 3 5 4 5 | | | | scripting data science machine learning web prototype
    go | language | go | BSD-3-Clause | 5 | 4 5 4 5 5 | | | | microservice concurrency network service command line
    rust | language | rust | MIT OR Apache-2.0 | 4 | 5 5 2 4 4 | | | | memory safety systems performance embedded
    java | language | java | GPL-2.0 with classpath exception | 5 | 4 5 3 3 3 | | | | enterprise backend android bank
    kotlin | language | java | Apache-2.0 | 4 | 4 5 4 3 3 | | | | android enterprise backend
    scala | language | java | Apache-2.0 | 4 | 4 5 2 3 3 | | | | data streaming functional
    javascript | language | javascript | MIT | 5 | 3 4 4 4 5 | | | | browser frontend web real-time
    typescript | language | javascript | Apache-2.0 | 5 | 3 4 4 4 5 | | | | browser frontend web types
    ruby | language | ruby | BSD-2-Clause | 5 | 2 3 5 3 4 | | | | web startup prototype
    php | language | php | PHP-3.01 | 5 | 3 4 5 4 5 | | | | web content shared hosting shop
    csharp | language | csharp | MIT | 5 | 4 5 4 4 4 | | | | enterprise windows desktop game
    swift | language | swift | Apache-2.0 | 4 | 4 4 4 4 4 | | | | ios mac server command line
    cpp | language | cpp | compiler: GPL-3.0 with runtime exception | 5 | 5 5 2 3 3 | | | | systems game embedded low latency
    c | language | c | compiler: GPL-3.0 with runtime exception | 5 | 5 5 2 3 3 | | | | embedded systems kernel firmware
    elixir | language | elixir | Apache-2.0 | 4 | 3 5 3 4 4 | | | | chat real-time fault tolerant concurrent
    haskell | language | haskell | BSD-3-Clause | 4 | 4 4 1 3 3 | | | | functional correctness compiler
    r | language | r | GPL-2.0 | 5 | 2 2 4 3 5 | | | | statistics plots research
    django | web-framework | python | BSD-3-Clause | 5 | 2 4 5 4 5 | | postgresql mariadb sqlite redis celery | | admin interface batteries content management forms
    flask | web-framework | python | BSD-3-Clause | 5 | 2 3 5 4 5 | | sqlalchemy redis celery | | small micro api prototype
    fastapi | web-framework | python | MIT | 4 | 3 4 5 4 5 | | sqlalchemy postgresql redis | | api asynchronous openapi typed
    tornado | web-framework | python | Apache-2.0 | 5 | 3 4 3 4 5 | | redis | | asynchronous websocket long polling
    rails | web-framework | ruby | MIT | 5 | 2 4 5 3 4 | | postgresql mariadb sidekiq redis | | convention web application crud
    sinatra | web-framework | ruby | MIT | 5 | 2 3 5 4 5 | | | | small micro api
    express | web-framework | javascript | MIT | 5 | 3 4 5 4 5 | | mongodb postgresql redis bullmq | | small api
    nestjs | web-framework | javascript | MIT | 4 | 3 4 3 4 4 | | postgresql redis bullmq | | structured enterprise api
    nextjs | web-framework | javascript | MIT | 4 | 3 4 4 3 4 | | react postgresql | | server rendering react
    laravel | web-framework | php | MIT | 5 | 2 4 5 4 5 | | mariadb postgresql redis | | web application crud
    symfony | web-framework | php | MIT | 5 | 3 4 3 4 5 | | mariadb postgresql redis | | enterprise components
    spring-boot | web-framework | java | Apache-2.0 | 5 | 4 5 3 3 3 | | postgresql kafka rabbitmq activemq redis hibernate | | enterprise microservice security bank
    quarkus | web-framework | java | Apache-2.0 | 4 | 4 5 3 4 4 | | postgresql kafka kubernetes | | cloud native fast start
    gin | web-framework | go | MIT | 5 | 5 5 4 5 5 | | postgresql redis nats | | api fast microservice
    echo | web-framework | go | MIT | 4 | 5 5 4 5 5 | | postgresql redis nats | | api fast minimal
    axum | web-framework | rust | MIT | 4 | 5 5 2 5 4 | | postgresql redis nats | | asynchronous api low latency
    actix-web | web-framework | rust | MIT OR Apache-2.0 | 4 | 5 5 2 5 4 | | postgresql redis | | api throughput
    aspnet-core | web-framework | csharp | MIT | 5 | 5 5 4 4 4 | | postgresql rabbitmq redis | | enterprise api windows
    hummingbird | web-framework | swift | Apache-2.0 | 3 | 4 4 4 4 4 | | postgresql redis | | small asynchronous api
    vapor | web-framework | swift | MIT | 4 | 4 4 4 4 4 | | postgresql redis | | web application
    phoenix | web-framework | elixir | MIT | 5 | 4 5 3 4 4 | | postgresql | | real-time channels chat
    drogon | web-framework | cpp | MIT | 3 | 5 5 2 3 4 | | postgresql redis | | throughput low latency
    react | frontend | javascript | MIT | 5 | 4 4 4 4 4 | | | vue angular svelte | interactive components single page
    vue | frontend | javascript | MIT | 5 | 4 4 5 4 5 | | | react angular svelte | interactive gentle single page
    angular | frontend | javascript | MIT | 5 | 3 4 2 3 3 | | | react vue svelte | enterprise forms single page
    svelte | frontend | javascript | MIT | 4 | 5 4 5 4 5 | | | react vue angular | small fast interactive
    htmx | frontend | | BSD-2-Clause | 4 | 4 4 5 5 5 | | django flask rails laravel gin | | simple server rendered hypermedia
    qt | desktop | cpp python | LGPL-3.0 | 5 | 5 3 3 3 3 | | | gtk electron | desktop cross-platform widgets
    gtk | desktop | c python rust | LGPL-2.1 | 5 | 4 3 3 3 5 | | | qt electron | desktop gnome linux
    electron | desktop | javascript | MIT | 5 | 2 3 5 3 4 | | react vue | qt gtk | desktop cross-platform web
    flutter | mobile | dart | BSD-3-Clause | 4 | 4 4 4 3 4 | | | react-native | mobile android ios
    react-native | mobile | javascript | MIT | 4 | 3 4 4 3 4 | | react | flutter | mobile android ios
    postgresql | relational-database | | PostgreSQL | 5 | 4 4 4 4 5 | | django rails spring-boot | | transactions json constraints consistency reporting geographic
    mariadb | relational-database | | GPL-2.0 | 5 | 4 4 4 4 5 | | laravel django | | web transactions replication content
    mysql | relational-database | | GPL-2.0 | 5 | 4 4 4 4 4 | | laravel rails | | web transactions replication
    sqlite | relational-database | | public domain | 5 | 4 1 5 5 5 | | | kubernetes | embedded single file local offline device desktop mobile
    firebird | relational-database | | IPL-1.0 | 4 | 3 3 4 4 5 | | | | transactions desktop embedded
    cockroachdb | relational-database | | CockroachDB Software License | 4 | 3 5 3 3 2 | | kubernetes | | distributed transactions regions survive
    mongodb | document-store | | SSPL-1.0 | 5 | 4 5 5 3 3 | | express | | documents flexible schema json
    couchdb | document-store | | Apache-2.0 | 5 | 3 4 4 4 5 | | | | documents offline synchronisation replication
    redis | cache | | BSD-3-Clause (to 7.2), later RSALv2, SSPLv1 or AGPL-3.0 | 5 | 5 4 5 4 4 | | | | key-value sessions counters leaderboard in-memory
    valkey | cache | | BSD-3-Clause | 4 | 5 4 5 4 5 | | | redis | key-value sessions counters in-memory
    memcached | cache | | BSD-3-Clause | 5 | 5 4 5 5 5 | | django rails | | objects in-memory simple
    varnish | http-cache | | BSD-2-Clause | 5 | 5 4 3 4 5 | | nginx | | website reverse proxy pages
    squid | http-cache | | GPL-2.0 | 5 | 4 3 3 3 5 | | | | forward proxy network
    leveldb | key-value-store | cpp c go python | BSD-3-Clause | 5 | 5 2 4 5 5 | | | | embedded ordered local
    rocksdb | key-value-store | cpp c java rust | Apache-2.0 OR GPL-2.0 | 5 | 5 3 3 4 5 | | | | embedded flash writes
    lmdb | key-value-store | c cpp python | OLDAP-2.8 | 5 | 5 2 4 5 5 | | | | embedded reads memory mapped
    etcd | coordination | | Apache-2.0 | 5 | 3 3 4 3 5 | | kubernetes | | configuration consensus service discovery leader election
    zookeeper | coordination | | Apache-2.0 | 5 | 3 3 2 2 4 | | kafka | | configuration consensus leader election
    consul | coordination | | BUSL-1.1 | 5 | 3 4 4 3 3 | | nomad | | service discovery health configuration
    cassandra | wide-column-store | | Apache-2.0 | 5 | 4 5 2 2 3 | | spark | | writes regions linear scale availability events
    scylladb | wide-column-store | | source available | 4 | 5 5 2 3 3 | | | cassandra | low latency writes scale
    neo4j | graph-database | | GPL-3.0 | 5 | 4 3 4 3 3 | | | | relationships network recommendation fraud
    virtuoso | graph-database | | GPL-2.0 | 4 | 3 3 2 3 4 | | | | linked data sparql triples
    influxdb | time-series-database | | MIT | 5 | 4 3 4 4 4 | | grafana | | sensor metrics readings iot
    timescaledb | time-series-database | | Apache-2.0 and Timescale License | 4 | 4 4 4 4 4 | postgresql | grafana | | sensor sql readings
    victoria-metrics | time-series-database | | Apache-2.0 | 4 | 5 5 4 4 5 | | grafana prometheus | | metrics long term
    rrdtool | time-series-database | | GPL-2.0 | 5 | 3 1 3 5 5 | | | | fixed size graphs
    clickhouse | analytics-store | | Apache-2.0 | 5 | 5 5 3 3 4 | | grafana kafka | | analytical aggregate columns billions events reports
    duckdb | analytics-store | | MIT | 4 | 5 1 5 5 5 | | pandas | | analytical embedded local parquet
    druid | analytics-store | | Apache-2.0 | 4 | 5 5 1 1 2 | zookeeper | kafka | | streaming analytical sub-second
    elasticsearch | search-engine | | AGPL-3.0, SSPL-1.0 or Elastic-2.0 | 5 | 4 5 4 2 3 | | kibana | opensearch | full-text facets logs
    opensearch | search-engine | | Apache-2.0 | 4 | 4 5 4 2 4 | | | elasticsearch | full-text facets logs
    solr | search-engine | | Apache-2.0 | 5 | 4 4 2 2 4 | | zookeeper | | full-text facets catalogue
    meilisearch | search-engine | | MIT | 4 | 5 2 5 5 5 | | | | instant typo product search
    xapian | search-engine | cpp python perl ruby | GPL-2.0 | 5 | 4 2 3 5 5 | | | | embedded full-text library
    lucene | search-engine | java | Apache-2.0 | 5 | 5 3 2 5 5 | | | | embedded full-text library
    faiss | vector-index | python cpp | MIT | 5 | 5 3 3 4 5 | | | | embeddings similarity gpu
    hnswlib | vector-index | python cpp | Apache-2.0 | 4 | 5 2 4 5 5 | | | | embeddings nearest neighbours small
    pgvector | vector-index | | PostgreSQL | 4 | 3 3 5 5 5 | postgresql | django | | embeddings similarity sql
    qdrant | vector-index | | Apache-2.0 | 4 | 5 4 4 4 4 | | | | embeddings similarity filter service
    rabbitmq | message-broker | | MPL-2.0 | 5 | 3 3 4 4 5 | | celery spring-boot | | amqp queue routing reliable delivery
    activemq | message-broker | | Apache-2.0 | 5 | 3 3 3 3 4 | | spring-boot | | jms enterprise queue
    mosquitto | message-broker | | EPL-2.0 | 5 | 4 2 5 5 5 | | influxdb | | mqtt iot devices sensors lightweight
    emqx | message-broker | | BUSL-1.1 (from 5.9) | 4 | 4 5 4 3 3 | | kafka | | mqtt iot millions devices
    nats | message-broker | | Apache-2.0 | 4 | 5 5 4 5 5 | | gin | | low latency microservice publish subscribe
    kafka | event-log | | Apache-2.0 | 5 | 5 5 2 2 3 | | spring-boot flink clickhouse | | event streaming log replay throughput
    redpanda | event-log | | BUSL-1.1 | 4 | 5 5 4 4 3 | | | kafka | event streaming low latency
    pulsar | event-log | | Apache-2.0 | 4 | 4 5 2 1 3 | zookeeper | flink | | streaming tenants regions
    zeromq | messaging-library | c cpp python java go | MPL-2.0 | 5 | 5 4 3 5 5 | | | | sockets brokerless low latency
    nng | messaging-library | c cpp | MIT | 4 | 5 4 3 5 5 | | | zeromq | sockets brokerless
    celery | task-queue | python | BSD-3-Clause | 5 | 3 4 4 3 5 | rabbitmq OR redis OR valkey | django flask | | background periodic tasks
    rq | task-queue | python | BSD-2-Clause | 4 | 3 3 5 4 5 | redis OR valkey | flask django | | background simple tasks
    sidekiq | task-queue | ruby | LGPL-3.0 | 5 | 4 4 5 4 4 | redis OR valkey | rails | | background tasks
    bullmq | task-queue | javascript | MIT | 4 | 4 4 4 4 5 | redis OR valkey | express nestjs | | background tasks
    asynq | task-queue | go | MIT | 4 | 4 4 4 4 5 | redis OR valkey | gin | | background tasks
    quartz | task-queue | java | Apache-2.0 | 5 | 3 3 3 4 5 | | spring-boot | | schedule jobs
    nginx | web-server | | BSD-2-Clause | 5 | 5 4 4 4 5 | | django rails | | reverse proxy static tls load balancing
    apache | web-server | | Apache-2.0 | 5 | 3 3 4 4 5 | | php | | modules static shared hosting
    caddy | web-server | | Apache-2.0 | 4 | 4 4 5 5 5 | | | | automatic certificates tls simple
    haproxy | load-balancer | | GPL-2.0 | 5 | 5 5 3 4 5 | | | | tcp http balancing tls health checks
    traefik | load-balancer | | MIT | 4 | 4 4 4 4 5 | | kubernetes docker | | containers dynamic routing certificates
    envoy | load-balancer | | Apache-2.0 | 5 | 5 5 1 2 4 | | kubernetes | | service mesh grpc
    prometheus | monitoring | | Apache-2.0 | 5 | 4 3 4 4 5 | | grafana kubernetes | | metrics alerts scrape
    zabbix | monitoring | | AGPL-3.0 | 5 | 3 4 3 3 5 | postgresql OR mariadb OR mysql | | | hosts network snmp alerts
    nagios | monitoring | | GPL-2.0 | 5 | 3 2 2 3 5 | | | | hosts checks alerts
    icinga2 | monitoring | | GPL-2.0 | 5 | 3 4 2 3 5 | | | nagios | hosts checks alerts
    grafana | dashboards | | AGPL-3.0 | 5 | 4 4 5 4 4 | | prometheus influxdb loki | | graphs dashboard
    kibana | dashboards | | AGPL-3.0, SSPL-1.0 or Elastic-2.0 | 5 | 3 4 4 3 3 | elasticsearch | | | logs dashboard
    metabase | dashboards | | AGPL-3.0 | 4 | 3 3 5 4 4 | | postgresql clickhouse | | business reports questions
    loki | log-store | | AGPL-3.0 | 4 | 4 4 4 4 5 | | grafana | | logs labels cheap
    graylog | log-store | | SSPL-1.0 | 4 | 3 4 4 2 3 | mongodb | opensearch | | logs search audit
    rsyslog | log-store | | GPL-3.0 | 5 | 5 4 2 5 5 | | | | syslog forward central
    fluentd | log-shipper | | Apache-2.0 | 5 | 3 4 4 4 5 | | kafka elasticsearch opensearch loki | | collect forward logs
    vector | log-shipper | | MPL-2.0 | 4 | 5 4 4 4 5 | | loki clickhouse kafka | | collect forward logs metrics
    opentelemetry | tracing | | Apache-2.0 | 4 | 4 4 3 4 5 | | jaeger prometheus | | instrumentation traces metrics
    jaeger | tracing | | Apache-2.0 | 5 | 4 4 4 3 5 | | opentelemetry | | distributed traces latency
    jenkins | continuous-integration | | MIT | 5 | 3 4 3 2 4 | | | | pipelines plugins build server
    gitlab-ci | continuous-integration | | MIT | 5 | 4 4 4 3 3 | | docker kubernetes | | pipelines repository registry
    buildbot | continuous-integration | | GPL-2.0 | 5 | 3 4 2 4 5 | | | | python build farm
    woodpecker | continuous-integration | | Apache-2.0 | 3 | 4 3 5 5 5 | docker OR podman | | | containers pipelines small
    docker | container-runtime | | Apache-2.0 | 5 | 4 4 5 4 5 | | kubernetes | | images daemon compose
    podman | container-runtime | | Apache-2.0 | 5 | 4 4 4 4 5 | | | docker | rootless daemonless
    lxc | container-runtime | | LGPL-2.1 | 5 | 5 3 2 3 5 | | | | system containers
    kubernetes | orchestrator | | Apache-2.0 | 5 | 4 5 1 1 2 | docker OR podman | prometheus | sqlite | clusters autoscale self-healing
    k3s | orchestrator | | Apache-2.0 | 4 | 4 4 3 3 4 | | prometheus | kubernetes | edge small clusters
    nomad | orchestrator | | BUSL-1.1 | 4 | 4 5 4 4 4 | | consul | kubernetes k3s | clusters simple mixed
    ansible | provisioning | | GPL-3.0 | 5 | 2 3 5 5 5 | | | | agentless ssh servers configure
    terraform | provisioning | | BUSL-1.1 | 5 | 3 4 4 4 3 | | | opentofu | infrastructure code cloud
    opentofu | provisioning | | MPL-2.0 | 4 | 3 4 4 4 5 | | | terraform | infrastructure code cloud
    puppet | provisioning | | Apache-2.0 | 5 | 3 4 2 3 4 | | | | agents servers configure
    salt | provisioning | | Apache-2.0 | 5 | 4 5 3 3 5 | | | | many servers fast configure
    pytest | test-framework | python | MIT | 5 | 4 4 5 5 5 | | | | fixtures unit tests
    junit | test-framework | java | EPL-2.0 | 5 | 4 4 4 5 5 | | | | unit tests
    googletest | test-framework | cpp | BSD-3-Clause | 5 | 4 4 4 5 5 | | | catch2 | unit tests mock
    catch2 | test-framework | cpp | BSL-1.0 | 5 | 4 4 5 5 5 | | | googletest | unit tests
    rspec | test-framework | ruby | MIT | 5 | 3 4 5 5 5 | | rails | | behaviour unit tests
    jest | test-framework | javascript | MIT | 5 | 3 4 5 5 5 | | react | vitest | unit tests snapshots
    vitest | test-framework | javascript | MIT | 4 | 5 4 5 5 5 | | vue svelte | jest | unit tests fast
    phpunit | test-framework | php | BSD-3-Clause | 5 | 4 4 4 5 5 | | laravel | | unit tests
    swift-testing | test-framework | swift | Apache-2.0 | 4 | 4 4 5 5 5 | | | | unit tests
    go-testing | test-framework | go | BSD-3-Clause | 5 | 5 4 5 5 5 | | | | unit tests benchmark fuzz
    hypothesis | property-testing | python | MPL-2.0 | 5 | 3 4 4 5 5 | | pytest | | property generated data
    playwright | browser-testing | javascript python java csharp | Apache-2.0 | 5 | 4 4 5 4 5 | | | | browser end-to-end
    selenium | browser-testing | java python javascript ruby csharp | Apache-2.0 | 5 | 2 4 3 3 5 | | | | browser end-to-end grid
    k6 | load-testing | | AGPL-3.0 | 4 | 5 4 4 4 5 | | grafana | | http load script
    jmeter | load-testing | | Apache-2.0 | 5 | 3 3 2 4 5 | | | | http load protocols
    locust | load-testing | python | MIT | 5 | 3 4 5 4 5 | | | | http load users
    sqlalchemy | orm | python | MIT | 5 | 4 4 3 5 5 | postgresql OR mariadb OR mysql OR sqlite OR firebird | flask fastapi | | mapper sql
    hibernate | orm | java | Apache-2.0 | 5 | 3 4 2 4 5 | postgresql OR mariadb OR mysql | spring-boot | | mapper entities
    prisma | orm | javascript | Apache-2.0 | 4 | 3 3 5 4 4 | postgresql OR mariadb OR mysql OR sqlite | nestjs nextjs | | mapper types migrations
    grpc | rpc | go java python cpp csharp javascript ruby rust swift | Apache-2.0 | 5 | 5 5 3 4 5 | protobuf | envoy | | services http/2 streaming contract
    thrift | rpc | java cpp python go | Apache-2.0 | 5 | 4 4 3 4 5 | | | | services contract
    protobuf | serialization | go java python cpp csharp javascript ruby rust swift | BSD-3-Clause | 5 | 5 5 4 5 5 | | grpc | | schema messages compact
    avro | serialization | java python c cpp | Apache-2.0 | 5 | 4 5 3 4 5 | | kafka | | schema evolution records
    flatbuffers | serialization | cpp java go rust | Apache-2.0 | 5 | 5 5 2 5 5 | | | | schema zero-copy game
    keycloak | identity | | Apache-2.0 | 5 | 3 4 3 3 4 | postgresql OR mariadb | | | single sign-on openid saml users roles
    authelia | identity | | Apache-2.0 | 4 | 4 3 4 4 5 | | traefik nginx | | single sign-on two-factor small
    openldap | identity | | OLDAP-2.8 | 5 | 4 4 1 3 5 | | | | directory ldap users
    vault | secrets-store | | BUSL-1.1 | 5 | 4 4 2 2 3 | | consul kubernetes | openbao | secrets keys certificates audit
    openbao | secrets-store | | MPL-2.0 | 3 | 4 4 2 2 5 | | | vault | secrets keys certificates
    minio | object-storage | | AGPL-3.0 | 4 | 5 4 4 4 3 | | | | s3 files uploads images
    ceph | object-storage | | LGPL-2.1 | 5 | 4 5 1 1 3 | | kubernetes | | s3 block files petabytes
    garage | object-storage | | AGPL-3.0 | 3 | 3 3 4 5 5 | | | | s3 small regions
    airflow | workflow | python | Apache-2.0 | 5 | 3 4 3 2 4 | postgresql OR mysql | spark | | pipelines schedule etl data
    temporal | workflow | go java python javascript | MIT | 4 | 4 5 2 2 4 | postgresql OR mysql OR cassandra | | | durable long-running sagas
    snakemake | workflow | python | MIT | 5 | 3 4 4 5 5 | | | | science pipelines reproducible
    spark | data-processing | python java | Apache-2.0 | 5 | 4 5 2 2 2 | | kafka | | batch big data distributed
    flink | data-processing | java python | Apache-2.0 | 5 | 5 5 1 1 2 | | kafka | | stream exactly-once windows
    pandas | data-processing | python | BSD-3-Clause | 5 | 3 1 5 5 5 | | duckdb | | data frames tables analysis
    polars | data-processing | python rust | MIT | 4 | 5 3 4 5 5 | | duckdb | | data frames fast
    pytorch | machine-learning | python cpp | BSD-3-Clause | 5 | 5 5 4 3 4 | | | | deep learning neural networks gpu training
    tensorflow | machine-learning | python cpp javascript | Apache-2.0 | 5 | 5 5 2 3 4 | | | | deep learning neural networks serving
    scikit-learn | machine-learning | python | BSD-3-Clause | 5 | 3 2 5 5 5 | | pandas | | classification regression clustering
    xgboost | machine-learning | python java r cpp | Apache-2.0 | 5 | 5 4 4 5 5 | | scikit-learn | | boosting tabular ranking
    sphinx | documentation | python | BSD-2-Clause | 5 | 3 4 3 5 5 | | | | restructuredtext reference
    mkdocs | documentation | | BSD-2-Clause | 5 | 4 4 5 5 5 | | | | markdown manual site
    doxygen | documentation | cpp c java | GPL-2.0 | 5 | 4 4 3 5 5 | | | | comments api reference
    hugo | static-site | | Apache-2.0 | 5 | 5 4 4 5 5 | | | | markdown blog site
    wordpress | content-management | php | GPL-2.0 | 5 | 2 3 5 3 5 | mariadb OR mysql | nginx | | blog editors plugins pages
    """#
