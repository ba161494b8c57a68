/** Makes videos from prompts and files of requests, for the command line. */
package io.github.pixverseopenapi.contract.generate;
