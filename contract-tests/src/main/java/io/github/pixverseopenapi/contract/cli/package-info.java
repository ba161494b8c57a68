/** The command line: the sandbox for programs in any language. */
package io.github.pixverseopenapi.contract.cli;
