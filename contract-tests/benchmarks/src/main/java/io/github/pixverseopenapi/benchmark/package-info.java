/** Measures client and sandbox beside what people would use instead: ratios of interleaved rounds of one run. */
package io.github.pixverseopenapi.benchmark;
