package io.heddle.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.heddle.json.Json;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine.Option;

/** How a command prints its data. */
final class OutputOption {
    enum Format {
        text,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text, or json for programs. Default: text.",
            defaultValue = "text")
    private Format format = Format.text;

    /** Prints one of the two; standard output then holds nothing else. */
    void print(PrintWriter out, String text, Object data) {
        out.println(
                switch (format) {
                    case text -> text.stripTrailing();
                    case json -> json(data);
                });
        out.flush();
    }

    private static String json(Object data) {
        try {
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
