package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.formats.ReadOptions;
import org.latent4j.formats.Tables;
import org.latent4j.linalg.Matrix;
import org.latent4j.task.Sampling;
import org.latent4j.task.Sampling.Rounding;

class SampleCommandTest {

  @TempDir private Path folder;
  private Path model = Path.of("");

  @BeforeEach
  void writeModel() throws IOException {
    model = ModelFixture.write(ModelFixture.mixture(), folder);
  }

  @Test
  void drawsTheRowsOfTheLibrary() throws IOException {
    Path out = folder.resolve("rows.npy");

    Launched run = latent("sample", model, "-n", 7, "--seed", 5, "--exact", "-o", out);

    assertThat(run).isEqualTo(new Launched(ExitCode.OK, "", ""));
    Matrix direct = Sampling.of(ModelFixture.mixture(), 7, Rounding.NONE, 5, 1);
    assertThat(Tables.read(out, ReadOptions.defaults()).data().toMatrix()).isEqualTo(direct);
  }

  @Test
  void sameSeedGivesTheSameText() {
    String first = latent("sample", model, "-n", 20, "--seed", 3).out();

    assertThat(first.lines()).hasSize(21).first().isEqualTo("length,width");
    assertThat(latent("sample", model, "-n", 20, "--seed", 3).out()).isEqualTo(first);
    assertThat(latent("sample", model, "-n", 20, "--seed", 4).out()).isNotEqualTo(first);
  }

  @Test
  void rowsAreInTheSpacingOfTheirColumns() {
    Launched run = latent("sample", model, "-n", 50);

    assertThat(run.lines().stream().skip(1).map(line -> line.substring(0, line.indexOf(','))))
        .hasSize(50)
        .allMatch(cell -> cell.matches("-?\\d+(\\.5)?") && !cell.equals("-0"));
    assertThat(run.lines().stream().skip(1).map(line -> line.substring(line.indexOf(',') + 1)))
        .allMatch(cell -> cell.matches("-?\\d+(\\.\\d{1,3})?"));
  }

  @Test
  void noRowsGiveTheHeaderAlone() {
    assertThat(latent("sample", model, "-n", 0).out()).isEqualTo("length,width\n");
  }
}
