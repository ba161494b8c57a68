package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.contract.document.ApiOperation;

/** Validates requests. */
interface Validator {
    /** As a failure calls it. */
    String name();

    Verdict validate(ApiOperation operation, String json);
}
