package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.ParameterValidator;

/** The parameters of the document as dev.harrel reads them, in the way that the sandbox uses it but without HTTP. */
final class HarrelParameters implements Validator {
    private final ParameterValidator validator;

    HarrelParameters(ApiDocument document) {
        validator = ParameterValidator.of(document);
    }

    @Override
    public String name() {
        return "dev.harrel";
    }

    @Override
    public Verdict validate(ApiOperation operation, String request) {
        String[] parts = request.split("[?]", 2);
        return Verdict.of(validator.validate(operation, parts[0], parts.length > 1 ? parts[1] : ""));
    }
}
