package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.data.Column;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Margin;
import org.latent4j.model.ReferenceRows;

class DriftCommandTest {

  @TempDir private Path folder;
  private Path model = Path.of("");

  /** The mixture with 2000 rows of its own to compare with. */
  @BeforeEach
  void writeModel() throws IOException {
    FittedModel mixture = ModelFixture.mixture();
    Matrix rows = mixture.sampler().orElseThrow().sample(2000, new SeededRandom(1));
    List<Margin> margins =
        List.of(
            Margin.of(Column.numeric("length"), rows.column(0)),
            Margin.of(Column.numeric("width"), rows.column(1)));
    double[] logDensities = mixture.density().orElseThrow().logDensity(rows);
    model =
        ModelFixture.write(
            mixture.withReference(ReferenceRows.of(logDensities, true).withMargins(margins)),
            folder);
  }

  private Path drawn(double widening) throws IOException {
    Matrix rows = ModelFixture.mixture().sampler().orElseThrow().sample(500, new SeededRandom(2));
    StringBuilder text = new StringBuilder("length,width\n");
    for (double[] row : rows.toRows()) {
      text.append(String.format(Locale.ROOT, "%.3f,%.3f%n", row[0], widening * row[1]));
    }
    return ModelFixture.write(text.toString(), folder, "rows.csv");
  }

  @Test
  void rowsOfTheSameDistributionDoNotDrift() throws IOException {
    Launched run = latent("drift", model, drawn(1));

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).startsWith("no drift is found in 500 rows: p = ");
    assertThat(run.lines()).last().asString().startsWith("  log p(x)");
  }

  @Test
  void theColumnThatMovedIsToldInWords() throws IOException {
    Launched run = latent("drift", model, drawn(2));

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.lines().get(0))
        .startsWith("500 rows are not from the distribution of the fit any more: p = ")
        .endsWith(", level 0.01; 1 of 2 columns moved");
    assertThat(run.lines()).last().asString().startsWith("  width").contains("wider: ");
  }

  @Test
  void jsonHoldsAllTests() throws IOException {
    Launched run = latent("drift", model, drawn(2), "--level", "0.05", "--json");

    assertThat(run.out())
        .contains("\"rows\" : 500", "\"level\" : 0.05", "\"drift\" : true", "\"heldOut\" : true")
        .contains("\"moved\" : [ \"width\" ]", "\"name\" : \"length\"", "\"way\" : \"wider\"");
  }

  @Test
  void aModelFileWithoutMarginsSaysSo() throws IOException {
    Path old = ModelFixture.write(ModelFixture.mixture(), folder);

    Launched run = latent("drift", old, drawn(1));

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.err())
        .endsWith(
            "the model file keeps nothing of its columns; fit it again to be told which of them"
                + " moved\n");
  }

  @Test
  void aLevelOutOfRangeIsRefused() throws IOException {
    Launched run = latent("drift", model, drawn(1), "--level", "1");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .isEqualTo("latent: --level must be between 0 and 1, got 1.0\nTry: latent help drift\n");
  }
}
