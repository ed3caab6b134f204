package org.acme.shoppingcart.story;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Calls the service and prints what was asked and what it answered.
 */
record Http(String url, HttpClient client) {

    Http(String url) {
        this(url, HttpClient.newHttpClient());
    }

    void get(String path) throws IOException, InterruptedException {
        System.out.printf("  GET %s%n", path);
        print(send(request(path).GET()));
    }

    void delete(String path) throws IOException, InterruptedException {
        System.out.printf("  DELETE %s%n", path);
        print(send(request(path).DELETE()));
    }

    void post(String path, String json) throws IOException, InterruptedException {
        System.out.printf("  POST %s %s%n", path, json);
        print(send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json))));
    }

    void postIfMatch(String path, String etag) throws IOException, InterruptedException {
        System.out.printf("  POST %s   If-Match: %s%n", path, etag);
        print(send(request(path).header("If-Match", etag).POST(BodyPublishers.noBody())));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Status, ETag and body; a list with an entry in each line. */
    private static void print(HttpResponse<String> response) {
        var etag = response.headers().firstValue("ETag").map(value -> "   ETag: " + value).orElse("");
        var body = response.body().replace("},{\"version\"", "},\n      {\"version\"");
        System.out.printf("  -> %d%s%n     %s%n", response.statusCode(), etag, body);
    }
}
