package io.heddle.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class FreshIdsTest {
    @Test
    void ids_are_uuids_of_version_7_that_sort_by_their_millisecond() {
        UUID earlier = FreshIds.uuid(1_700_000_000_000L);
        UUID later = FreshIds.uuid(1_700_000_000_001L);

        assertThat(earlier.version()).isEqualTo(7);
        assertThat(earlier.variant()).isEqualTo(2);
        assertThat(earlier.toString()).isLessThan(later.toString()).startsWith("018bcfe5-6800-7");
    }
}
