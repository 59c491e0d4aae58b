package io.heddle.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Says which Heddle owns a data directory. The operating system drops the lock when the process ends, however it ends, so
 * a lock that is held means a Heddle that lives; the server's own pid file cannot tell that.
 *
 * <p>Thread-safe. Nothing in this process may open the lock file again while the lock is held: closing any handle of it
 * would release the lock.
 */
final class DataDirectoryLock implements AutoCloseable {

    private final FileChannel channel;

    private DataDirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws IllegalStateException naming the holder, when another Heddle works on this directory */
    static DataDirectoryLock acquire(Path directory) {
        Path file = directory.resolve("heddle.lock");
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel, directory);
            if (lock == null) {
                String holder = readHolder(channel);
                channel.close();
                throw taken(directory, holder);
            }
            channel.truncate(0);
            byte[] holder = ("process " + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
            channel.write(ByteBuffer.wrap(holder), 0);
            return new DataDirectoryLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("the data directory " + directory + " cannot be used", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel, Path directory) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Left open on purpose: closing it would release the lock of the other one in this process.
            throw taken(directory, "this very process");
        }
    }

    private static String readHolder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(200);
        int length = channel.read(bytes, 0);
        return length <= 0 ? "another process" : new String(bytes.array(), 0, length, StandardCharsets.UTF_8);
    }

    private static IllegalStateException taken(Path directory, String holder) {
        return new IllegalStateException("another Heddle works on " + directory + " (" + holder
                + "): stop it, or give this one another data directory");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
