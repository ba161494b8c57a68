/** The client's methods by operation; demo, recorder and tests share them. */
package io.github.pixverseopenapi.contract.operation;
