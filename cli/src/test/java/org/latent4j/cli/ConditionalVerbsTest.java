package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.latent4j.cli.Launched.latent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.formats.ReadOptions;
import org.latent4j.formats.Tables;
import org.latent4j.linalg.Matrix;

/** The verbs impute, predict and sample --given, of probabilistic PCA N((1, 2), (5 0; 0 1)). */
class ConditionalVerbsTest {

  @TempDir private Path folder;
  private Path model = Path.of("");
  private Path holed = Path.of("");

  @BeforeEach
  void write() throws IOException {
    model = ModelFixture.write(ModelFixture.ppca(), folder);
    holed = ModelFixture.write("length,width\n0,\n,1\n3.3,4\n", folder, "holed.csv");
  }

  @Test
  void imputeFillsGapsAndKeepsTheRest() {
    assertThat(latent("impute", model, holed).out()).isEqualTo("length,width\n0,2\n1,1\n3.3,4\n");
  }

  /** Columns that the model does not know stay where they are, spelled as they were. */
  @Test
  void imputePassesOtherColumnsThrough() throws IOException {
    Path wide =
        ModelFixture.write(
            "id,zip,width,note,length\nr1,007,,\"a, b\",0\nr2,1e2,1,,\nr3,8.50,4,c,3.3\n",
            folder,
            "wide.csv");
    assertThat(latent("impute", model, wide).out())
        .isEqualTo("id,zip,width,note,length\nr1,007,2,\"a, b\",0\nr2,1e2,1,,1\nr3,8.50,4,c,3.3\n");
    List<String> drawn = latent("impute", model, wide, "--draws", 2).lines();
    assertThat(drawn).hasSize(7).first().isEqualTo("draw,id,zip,width,note,length");
    assertThat(drawn.get(6)).isEqualTo("2,r3,8.50,4,c,3.3");
    Path array = folder.resolve("filled.npy");
    assertThat(latent("impute", model, wide, "-o", array).code()).isEqualTo(ExitCode.OK);
    assertThat(Tables.read(array, ReadOptions.defaults()).data().toMatrix())
        .isEqualTo(Matrix.of(3, 2, 0, 2, 1, 1, 3.3, 4));
  }

  @Test
  void drawsAreNumberedAndStacked() {
    List<String> lines = latent("impute", model, holed, "--draws", 2, "--seed", 3).lines();
    assertThat(lines).hasSize(7).first().isEqualTo("draw,length,width");
    assertThat(lines.subList(1, 4)).allMatch(line -> line.startsWith("1,"));
    assertThat(lines.subList(4, 7)).allMatch(line -> line.startsWith("2,"));
    assertThat(lines.get(3)).isEqualTo("1,3.3,4");
    assertThat(lines.get(1)).startsWith("1,0,").isNotEqualTo(lines.get(4).replaceFirst("2", "1"));
    assertThat(latent("impute", model, holed, "--draws", 2, "--seed", 3, "--threads", 2).lines())
        .isEqualTo(lines);
  }

  @Test
  void predictGivesMeanAndDeviationWithoutTheColumn() throws IOException {
    Path widths = ModelFixture.write("width\n1\n4\n", folder, "widths.csv");
    Launched run = latent("predict", model, widths, "--target", "length");
    assertThat(run.lines()).first().isEqualTo("length,deviation");
    for (String line : run.lines().subList(1, 3)) {
      assertThat(line).startsWith("1,");
      assertThat(Double.parseDouble(line.substring(2))).isEqualTo(Math.sqrt(5), within(1e-12));
    }
  }

  @Test
  void predictTakesRowsWithoutNamesOfColumnsWithTheTargetOrWithoutIt() throws IOException {
    Path with = ModelFixture.write("7,1\n8,4\n", folder, "with.csv");
    Path without = ModelFixture.write("1\n4\n", folder, "without.csv");
    List<String> lines = latent("predict", model, with, "--target", "length").lines();
    assertThat(lines).hasSize(3);
    assertThat(latent("predict", model, without, "--target", "length").lines()).isEqualTo(lines);
  }

  @Test
  void sampleKeepsWhatIsGiven() {
    List<String> lines =
        latent("sample", model, "-n", 4, "--given", "width=7.25", "--exact").lines();
    assertThat(lines).hasSize(5).first().isEqualTo("length,width");
    assertThat(lines.subList(1, 5))
        .allMatch(line -> line.endsWith(",7.25"))
        .doesNotHaveDuplicates();
  }

  @Test
  void whatCannotBeIsToldInOneSentence() throws IOException {
    Path tails = ModelFixture.write(ModelFixture.heavyTailed(), folder);
    assertTold(
        latent("impute", tails, holed),
        "the tmm model has no answer for some columns given others; impute needs one of ");
    assertTold(
        latent("predict", model, holed, "--target", "depth"),
        "target must be a column that the model was fitted to, got 'depth'; these are length,"
            + " width");
    assertTold(
        latent("sample", model, "-n", 1, "--given", "width=wide"),
        "column 'width' must be a finite number, got 'wide'");
    assertTold(
        latent("sample", model, "-n", 1, "--given", "width=1", "--given", "width=2"),
        "column 'width' must be given once, got 'width=1,width=2'");
    assertTold(latent("impute", model, holed, "--draws", 0), "--draws must be at least 1, got 0");
  }

  private static void assertTold(Launched run, String sentence) {
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("latent: " + sentence);
    assertThat(run.out()).isEmpty();
  }
}
