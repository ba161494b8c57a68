/** What is measured inside a process, by JMH. */
package io.github.pixverseopenapi.benchmark.jmh;
