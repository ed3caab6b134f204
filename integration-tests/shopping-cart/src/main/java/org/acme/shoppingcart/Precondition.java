package org.acme.shoppingcart;

import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.ws.rs.BadRequestException;

import org.jboss.resteasy.reactive.RestHeader;

import io.quarkiverse.eventstore.ExpectedStreamVersion;

/**
 * The version of a cart that a request expects: the {@code ETag} that it read, sent back as {@code If-Match}.
 */
record Precondition(@RestHeader("If-Match") Optional<String> ifMatch,
        @RestHeader("If-None-Match") Optional<String> ifNoneMatch) {

    private static final Pattern VERSION = Pattern.compile("\"(\\d{1,18})\"");

    /** What must hold of the stream; anything if the request does not say. */
    ExpectedStreamVersion expected() {
        if (ifNoneMatch.isPresent()) {
            require(ifMatch.isEmpty() && ifNoneMatch.get().equals("*"), "If-None-Match: expected * and no If-Match");
            return ExpectedStreamVersion.noStream();
        }
        return ifMatch.map(Precondition::match).orElse(ExpectedStreamVersion.any());
    }

    private static ExpectedStreamVersion match(String etag) {
        if (etag.equals("*")) {
            return ExpectedStreamVersion.streamExists();
        }
        var version = VERSION.matcher(etag);
        require(version.matches(), "If-Match: expected the ETag of one version, such as \"3\", but it is " + etag);
        return ExpectedStreamVersion.exactly(Long.parseLong(version.group(1)));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new BadRequestException(otherwise + ".");
        }
    }
}
