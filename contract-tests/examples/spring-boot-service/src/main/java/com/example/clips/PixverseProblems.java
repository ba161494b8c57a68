package com.example.clips;

import io.github.pixverseopenapi.client.BadRequestException;
import io.github.pixverseopenapi.client.CallTimeoutException;
import io.github.pixverseopenapi.client.InsufficientCreditsException;
import io.github.pixverseopenapi.client.InvalidRequestException;
import io.github.pixverseopenapi.client.JobFailedException;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.RateLimitedException;
import io.github.pixverseopenapi.client.model.Violation;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns failures into problem details (RFC 9457), with the billing status of the call. */
@RestControllerAdvice
class PixverseProblems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PixverseProblems.class);
    /** What the caller can change. All other messages may speak of the account: they go to the log only. */
    private static final Set<HttpStatus> FOR_THE_CALLER =
            Set.of(HttpStatus.BAD_REQUEST, HttpStatus.UNPROCESSABLE_CONTENT);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(PixverseException failure) {
        HttpStatus status = status(failure);
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setProperty("billing", failure.billing());
        failure.requestId().ifPresent(id -> problem.setProperty("requestId", id));
        if (FOR_THE_CALLER.contains(status)) {
            problem.setDetail(failure.getMessage());
        } else {
            LOG.warn("{}", failure.getMessage());
        }
        if (failure instanceof InvalidRequestException invalid) {
            problem.setProperty(
                    "violations",
                    invalid.violations().stream().map(Violation::message).toList());
        }
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
        if (failure instanceof RateLimitedException limited) {
            limited.retryAfter()
                    .ifPresent(delay -> response.header(HttpHeaders.RETRY_AFTER, Long.toString(delay.toSeconds() + 1)));
        }
        return response.body(problem);
    }

    private static HttpStatus status(PixverseException failure) {
        if (failure instanceof InvalidRequestException || failure instanceof BadRequestException) {
            return HttpStatus.BAD_REQUEST;
        }
        if (failure instanceof JobFailedException) {
            return HttpStatus.UNPROCESSABLE_CONTENT;
        }
        if (failure instanceof InsufficientCreditsException || failure instanceof RateLimitedException) {
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        return failure instanceof CallTimeoutException ? HttpStatus.GATEWAY_TIMEOUT : HttpStatus.BAD_GATEWAY;
    }
}
