package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.model.ModelFamily;

/** Fits that cannot be: which exit code, which sentence, and that nothing is written. */
class FitFailuresTest {

  @TempDir private Path folder;

  private Path file(String name) {
    return folder.resolve(name);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(file(name), text);
  }

  private Launched fit(Object... args) {
    Object[] all = Stream.concat(Stream.of("fit"), Stream.of(args)).toArray();
    return latent(all);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  /** Those of modules that the program may be built without are told when they are there. */
  private static String families(Predicate<ModelFamily> which) {
    return ModelFamily.all().stream()
        .filter(which)
        .map(ModelFamily::name)
        .collect(Collectors.joining(", "));
  }

  private static boolean hasComponents(ModelFamily family) {
    return family.settings().stream().anyMatch(setting -> setting.name().equals("k"));
  }

  static Stream<List<String>> commandsThatCannotBeFollowed() {
    return Stream.of(
        List.of("--model svm", "model must be one of " + families(family -> true) + ", got 'svm'"),
        List.of(
            "--model ppca -k 3",
            "model ppca has no option -k; the models that have it: "
                + families(FitFailuresTest::hasComponents)),
        List.of("--model gmm -k 0", "k must be a whole number of at least 1, got '0'"),
        List.of("--model gmm -k two", "k must be a whole number of at least 1, got 'two'"),
        List.of(
            "--model gmm --covariance round",
            "covariance must be one of full/vvv, tied/eee, diagonal/vvi, spherical/vii, eii, eei,"
                + " vei, evi, vee, eve, vve, eev, vev, evv, e, v, got 'round'"),
        List.of("--scale standard", "--scale goes with a named model; add --model NAME"),
        List.of("--model gmm --scale log", "--scale must be one of none, standard, got 'log'"),
        List.of("--hold-out 1.5", "held-out fraction must be between 0 and 1, got 1.5"),
        List.of("--folds 1", "folds must be at least 2, got 1"),
        List.of("--folds 3 --hold-out 0.1", "--folds and --hold-out exclude each other; give one"),
        List.of("--threads 0", "threads must be at least 1, got 0"));
  }

  @ParameterizedTest
  @MethodSource("commandsThatCannotBeFollowed")
  void commandThatCannotBeFollowedIsToldInOneSentence(List<String> entry) throws IOException {
    Object[] options =
        Stream.concat(
                Stream.of("example:faithful", "--out", file("m.latent")),
                Stream.of(entry.get(0).split(" ", -1)))
            .toArray();
    Launched run = fit(options);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("latent: " + entry.get(1) + "\n");
    assertThat(run.out()).isEmpty();
    assertThat(files()).isEmpty();
  }

  static Stream<List<String>> badData() {
    return Stream.of(
        List.of("", "is empty"),
        List.of("a,b\n", "no rows"),
        List.of("a,b\n1,2\n3\n", "bad.csv:3: 1 field, expected 2"),
        List.of("a,b\n1,\n2,\n3,\n", "'b'"),
        List.of("a\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\nx\n", "'x'"));
  }

  @ParameterizedTest
  @MethodSource("badData")
  void badDataExitsWithThreeAndWritesNothing(List<String> entry) throws IOException {
    Path data = write("bad.csv", entry.get(0));
    Launched run = fit(data, "--model", "gmm", "--out", file("m.latent"));
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DATA);
    assertThat(run.err()).contains("bad.csv").contains(entry.get(1));
    assertThat(run.out()).isEmpty();
    assertThat(files()).containsExactly("bad.csv");
  }

  @Test
  void missingFileExitsWithThree() throws IOException {
    Launched run = fit(file("none.csv"), "--out", file("m.latent"));
    assertThat(run.code()).isEqualTo(ExitCode.DATA);
    assertThat(run.err()).contains("there is no file '" + file("none.csv") + "'");
    assertThat(files()).isEmpty();
  }

  @Test
  void oneRowAndMoreComponentsThanRowsExitWithThree() throws IOException {
    Launched one =
        fit(
            write("one.csv", "a,b\n1,2\n"),
            "--keep",
            "a,b",
            "--model",
            "gmm",
            "--out",
            file("m.latent"));
    assertThat(one.code()).as(one.err()).isEqualTo(ExitCode.DATA);
    Launched many =
        fit(
            write("few.csv", "a,b\n1.5,2\n2,4.5\n1,7\n"),
            "--model",
            "gmm",
            "-k",
            9,
            "--out",
            file("m.latent"));
    assertThat(many.code()).isEqualTo(ExitCode.DATA);
    assertThat(many.err()).contains("k must be at most the number of rows (3), got 9");
    assertThat(files()).containsExactly("few.csv", "one.csv");
  }

  @Test
  void outputThatCannotBeWrittenIsToldBeforeTheFit() throws IOException {
    Path data = write("d.csv", "a,b\n1.5,2\n2,4.5\n1,7\n3,3.5\n");
    assertThat(fit(data, "--out", file("no/m.latent")).err())
        .contains("--out names a file in a folder that is not there");
    assertThat(fit(data, "--out", folder).err()).contains("--out names a folder");
    Launched same = fit(data, "--out", data);
    assertThat(same.code()).isEqualTo(ExitCode.USAGE);
    assertThat(same.err()).contains("--out would replace an input");
    assertThat(fit(data, "--out", file("x"), "--report", file("x")).err())
        .contains("--out and --report name the same file");
    assertThat(files()).containsExactly("d.csv");
  }

  @Test
  void damagedStartExitsWithFive() throws IOException {
    Launched run =
        fit(
            "example:iris",
            "--model",
            "gmm",
            "--start",
            write("s.latent", "not a model"),
            "--out",
            file("m.latent"));
    assertThat(run.code()).isEqualTo(ExitCode.MODEL_FILE);
    assertThat(files()).containsExactly("s.latent");
  }
}
