/** The pieces of work that are measured. */
package io.github.pixverseopenapi.benchmark.work;
