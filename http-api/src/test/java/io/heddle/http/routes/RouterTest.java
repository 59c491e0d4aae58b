package io.heddle.http.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.problem.Refusal;
import java.util.List;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private static final Endpoint.Handler ANY = call -> HttpResponse.create();

    private final Router router = new Router(List.of(
            Endpoint.get("/threads/{thread_id}", ANY),
            Endpoint.patch("/threads/{thread_id}", ANY),
            Endpoint.post("/threads/search", ANY),
            Endpoint.get("/threads/{thread_id}/state/{checkpoint_id}", ANY),
            Endpoint.post("/threads/{thread_id}/state/checkpoint", ANY)));

    @Test
    void a_path_is_decoded_once() {
        assertThat(match("/threads/a%2Fb%2520c").parameters()).isEqualTo(Map.of("thread_id", "a/b%20c"));
    }

    @Test
    void a_literal_part_goes_before_a_parameter() {
        assertThat(router.match(HttpRequest.POST("/threads/search")).endpoint().template())
                .isEqualTo("/threads/search");
        assertThat(match("/threads/search").endpoint().template()).isEqualTo("/threads/{thread_id}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/threads", "/threads/", "/threads//state", "/threads/a/", "/threads/a/state/b/c"})
    void other_paths_are_nowhere(String path) {
        assertThatThrownBy(() -> match(path))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(404));
    }

    @Test
    void another_method_is_told_the_allowed_ones() {
        assertThatThrownBy(() -> router.match(HttpRequest.DELETE("/threads/a")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(405);
                    assertThat(refusal.headers()).isEqualTo(Map.of("Allow", "GET, PATCH"));
                });
    }

    private Router.Match match(String path) {
        return router.match(HttpRequest.GET(path));
    }
}
