package io.heddle.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JournalReaderTest {

    private static Database database;
    private static JournalReader reader;

    @BeforeAll
    static void aJournalOf500() throws Exception {
        database = Database.open(TestPostgres.freshDatabase());
        reader = new JournalReader(database);
        try (Connection connection = TestPostgres.connect(database.settings())) {
            UUID writer = UUID.randomUUID();
            List<JournalWrite.Row> rows = LongStream.rangeClosed(1, 500)
                    .mapToObj(n -> new JournalWrite.Row(
                            n, 1000 + n, writer, 20, "", "envelope.1", ("p" + n).getBytes(StandardCharsets.UTF_8)))
                    .toList();
            JournalTable.insert(
                    connection, List.of(new JournalWrite("t", rows), new JournalWrite("u", rows.subList(0, 1))));
        }
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void the_newest_number_is_zero_for_a_thread_that_never_was() {
        assertThat(reader.newestSequence("t").toCompletableFuture().join()).isEqualTo(500);
        assertThat(reader.newestSequence("nobody").toCompletableFuture().join()).isZero();
    }

    @Test
    void a_page_holds_what_was_written() {
        List<JournalRow> page =
                reader.page("t", 7, 400, 2).toCompletableFuture().join();

        assertThat(page).extracting(JournalRow::sequence).containsExactly(7L, 8L);
        JournalRow first = page.getFirst();
        assertThat(first.manifest()).isEqualTo("envelope.1");
        assertThat(first.serializerId()).isEqualTo(20);
        assertThat(first.writtenAt()).isEqualTo(1007);
        assertThat(first.payload()).asString(StandardCharsets.UTF_8).isEqualTo("p7");
    }

    @Test
    void all_rows_of_a_range_come_in_order_over_several_pages() {
        List<Long> seen = new ArrayList<>();

        long count = reader.forEach("t", 3, 480, row -> seen.add(row.sequence()))
                .toCompletableFuture()
                .join();

        assertThat(count).isEqualTo(478);
        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(3, 480).boxed().toList());
    }

    @Test
    void a_visitor_may_stop() {
        assertThat(reader.forEach("t", 1, 500, row -> row.sequence() < 10)
                        .toCompletableFuture()
                        .join())
                .isEqualTo(10);
    }
}
