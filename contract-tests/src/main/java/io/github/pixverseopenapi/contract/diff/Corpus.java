package io.github.pixverseopenapi.contract.diff;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.List;
import java.util.Map;

/**
 * A document and the requests and responses with which it is compared with a later one.
 *
 * @param document the document
 * @param samples for each of its operations
 */
public record Corpus(ApiDocument document, Map<ApiOperation, List<Sample>> samples) {}
