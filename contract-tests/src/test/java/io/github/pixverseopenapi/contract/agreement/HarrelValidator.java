package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.RequestValidator;

/** The document as dev.harrel reads it, in the way that the sandbox uses it but without HTTP. */
final class HarrelValidator implements Validator {
    private final String name;
    private final RequestValidator validator;

    HarrelValidator(String name, ApiDocument document) {
        this.name = name;
        validator = RequestValidator.of(document);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Verdict validate(ApiOperation operation, String json) {
        return Verdict.of(validator.validate(operation, json));
    }
}
