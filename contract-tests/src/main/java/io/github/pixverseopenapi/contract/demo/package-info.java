/** The demo: all five operations through the public client, five videos on disk, and a table of what happened. */
package io.github.pixverseopenapi.contract.demo;
