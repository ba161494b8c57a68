/** Figures, what they say, and how they are shown. */
package io.github.pixverseopenapi.benchmark.report;
