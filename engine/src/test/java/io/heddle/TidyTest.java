package io.heddle;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * The house rules, read off the sources of all modules. A line that must break one says why in a comment on it or
 * right above it: {@code // tidy: the socket has no other way to be late}.
 */
class TidyTest {
    private static final int LONGEST_FILE = 400;

    /** Longer files that are one table or one switch, each with its reason. */
    private static final Map<String, String> LONG_FILES = Map.of();

    private static final Path ROOT = reactorRoot();
    private static final List<Source> FILES = readAll();
    private static final List<Source> JAVA =
            FILES.stream().filter(file -> file.path.endsWith(".java")).toList();

    private static final Predicate<Source> IN_TESTS = file -> file.path.contains("/src/test/");
    private static final Predicate<Source> PURE =
            file -> file.path.matches("engine/src/main/java/io/heddle/(json|api|graph|step|thread|codec)/.*");

    @Test
    void nothing_sleeps_in_a_test() {
        forbid(
                JAVA.stream().filter(IN_TESTS),
                "Thread\\s*\\.\\s*sleep\\(|TimeUnit\\.\\w+\\.sleep\\(|\\bparkNanos\\(",
                "await the condition with Awaitility, or move a scripted clock");
    }

    @Test
    void no_test_is_switched_off() {
        forbid(
                JAVA.stream().filter(IN_TESTS),
                "@(Disabled|EnabledIf)|\\bassum(e|ing)(True|False|That)\\(",
                "make it pass or delete it; a skipped test fails the build");
    }

    @Test
    void pure_packages_read_no_clock_and_roll_no_dice() {
        forbid(
                JAVA.stream().filter(PURE),
                "\\b(Instant|LocalDate|LocalDateTime|OffsetDateTime|ZonedDateTime)\\.now\\(|Clock\\.system"
                        + "|System\\.(currentTimeMillis|nanoTime)\\(|Math\\.random\\(|UUID\\.randomUUID\\("
                        + "|new Random\\(|ThreadLocalRandom|SecureRandom|Generators\\.\\w*([tT]ime|[rR]andom)\\w*\\(",
                "take the instant, the id or the seed as an argument");
    }

    @Test
    void no_leftovers_wait_for_another_day() {
        String marks = Stream.of("TO-DO", "FIX-ME", "XX-X", "HA-CK")
                .map(mark -> mark.replace("-", ""))
                .collect(joining("|", "\\b(", ")\\b"));

        forbid(FILES.stream(), marks, "finish it, or write down elsewhere what is missing and why that is all right");
    }

    @Test
    void nothing_names_one_machine_or_one_registry() {
        String homes = Stream.of("root", "home", "Users", "work").collect(joining("|", "(?<![\\w.$}*])/(", ")/[\\w.]"));
        String hosts = Stream.of(
                        "repo1?-maven",
                        "registry-npmjs",
                        "registry-yarnpkg",
                        "deb-debian",
                        "security-debian",
                        "deb-nodesource",
                        "packages-adoptium",
                        "jitpack-io")
                .map(host -> host.replace("-", "\\."))
                .collect(joining("|", "\\b(", ")\\b"));

        forbid(
                FILES.stream().filter(file -> !file.path.endsWith("package-lock.json")),
                homes + "|" + hosts,
                "use a path relative to the project, or the client's own configured registry");
    }

    @Test
    void a_file_answers_one_question() {
        report(JAVA.stream()
                .filter(file -> file.lines.size() > LONGEST_FILE && !LONG_FILES.containsKey(file.path))
                .map(file -> "%s has %d lines; split it along its two ideas, or give its reason in LONG_FILES"
                        .formatted(file.path, file.lines.size())));
    }

    @Test
    void a_class_says_what_it_is() {
        Pattern vague = Pattern.compile("(Utils?|Helpers?|Manager|Impl|Base|Common)\\.java$");

        report(JAVA.stream()
                .filter(file -> vague.matcher(file.path).find())
                .map(file -> file.path + ": name the one thing it is, not that it helps"));
    }

    @Test
    void every_package_introduces_itself() {
        report(JAVA.stream()
                .filter(file -> file.path.contains("/src/main/java/") && !file.path.endsWith("package-info.java"))
                .map(file -> file.path.substring(0, file.path.lastIndexOf('/')))
                .distinct()
                .filter(folder -> FILES.stream()
                        .noneMatch(file -> file.path.equals(folder + "/package-info.java")
                                && file.text().contains("@NullMarked")
                                && file.text().contains("/**")))
                .map(folder -> folder + ": add a @NullMarked package-info.java that says what lives here, what it may"
                        + " import and where to start reading"));
    }

    @Test
    void a_switch_over_a_sealed_family_names_every_member() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> paths =
                    JAVA.stream().map(file -> ROOT.resolve(file.path)).toList();
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(paths));
            List<String> found = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new DefaultFinder(unit, Trees.instance(task), found), null);
            }
            report(found.stream());
        }
    }

    /** A pattern label means a switch over types; in our code those are sealed, so {@code default} hides new members. */
    private static final class DefaultFinder extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final Trees trees;
        private final List<String> found;

        DefaultFinder(CompilationUnitTree unit, Trees trees, List<String> found) {
            this.unit = unit;
            this.trees = trees;
            this.found = found;
        }

        @Override
        public Void visitSwitch(SwitchTree node, Void nothing) {
            look(node.getCases());
            return super.visitSwitch(node, nothing);
        }

        @Override
        public Void visitSwitchExpression(SwitchExpressionTree node, Void nothing) {
            look(node.getCases());
            return super.visitSwitchExpression(node, nothing);
        }

        private void look(List<? extends CaseTree> cases) {
            if (cases.stream().flatMap(c -> c.getLabels().stream()).noneMatch(PatternCaseLabelTree.class::isInstance)) {
                return;
            }
            cases.stream()
                    .flatMap(c -> c.getLabels().stream())
                    .filter(DefaultCaseLabelTree.class::isInstance)
                    .forEach(this::add);
        }

        private void add(Tree label) {
            long start = trees.getSourcePositions().getStartPosition(unit, label);
            int line = (int) unit.getLineMap().getLineNumber(start);
            String path = ROOT.relativize(Path.of(unit.getSourceFile().toUri())).toString();
            Source source = JAVA.stream()
                    .filter(file -> file.path.equals(path))
                    .findFirst()
                    .orElseThrow();
            if (!source.excused(line - 1)) {
                found.add(
                        "%s:%d: a default beside type patterns; name every member, so that the compiler lists the work"
                                        .formatted(path, line)
                                + " when one is added");
            }
        }
    }

    private static void forbid(Stream<Source> files, String regex, String instead) {
        Pattern pattern = Pattern.compile(regex);
        report(files.flatMap(file -> IntStream.range(0, file.lines.size())
                .filter(i -> pattern.matcher(file.lines.get(i)).find() && !file.excused(i))
                .mapToObj(i -> "%s:%d: %s — %s"
                        .formatted(file.path, i + 1, file.lines.get(i).strip(), instead))));
    }

    private static void report(Stream<String> findings) {
        assertAll(findings.map(finding -> () -> fail(finding)));
    }

    private static Path reactorRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static List<Source> readAll() {
        List<Source> files = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes ignored) {
                    return Pattern.matches("target|node_modules|\\.git|\\.heddle|\\.idea|\\.vscode", name(folder))
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes ignored) throws IOException {
                    try {
                        files.add(new Source(ROOT.relativize(file).toString(), Files.readAllLines(file)));
                    } catch (MalformedInputException binary) {
                        // Pictures and archives have no house rules.
                    }
                    return FileVisitResult.CONTINUE;
                }

                private String name(Path path) {
                    return path.getFileName().toString();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private record Source(String path, List<String> lines) {
        String text() {
            return String.join("\n", lines);
        }

        boolean excused(int line) {
            return lines.get(line).contains("// tidy: ")
                    || line > 0 && lines.get(line - 1).matches("\\s*(//|#) tidy: .*");
        }
    }
}
