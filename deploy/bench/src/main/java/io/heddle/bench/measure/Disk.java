package io.heddle.bench.measure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** The disk below everything. */
public final class Disk {
    private static final int BLOCK = 8_192;
    private static final int BLOCKS = 256;

    private Disk() {}

    /** How many times a second one writer can write a block of 8 kB and know it on the disk. */
    public static double flushesPerSecond(Path folder, Duration time) throws IOException {
        Path file = Files.createTempFile(folder, "flush", ".bin");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(BLOCK * BLOCKS));
            channel.force(true);
            ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
            long begun = System.nanoTime();
            long end = begun + time.toNanos();
            long flushes = 0;
            while (System.nanoTime() < end) {
                block.clear();
                channel.write(block, flushes % BLOCKS * BLOCK);
                channel.force(false);
                flushes++;
            }
            return flushes * 1e9 / (System.nanoTime() - begun);
        } finally {
            Files.delete(file);
        }
    }
}
