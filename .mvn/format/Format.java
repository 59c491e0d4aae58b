import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * The formatter that the build runs over every Java source: {@code check} names the files that are not formatted,
 * {@code apply} rewrites them. A plain source file, because the formatter lives inside javac and so must run on the
 * JDK that the toolchain selects, not on the one that runs Maven. See docs/adr/0003-formatter.md.
 */
class Format {
    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    public static void main(String[] args) throws Exception {
        boolean apply = args[0].equals("apply");
        Path root = Path.of(args[1]);
        Set<Path> unlike = new ConcurrentSkipListSet<>();

        sources(root).parallel().filter(file -> differs(file, apply)).forEach(unlike::add);
        if (unlike.isEmpty()) {
            return;
        }
        System.err.println(apply ? "Formatted:" : "Not formatted; run: mvn -q -N verify -Dformat=apply");
        unlike.forEach(file -> System.err.println("  " + root.relativize(file)));
        System.exit(apply ? 0 : 1);
    }

    private static boolean differs(Path file, boolean apply) {
        try {
            String found = Files.readString(file);
            String imports = RemoveUnusedImports.removeUnusedImports(found);
            String wanted = FORMATTER.formatSource(ImportOrderer.reorderImports(imports, Style.PALANTIR));
            boolean differs = !wanted.equals(found);
            if (differs && apply) {
                Files.writeString(file, wanted);
            }
            return differs;
        } catch (Exception e) {
            System.err.println(file + ": " + e.getMessage());
            return true;
        }
    }

    private static Stream<Path> sources(Path root) throws Exception {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes ignored) {
                String name = directory.getFileName().toString();
                boolean ours = !name.equals("target") && !name.equals("node_modules") && !name.equals(".git");
                return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes ignored) {
                if (file.toString().endsWith(".java")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found.stream();
    }
}
