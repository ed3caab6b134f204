package org.acme.shoppingcart;

import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Why a request failed, as in RFC 9457; expected and actual only if versions differ.
 * <p>
 * No method of a resource returns it, so that only the annotation tells a native image of it.
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String title, int status, String detail, String expected, Long actual) {

    private static final MediaType PROBLEM_JSON = new MediaType("application", "problem+json");

    static Problem of(int status, String title, String detail) {
        return new Problem(title, status, detail, null, null);
    }

    RestResponse<Problem> response() {
        return ResponseBuilder.<Problem> create(status).entity(this).type(PROBLEM_JSON).build();
    }
}
