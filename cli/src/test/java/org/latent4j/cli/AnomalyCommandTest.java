package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.model.ReferenceRows;

class AnomalyCommandTest {

  /** N((1, 2), diag(4, 0.25)) has log p = 0 − log(2π) at its mean; −(81/8 + 2) below at (10, 1). */
  private static final String ROWS = "length,width\n1,2\n10,1\n1,5\n";

  @TempDir private Path folder;
  private Path model = Path.of("");
  private Path rows = Path.of("");

  @BeforeEach
  void writeFiles() throws IOException {
    double[] reference = new double[99];
    for (int i = 0; i < reference.length; i++) {
      reference[i] = -2 - 0.05 * i; // from −2 down to −6.9
    }
    ReferenceRows held = ReferenceRows.of(reference, true);
    model = ModelFixture.write(ModelFixture.gaussian().withReference(held), folder);
    rows = ModelFixture.write(ROWS, folder, "rows.csv");
  }

  @Test
  void alarmsAreListedWithWhatIsOdd() {
    Launched run = latent("anomaly", model, rows, "--false-alarm-rate", "0.01");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.lines().get(0))
        .isEqualTo(
            "2 alarms of 3 rows: log p(x) is below -6.90000, as it is in 1 % of usual rows, which"
                + " would make 0.03");
    assertThat(run.lines().get(3))
        .isEqualTo("    3   -19.838       0.01  width 5 (18.0 nats; 2 expected)");
    assertThat(run.lines().get(4))
        .isEqualTo(
            "    2   -13.963       0.01  length 10 (10.1 nats; 1 expected), width 1 (2.0 nats; 2"
                + " expected)");
    assertThat(run.lines()).hasSize(5);
  }

  @Test
  void topListsRowsThatAreNoAlarms() {
    Launched run = latent("anomaly", model, rows, "--top", "3");

    assertThat(run.lines()).hasSize(6);
    assertThat(run.lines().get(5)).startsWith("    1    -1.838          1  no value by itself");
  }

  @Test
  void theFileHoldsTheContributionsOfTheListedRows() throws IOException {
    Path out = folder.resolve("odd.csv");

    latent("anomaly", model, rows, "-o", out, "--top", "2");

    List<String> lines = Files.readAllLines(out);
    assertThat(lines.get(0))
        .isEqualTo("row,logDensity,tailRank,alarm,contribution_length,contribution_width");
    assertThat(lines.get(1)).startsWith("3,-19.8").contains(",0.01,1,");
    assertThat(lines).hasSize(3);
  }

  @Test
  void jsonHoldsRowsRatesAndExpectations() {
    Launched run = latent("anomaly", model, rows, "--json");

    assertThat(run.out())
        .contains("\"alarms\" : 2", "\"falseAlarmsExpected\" : 0.03", "\"referenceRows\" : 99")
        .contains("\"row\" : 3", "\"alarm\" : true", "\"contributions\" : {", "\"expected\" : {");
  }

  @Test
  void aRateThatTheReferenceCannotHoldIsRefused() {
    Launched run = latent("anomaly", model, rows, "--false-alarm-rate", "0.001");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains(
            "latent: --false-alarm-rate must be between 0.0100 (1 in as many as the model's"
                + " reference rows and one more) and 1, got 0.001\n");
  }

  @Test
  void aModelWithoutReferenceRowsIsRefused() throws IOException {
    Path bare = ModelFixture.write(ModelFixture.gaussian(), folder);

    Launched run = latent("anomaly", bare, rows);

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("the model must hold log densities of reference rows");
  }
}
