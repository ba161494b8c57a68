/** The server that answers all clients. */
package io.github.pixverseopenapi.benchmark.server;
