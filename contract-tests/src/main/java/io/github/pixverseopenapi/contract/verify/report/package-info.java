/** Renders plans and reports: as text for terminals, as Markdown, as JUnit XML and as an HTML page. */
package io.github.pixverseopenapi.contract.verify.report;
