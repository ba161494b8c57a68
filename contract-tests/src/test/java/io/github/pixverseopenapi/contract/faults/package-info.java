/**
 * Tests the client with network and service failures on real sockets: the number of requests, the billing status of the
 * failure, and released resources.
 */
package io.github.pixverseopenapi.contract.faults;
