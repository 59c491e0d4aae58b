package io.heddle.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSettingsTest {
    @Test
    void a_node_without_settings_is_alone_on_loopback() {
        ClusterSettings settings = SettingsOf.settings();

        assertThat(settings.profile()).isEqualTo(new Profile.Single());
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isZero();
        assertThat(settings.drain().tasks()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void seeds_come_as_a_list_or_between_commas() {
        var expected = new Profile.Seeds(List.of(new Profile.Seed("a", 7355), new Profile.Seed("10.0.0.2", 7356)));

        assertThat(SettingsOf.settings(
                                "heddle.cluster.profile=seeds", "heddle.cluster.seeds=[\"a:7355\",\"10.0.0.2:7356\"]")
                        .profile())
                .isEqualTo(expected);
        assertThat(SettingsOf.settings("heddle.cluster.profile=seeds", "heddle.cluster.seeds=\"a:7355, 10.0.0.2:7356\"")
                        .profile())
                .isEqualTo(expected);
    }

    @Test
    void seeds_bring_a_fixed_port() {
        assertThat(SettingsOf.settings("heddle.cluster.profile=seeds", "heddle.cluster.seeds=\"a:7355\"")
                        .port())
                .isEqualTo(7355);
    }

    @Test
    void a_profile_that_does_not_exist_yet_is_refused_by_name() {
        assertThatThrownBy(() -> SettingsOf.settings("heddle.cluster.profile=kubernetes"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("heddle.cluster.profile: found kubernetes, expected single or seeds;"
                        + " this version does not have it; list the nodes and use seeds");
    }

    @Test
    void seeds_beside_the_profile_single_are_a_contradiction() {
        assertThatThrownBy(() -> SettingsOf.settings("heddle.cluster.seeds=\"a:7355\""))
                .hasMessageContaining("heddle.cluster.seeds: found a:7355, expected none with the profile single");
    }

    @Test
    void every_fault_is_named_at_once() {
        assertThatThrownBy(() -> SettingsOf.settings(
                        "heddle.cluster.profile=seeds",
                        "heddle.cluster.seeds=\"a,b:0\"",
                        "heddle.cluster.port=70000",
                        "heddle.cluster.drain.leave=never"))
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        e -> assertThat(e.faults())
                                .extracting(SettingFault::key)
                                .containsExactly(
                                        "heddle.cluster.seeds",
                                        "heddle.cluster.seeds",
                                        "heddle.cluster.port",
                                        "heddle.cluster.drain.leave"));
    }

    @Test
    void the_gateways_own_deadline_is_the_one_for_requests() {
        assertThat(SettingsOf.settings("heddle.http.drain-deadline=42s").drain().requests())
                .isEqualTo(Duration.ofSeconds(42));
    }

    @Test
    void options_win_over_the_operators_file_and_that_over_ours(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("node.conf"), "heddle.cluster { port = 1111, formation-deadline = 7s }");
        var config = NodeConfig.assemble(
                ConfigFactory.parseString("heddle.cluster.port=2222"), Optional.of(file), List.of());

        ClusterSettings settings = ClusterSettings.from(config);

        assertThat(settings.port()).isEqualTo(2222);
        assertThat(settings.formationDeadline()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void a_file_that_cannot_be_read_is_named_with_its_line(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("node.conf"), "heddle {\n  cluster = [\n");

        assertThatThrownBy(() -> NodeConfig.assemble(ConfigFactory.empty(), Optional.of(file), List.of()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("node.conf");
    }
}
