package io.heddle.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.Json;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** A whole answer, and what it answers. */
record Answer(Request request, int status, HttpHeaders headers, String text) {
    Answer expect(int expected) {
        assertThat(status).as("%s -> %s %s", request, status, text).isEqualTo(expected);
        return this;
    }

    /** A refusal tells a person why. */
    Answer expectRefusal(int expected) {
        expect(expected);
        assertThat(json().path("detail").asText()).as(text).isNotEmpty();
        assertThat(json().path("code").asText()).as(text).matches("[a-z]+(-[a-z]+)*");
        return this;
    }

    JsonNode json() {
        return Json.tree(text.getBytes(StandardCharsets.UTF_8));
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The run that {@code Content-Location} names. */
    String run() {
        String location = header("Content-Location");
        assertThat(location).as("%s -> %s", request, headers).contains("/runs/");
        return location.substring(location.lastIndexOf('/') + 1);
    }
}
