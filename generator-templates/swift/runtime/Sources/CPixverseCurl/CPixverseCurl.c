#include "CPixverseCurl.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

// The stable interface of libcurl 7.68 and later. Declared here, because systems with Swift have the library, but not always its
// headers.
typedef void CURL;
typedef void CURLM;
typedef struct {
    int msg;
    CURL *easy;
    union {
        void *whatever;
        int result;
    } data;
} CURLMsg;
struct curl_slist;
extern int curl_global_init(long flags);
extern CURL *curl_easy_init(void);
extern int curl_easy_setopt(CURL *handle, int option, ...);
extern void curl_easy_cleanup(CURL *handle);
extern const char *curl_easy_strerror(int code);
extern CURLM *curl_multi_init(void);
extern int curl_multi_add_handle(CURLM *multi, CURL *easy);
extern int curl_multi_remove_handle(CURLM *multi, CURL *easy);
extern int curl_multi_perform(CURLM *multi, int *running);
extern int curl_multi_poll(CURLM *multi, void *fds, unsigned int count, int timeout_ms, int *ready);
extern int curl_multi_wakeup(CURLM *multi);
extern CURLMsg *curl_multi_info_read(CURLM *multi, int *left);
extern int curl_multi_cleanup(CURLM *multi);
extern struct curl_slist *curl_slist_append(struct curl_slist *list, const char *text);
extern void curl_slist_free_all(struct curl_slist *list);

enum {
    CURL_GLOBAL_DEFAULT = 3,
    CURL_HTTP_VERSION_1_1 = 2,
    CURLPROTO_HTTP_AND_HTTPS = 3,
    CURLINFO_HEADER_OUT = 2,
    CURLE_FAILED_INIT = 2,
    CURLE_ABORTED_BY_CALLBACK = 42,
    CURLOPT_VERBOSE = 41,
    CURLOPT_POST = 47,
    CURLOPT_FOLLOWLOCATION = 52,
    CURLOPT_FRESH_CONNECT = 74,
    CURLOPT_FORBID_REUSE = 75,
    CURLOPT_HTTP_VERSION = 84,
    CURLOPT_NOSIGNAL = 99,
    CURLOPT_CONNECTTIMEOUT_MS = 156,
    CURLOPT_HTTP_CONTENT_DECODING = 158,
    CURLOPT_PROTOCOLS = 181,
    CURLOPT_SUPPRESS_CONNECT_HEADERS = 265,
    CURLOPT_WRITEDATA = 10001,
    CURLOPT_URL = 10002,
    CURLOPT_ERRORBUFFER = 10010,
    CURLOPT_HTTPHEADER = 10023,
    CURLOPT_HEADERDATA = 10029,
    CURLOPT_DEBUGDATA = 10095,
    CURLOPT_COPYPOSTFIELDS = 10165,
    CURLOPT_NOPROXY = 10177,
    CURLOPT_WRITEFUNCTION = 20011,
    CURLOPT_HEADERFUNCTION = 20079,
    CURLOPT_DEBUGFUNCTION = 20094,
    CURLOPT_POSTFIELDSIZE_LARGE = 30120,
};

struct pixverse_curl {
    CURL *easy;
    CURLM *multi;
    struct curl_slist *headers;
    pixverse_curl_callbacks callbacks;
    atomic_int stopped;
    char problem[256];
};

static size_t on_header(char *bytes, size_t size, size_t count, void *context) {
    pixverse_curl *request = context;
    request->callbacks.header(request->callbacks.context, bytes, size * count);
    return size * count;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *context) {
    pixverse_curl *request = context;
    if (atomic_load(&request->stopped)) {
        return 0;
    }
    request->callbacks.body(request->callbacks.context, bytes, size * count);
    return size * count;
}

static int on_debug(CURL *easy, int type, char *bytes, size_t count, void *context) {
    static const char connect[] = "CONNECT ";
    pixverse_curl *request = context;
    (void)easy;
    // A proxy gets a request of its own, without the key.
    if (type == CURLINFO_HEADER_OUT && (count < sizeof connect - 1 || memcmp(bytes, connect, sizeof connect - 1) != 0)) {
        request->callbacks.sent(request->callbacks.context);
    }
    return 0;
}

static int set_options(pixverse_curl *request, const char *url, const char *body, size_t body_length, int uses_proxy,
                       long connect_timeout_ms) {
    CURL *easy = request->easy;
    int problem = curl_easy_setopt(easy, CURLOPT_URL, url) || curl_easy_setopt(easy, CURLOPT_HTTPHEADER, request->headers) ||
                  curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)CURLPROTO_HTTP_AND_HTTPS) ||
                  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) ||
                  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connect_timeout_ms) ||
                  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) || curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) ||
                  // If a kept connection fails, it is unknown whether the request arrived.
                  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L) || curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L) ||
                  curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L) ||
                  curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L) ||
                  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, request->problem) ||
                  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header) ||
                  curl_easy_setopt(easy, CURLOPT_HEADERDATA, request) ||
                  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body) || curl_easy_setopt(easy, CURLOPT_WRITEDATA, request) ||
                  // Nothing is printed: the function gets what would be.
                  curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, on_debug) ||
                  curl_easy_setopt(easy, CURLOPT_DEBUGDATA, request) || curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
    if (!problem && !uses_proxy) {
        problem = curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
    }
    if (!problem && body) {
        problem = curl_easy_setopt(easy, CURLOPT_POST, 1L) ||
                  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (long long)body_length) ||
                  curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, body);
    }
    return problem;
}

pixverse_curl *pixverse_curl_new(const char *url, const char *const *headers, const char *body, size_t body_length,
                                 int uses_proxy, long connect_timeout_ms, pixverse_curl_callbacks callbacks) {
    pixverse_curl *request;
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != PIXVERSE_CURL_OK || !(request = calloc(1, sizeof *request))) {
        return NULL;
    }
    request->callbacks = callbacks;
    request->easy = curl_easy_init();
    request->multi = curl_multi_init();
    int problem = !request->easy || !request->multi;
    for (; !problem && *headers; headers++) {
        struct curl_slist *longer = curl_slist_append(request->headers, *headers);
        problem = !longer;
        request->headers = longer ? longer : request->headers;
    }
    if (problem || set_options(request, url, body, body_length, uses_proxy, connect_timeout_ms)) {
        pixverse_curl_free(request);
        return NULL;
    }
    return request;
}

int pixverse_curl_run(pixverse_curl *request) {
    int running = 1;
    int result = CURLE_FAILED_INIT;
    if (curl_multi_add_handle(request->multi, request->easy)) {
        return result;
    }
    while (running) {
        if (atomic_load(&request->stopped)) {
            result = CURLE_ABORTED_BY_CALLBACK;
            break;
        }
        if (curl_multi_perform(request->multi, &running) ||
            (running && curl_multi_poll(request->multi, NULL, 0, 60000, NULL))) {
            break;
        }
    }
    int left = 0;
    CURLMsg *message = running ? NULL : curl_multi_info_read(request->multi, &left);
    if (message) {
        result = message->data.result;
    }
    curl_multi_remove_handle(request->multi, request->easy);
    return result;
}

const char *pixverse_curl_problem(const pixverse_curl *request, int code) {
    return request->problem[0] ? request->problem : curl_easy_strerror(code);
}

void pixverse_curl_stop(pixverse_curl *request) {
    atomic_store(&request->stopped, 1);
    curl_multi_wakeup(request->multi);
}

void pixverse_curl_free(pixverse_curl *request) {
    if (request->easy) {
        curl_easy_cleanup(request->easy);
    }
    if (request->multi) {
        curl_multi_cleanup(request->multi);
    }
    curl_slist_free_all(request->headers);
    free(request);
}
