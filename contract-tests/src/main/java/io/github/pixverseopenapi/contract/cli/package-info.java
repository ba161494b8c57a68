/**
 * The command line: the sandbox for programs in any language, the recorder, and the verification of a running service.
 */
package io.github.pixverseopenapi.contract.cli;
