package io.heddle.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that holds the node's URL for as long as it serves. It appears complete or not at all. */
record ReadyFile(Path path) implements AutoCloseable {
    /** Removes what a killed node left behind, so that nobody takes it for this one. */
    static ReadyFile expect(Path path) {
        try {
            Files.deleteIfExists(path);
            return new ReadyFile(path);
        } catch (IOException e) {
            throw new UncheckedIOException("the ready file " + path + " cannot be replaced", e);
        }
    }

    void announce(URI url) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, path.getFileName().toString(), ".new");
            Files.writeString(draft, url + "\n");
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the ready file " + path + " cannot be written", e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
