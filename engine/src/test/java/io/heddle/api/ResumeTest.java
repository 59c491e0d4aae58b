package io.heddle.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResumeTest {
    private static final List<String> NAMES =
            IntStream.range(10, 40).mapToObj(i -> "question-" + i).toList();

    @Test
    void the_same_answers_are_told_alike_on_every_machine() {
        Resume.ByName byName = new Resume.ByName(answers(NAMES.reversed()));
        Resume.ById byId = new Resume.ById(answers(NAMES.reversed()));

        assertThat(byName.answers().keySet()).containsExactlyElementsOf(NAMES);
        assertThat(byId.answers().keySet()).containsExactlyElementsOf(NAMES);
        assertThat(byName).isEqualTo(new Resume.ByName(answers(NAMES)));
    }

    private static Map<String, JsonValue> answers(List<String> names) {
        Map<String, JsonValue> answers = new LinkedHashMap<>();
        names.forEach(name -> answers.put(name, JsonValue.encode(name)));
        return answers;
    }
}
