package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Sampler;

class SyntheticCommandTest {

  @TempDir private Path folder;
  private Path fitted = Path.of("");
  private Path kept = Path.of("");
  private Path model = Path.of("");

  @BeforeEach
  void fit() throws IOException {
    fitted = rows(1, 300);
    kept = rows(2, 200);
    model = folder.resolve("m.latent");
    assertThat(
            latent(
                    "fit",
                    fitted,
                    "--model",
                    "gmm",
                    "-k",
                    2,
                    "--hold-out",
                    0,
                    "--quiet",
                    "--out",
                    model)
                .code())
        .isEqualTo(ExitCode.OK);
  }

  /** Rows of the mixture, in three decimals. */
  private Path rows(long seed, int count) throws IOException {
    Matrix rows = ((Sampler) ModelFixture.mixture().model()).sample(count, new SeededRandom(seed));
    StringBuilder text = new StringBuilder("length,width\n");
    for (double[] row : rows.toRows()) {
      text.append(String.format(Locale.ROOT, "%.3f,%.3f%n", row[0], row[1]));
    }
    return ModelFixture.write(text.toString(), folder, "rows" + seed + ".csv");
  }

  private static double number(String json, String name) throws IOException {
    try (var parser = new JsonFactory().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && parser.currentName().equals(name)) {
          parser.nextToken();
          return parser.getDoubleValue();
        }
      }
    }
    throw new AssertionError("no " + name + " in " + json);
  }

  @Test
  void rowsOfAGoodModelAreTold() throws IOException {
    Path page = folder.resolve("q.html");
    Path made = folder.resolve("made.csv");

    Launched run =
        latent(
            "synthetic",
            model,
            fitted,
            "--held-out",
            kept,
            "--label",
            "length",
            "-o",
            made,
            "--report",
            page,
            "--quiet");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("300 synthetic rows of Gaussian mixture, k 2")
        .contains("against 300 real rows that were fitted and 200 rows held out")
        .contains("usefulness: R² of 'length' on 200 held-out rows, learnt from 300 rows each")
        .contains("privacy: no sign that rows of the fit are given away")
        .contains("columns that differ most", "pairs that differ most");
    assertThat(Files.readString(page)).contains("How good the synthetic rows are");
    // what is written is what latent sample draws
    assertThat(Files.readString(made)).isEqualTo(latent("sample", model, "-n", 300).out());
  }

  @Test
  void copiedRowsAreCaughtWhoeverMadeThem() throws IOException {
    Path copy = folder.resolve("copy.csv");
    Files.copy(fitted, copy);
    Launched run =
        latent("synthetic", model, fitted, "--held-out", kept, "--table", copy, "--json");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(number(run.out(), "columnScore")).isEqualTo(1);
    assertThat(number(run.out(), "copiedShare")).isEqualTo(1);
    assertThat(number(run.out(), "nearerShare")).isEqualTo(1);
    assertThat(run.out()).contains("\"tooClose\" : true", "\"realRowsWereFitted\" : true");
  }

  @Test
  void withoutHeldOutRowsItSaysWhatIsLacking() {
    Launched run = latent("synthetic", model, fitted);
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).doesNotContain("privacy:", "usefulness:", "held out");
    assertThat(run.err())
        .contains("fit it to a part of the rows and give the rest with --held-out")
        .contains("likeness is told against the very rows that the model was fitted to");
  }

  @Test
  void otherRowsThanThoseOfTheFitAreTold() throws IOException {
    Launched run = latent("synthetic", model, rows(3, 100), "--held-out", kept);
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.err()).contains("does not hold just the rows that the model was fitted to");
  }

  @Test
  void rowsOfTheFitAreNotHeldOut() {
    Launched run = latent("synthetic", model, kept, "--held-out", fitted);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains("held-out rows must not be those that the model was fitted to; fit it to a part");
  }

  @Test
  void optionsThatContradictAreRefused() {
    assertThat(latent("synthetic", model, fitted, "--label", "width").err())
        .contains("--label is judged on rows that the model has not seen; add --held-out FILE");
    assertThat(latent("synthetic", model, fitted, "--table", kept, "-n", 5).err())
        .contains("--table draws no rows; leave out -n and --out");
    assertThat(latent("synthetic", model, fitted, "-n", 1).err())
        .contains("-n must be at least 2, got 1");
    assertThat(latent("synthetic", model, fitted, "-o", fitted).err())
        .contains("--out would replace an input");
    assertThat(latent("synthetic", model, fitted, "--held-out", kept, "--label", "height").err())
        .contains("label must be a column that the model draws, got 'height'");
  }

  @Test
  void otherColumnsAreBadData() throws IOException {
    Path other = ModelFixture.write("a,b\n1,2\n3,4\n", folder, "other.csv");
    Launched run = latent("synthetic", model, fitted, "--held-out", other);
    assertThat(run.code()).isEqualTo(ExitCode.DATA);
    assertThat(run.err()).contains("has no column 'length', which the model needs");
  }
}
