/** The clients that are compared: ours, and what people would use instead. */
package io.github.pixverseopenapi.benchmark.client;
