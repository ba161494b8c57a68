/** Whole processes that are measured from outside. */
package io.github.pixverseopenapi.benchmark.program;
