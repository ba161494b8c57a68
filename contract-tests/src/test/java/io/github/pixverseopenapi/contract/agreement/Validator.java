package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.contract.document.ApiOperation;

/** Validates requests. */
interface Validator {
    /** As a failure calls it. */
    String name();

    /** @param request the text of a {@link RequestCase} */
    Verdict validate(ApiOperation operation, String request);
}
