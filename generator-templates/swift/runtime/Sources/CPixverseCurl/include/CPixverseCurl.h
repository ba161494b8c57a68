// One HTTP request by libcurl. Foundation's URLSession, which uses libcurl as well, ends the whole program if a response breaks
// off in its head or has trailer fields, may speak HTTP/2, and does not tell whether a request was sent.

#ifndef CPIXVERSECURL_H
#define CPIXVERSECURL_H

#include <stddef.h>

#define PIXVERSE_CURL_OK 0

typedef struct pixverse_curl pixverse_curl;

/// What is called while a request runs, on its thread.
typedef struct {
    void *context;
    /// A byte of the request was sent.
    void (*sent)(void *context);
    /// A line of the head of a response, or of its trailer, with its end.
    void (*header)(void *context, const char *bytes, size_t count);
    /// Some bytes of the body. May wait; then the server waits, too.
    void (*body)(void *context, const char *bytes, size_t count);
} pixverse_curl_callbacks;

/// Prepares a request. NULL if the library fails.
///
/// - body: NULL for a GET, else what is posted
/// - headers: lines without their ends; NULL ends them
/// - uses_proxy: whether the proxy of the environment is used
pixverse_curl *pixverse_curl_new(const char *url, const char *const *headers, const char *body, size_t body_length,
                                 int uses_proxy, long connect_timeout_ms, pixverse_curl_callbacks callbacks);

/// Sends the request once, and returns when the response has ended: the CURLcode, PIXVERSE_CURL_OK for a whole response.
int pixverse_curl_run(pixverse_curl *request);

/// Why it failed; valid until the request is freed.
const char *pixverse_curl_problem(const pixverse_curl *request, int code);

/// Ends it at once; may be called by any thread until the request is freed.
void pixverse_curl_stop(pixverse_curl *request);

void pixverse_curl_free(pixverse_curl *request);

#endif
