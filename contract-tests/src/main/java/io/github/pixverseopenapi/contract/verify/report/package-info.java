/** Renders plans and reports as text, Markdown, JUnit XML and HTML. */
package io.github.pixverseopenapi.contract.verify.report;
