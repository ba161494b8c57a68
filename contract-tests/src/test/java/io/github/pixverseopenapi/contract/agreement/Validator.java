package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.contract.document.ApiOperation;

/** Somebody who judges requests. */
interface Validator {
    /** As a failure calls it. */
    String name();

    Verdict judge(ApiOperation operation, String json);
}
