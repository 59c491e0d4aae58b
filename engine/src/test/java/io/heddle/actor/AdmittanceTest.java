package io.heddle.actor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmittanceTest {
    @Test
    void so_many_writes_come_in_and_no_more() {
        Admittance admittance = new Admittance(2, 1_000);

        assertThat(admittance.enter(1)).isTrue();
        assertThat(admittance.enter(1)).isTrue();
        assertThat(admittance.enter(1)).isFalse();

        admittance.leave(1);
        assertThat(admittance.enter(1)).isTrue();
    }

    @Test
    void so_many_bytes_come_in_and_no_more() {
        Admittance admittance = new Admittance(10, 100);

        assertThat(admittance.enter(60)).isTrue();
        assertThat(admittance.enter(60)).isFalse();
        assertThat(admittance.enter(40)).isTrue();
    }

    @Test
    void a_refused_write_leaves_nothing_behind() {
        Admittance admittance = new Admittance(1, 100);
        assertThat(admittance.enter(60)).isTrue();

        for (int i = 0; i < 10; i++) {
            assertThat(admittance.enter(60)).isFalse();
        }
        admittance.leave(60);

        assertThat(admittance.enter(101))
                .as("heavier than all that may come in")
                .isFalse();
        assertThat(admittance.enter(100)).isTrue();
    }
}
