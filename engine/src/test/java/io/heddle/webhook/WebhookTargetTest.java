package io.heddle.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.api.ProblemException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTargetTest {
    private static final WebhookSettings ANYWHERE = new WebhookSettings(
            null,
            true,
            URI.create("http://127.0.0.1:2024"),
            Duration.ofSeconds(1),
            3,
            Duration.ofSeconds(1),
            Duration.ofSeconds(10));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "127.8.8.8",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001::1",
            })
    void addresses_of_one_machine_or_network_are_private(String address) throws Exception {
        assertThat(WebhookTarget.isPrivate(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.1.1.1", "100.63.0.1", "100.128.0.1", "172.32.0.1", "192.0.1.1", "198.20.0.1", "2606:4700::1"})
    void other_addresses_are_public(String address) throws Exception {
        assertThat(WebhookTarget.isPrivate(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example, false, a.example, 80, /",
        "https://a.example/x/y?z=1, true, a.example, 443, /x/y?z=1",
        "HTTPS://a.example:8443, true, a.example, 8443, /",
        "http://1.1.1.1/%20, false, 1.1.1.1, 80, /%20",
    })
    void a_url_is_taken_apart(String url, boolean secure, String host, int port, String path) {
        assertThat(WebhookTarget.parse(url, WebhookSettings.DEFAULT))
                .isEqualTo(new WebhookTarget(secure, host, port, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "/path",
                "//a.example/x",
                "ftp://a.example",
                "http://",
                "http://u:p@a.example",
                "http://127.0.0.1:80/",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://LOCALHOST/",
                "http://2130706433/",
                "http://a b/",
                "file:///etc/passwd",
            })
    void what_may_not_be_called_is_refused(String url) {
        assertThatThrownBy(() -> WebhookTarget.parse(url, WebhookSettings.DEFAULT))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("webhook");
    }

    @Test
    void a_path_leads_to_this_server_where_that_is_known() {
        assertThat(WebhookTarget.parse("/hook?x=1", ANYWHERE))
                .isEqualTo(new WebhookTarget(false, "127.0.0.1", 2024, "/hook?x=1"));
    }

    @Test
    void a_name_of_a_private_address_is_not_connected_to() throws Exception {
        WebhookTarget here = WebhookTarget.parse("http://localhost/", ANYWHERE);

        assertThat(here.resolve(true).isLoopbackAddress()).isTrue();
        assertThatThrownBy(() -> here.resolve(false))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("heddle.engine.webhook.private-addresses");
    }
}
