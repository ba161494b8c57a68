/** The command line that makes videos, against the sandbox. */
package io.github.pixverseopenapi.contract.generate;
