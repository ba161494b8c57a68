/** The command line: the sandbox for programs in any language, and the recorder. */
package io.github.pixverseopenapi.contract.cli;
