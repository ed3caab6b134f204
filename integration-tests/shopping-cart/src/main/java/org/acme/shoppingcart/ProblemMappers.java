package org.acme.shoppingcart;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.quarkiverse.eventstore.ConcurrencyException;

/**
 * Says in HTTP why a request failed.
 */
class ProblemMappers {

    /** 412 if the client said which version it expects, 409 if others kept writing while the service tried. */
    @ServerExceptionMapper
    RestResponse<Problem> concurrency(ConcurrencyException conflict, HttpHeaders headers) {
        var conditional = headers.getHeaderString(HttpHeaders.IF_MATCH) != null
                || headers.getHeaderString(HttpHeaders.IF_NONE_MATCH) != null;
        return new Problem("Not the expected version", conditional ? 412 : 409, conflict.getMessage(),
                conflict.expected().toString(), conflict.actual()).response();
    }

    @ServerExceptionMapper
    RestResponse<Problem> ruleViolation(RuleViolation violation) {
        return Problem.of(422, "Against the rules", violation.getMessage()).response();
    }

    /** The event store refuses what it cannot store or read, such as a name that is too long, and says why. */
    @ServerExceptionMapper
    RestResponse<Problem> illegalArgument(IllegalArgumentException refused) {
        return Problem.of(400, "Bad Request", refused.getMessage()).response();
    }

    @ServerExceptionMapper
    RestResponse<Problem> http(WebApplicationException refused) {
        var status = refused.getResponse().getStatusInfo();
        return Problem.of(status.getStatusCode(), status.getReasonPhrase(), refused.getMessage()).response();
    }
}
