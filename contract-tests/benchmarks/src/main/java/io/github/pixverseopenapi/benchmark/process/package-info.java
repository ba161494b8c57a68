/** Starting and watching other processes. */
package io.github.pixverseopenapi.benchmark.process;
