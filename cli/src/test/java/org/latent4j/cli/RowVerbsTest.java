package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.latent4j.cli.Launched.latent;
import static org.latent4j.cli.Launched.latentReading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.data.Dataset;
import org.latent4j.formats.ReadOptions;
import org.latent4j.formats.Tables;
import org.latent4j.model.FittedModel;

/** What score, cluster, encode, decode and reconstruct answer. */
class RowVerbsTest {

  @TempDir private Path folder;
  private Path rows = Path.of("");
  private Path mixture = Path.of("");
  private Path ppca = Path.of("");

  @BeforeEach
  void writeFiles() throws IOException {
    rows = ModelFixture.write(ModelFixture.ROWS, folder, "rows.csv");
    mixture = ModelFixture.write(ModelFixture.mixture(), folder);
    ppca = ModelFixture.write(ModelFixture.ppca(), folder);
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  private static double logMixture(double length, double width) {
    double first = Math.exp(-(length * length + width * width) / 2) / (2 * Math.PI);
    double squares = (length - 10) * (length - 10) / 4 + width * width;
    double second = Math.exp(-squares / 2) / (2 * Math.PI * 2);
    return Math.log(0.25 * first + 0.75 * second);
  }

  @Test
  void scoreTellsLogDensityAndTailRankOfEachRow() {
    Launched run = latent("score", mixture, rows);

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.err())
        .isEqualTo("'" + rows + "': 3 rows of 2 columns, delimiter comma, with a header\n");
    assertThat(run.lines()).hasSize(4).first().isEqualTo("logDensity,tailRank");
    // reference rows at -30, -5, -4: (1 + number at or below) / 4
    assertThat(numbers(run.lines().get(1)))
        .containsExactly(new double[] {logMixture(0, 0), 1.0}, within(1e-12));
    assertThat(numbers(run.lines().get(2)))
        .containsExactly(new double[] {logMixture(10, 1), 1.0}, within(1e-12));
    assertThat(numbers(run.lines().get(3)))
        .containsExactly(new double[] {logMixture(4, -1), 0.5}, within(1e-12));
  }

  /** The third row lies in the box, and far from both Gaussians for its density of 1/200. */
  @Test
  void clusterGivesNoiseTheNumberZero() throws IOException {
    Path noisy = ModelFixture.write(ModelFixture.noisy(), folder);

    assertThat(latent("cluster", noisy, rows).lines()).containsExactly("cluster", "1", "2", "0");
    List<String> lines = latent("cluster", noisy, rows, "--probabilities").lines();
    assertThat(lines).first().isEqualTo("cluster,p1,p2,noise");
    double gaussians = 0.8 * Math.exp(logMixture(4, -1));
    assertThat(numbers(lines.get(3))[3])
        .isEqualTo(0.2 / 200 / (gaussians + 0.2 / 200), within(1e-12));
  }

  @Test
  void scoreGivesTheBitsOfTheLibrary() {
    double[] direct =
        ModelFixture.mixture().density().orElseThrow().logDensity(ModelFixture.MATRIX);

    List<String> lines = latent("score", mixture, rows).lines();

    for (int i = 0; i < direct.length; i++) {
      assertThat(numbers(lines.get(i + 1))[0]).isEqualTo(direct[i]);
    }
  }

  @Test
  void scoreLeavesTailRankOutWithoutReference() throws IOException {
    Path gaussian = ModelFixture.write(ModelFixture.gaussian(), folder);

    Launched run = latent("score", gaussian, rows);

    assertThat(run.lines()).first().isEqualTo("logDensity");
  }

  @Test
  void scoreColumnsTellsWhatEachColumnContributes() throws IOException {
    Path gaussian = ModelFixture.write(ModelFixture.gaussian(), folder);

    Launched run = latent("score", gaussian, rows, "--columns");

    assertThat(run.lines()).first().isEqualTo("logDensity,contribution_length,contribution_width");
    // (x - mean)^2 / (2 variance) at (10, 1): 81 / 8 and 1 / 0.5
    assertThat(numbers(run.lines().get(2))[1]).isCloseTo(81.0 / 8, within(1e-6));
    assertThat(numbers(run.lines().get(2))[2]).isCloseTo(2, within(1e-6));
  }

  @Test
  void clusterTellsTheMostProbableComponentFromOne() {
    Launched run = latent("cluster", mixture, rows);

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).isEqualTo("cluster\n1\n2\n2\n");
  }

  @Test
  void clusterAddsProbabilities() {
    Launched run = latent("cluster", mixture, rows, "--probabilities");

    assertThat(run.lines()).first().isEqualTo("cluster,p1,p2");
    double first = 0.25 * Math.exp(-8);
    double second = 0.75 / 2 * Math.exp(-4.5);
    double p = first / (first + second);
    assertThat(numbers(run.lines().get(3)))
        .containsExactly(new double[] {2, p, 1 - p}, within(1e-12));
  }

  @Test
  void encodeTellsExpectedCoordinates() {
    Launched run = latent("encode", ppca, rows);

    // E[z|x] = W'(x - mean) / (W'W + 1) = 2 (x1 - 1) / 5
    assertThat(run.lines()).first().isEqualTo("z1");
    assertThat(Math.abs(Double.parseDouble(run.lines().get(2)))).isCloseTo(3.6, within(1e-12));
  }

  @Test
  void encodeTellsProbabilitiesOfAMixture() {
    Launched run = latent("encode", mixture, rows);

    assertThat(run.lines()).first().isEqualTo("p1,p2");
    assertThat(Arrays.stream(numbers(run.lines().get(1))).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void decodeTellsTheMeanRowOfEachCode() throws IOException {
    Path codes = ModelFixture.write("p1,p2\n1,0\n0.5,0.5\n", folder, "codes.csv");

    Launched run = latent("decode", mixture, codes);

    assertThat(run.out()).isEqualTo("length,width\n0,0\n5,0\n");
  }

  @Test
  void decodeTakesWhatEncodeGives() {
    String codes = latent("encode", ppca, rows).out();

    Launched run = latentReading(codes, "decode", ppca, "-");

    // mean + W E[z|x]: 1 + 0.8 (x1 - 1), and 2
    assertThat(numbers(run.lines().get(2))).containsExactly(new double[] {8.2, 2}, within(1e-12));
    assertThat(run.out()).isEqualTo(latent("reconstruct", ppca, rows).out());
  }

  @Test
  void reconstructAddsTheError() {
    Launched run = latent("reconstruct", ppca, rows, "--error");

    assertThat(run.lines()).first().isEqualTo("length,width,reconstructionError");
    assertThat(numbers(run.lines().get(2)))
        .containsExactly(new double[] {8.2, 2, 1.8 * 1.8 + 1}, within(1e-12));
  }

  @Test
  void rowsComeFromStandardInput() {
    Launched run = latentReading(ModelFixture.ROWS, "cluster", mixture, "-");

    assertThat(run.out()).isEqualTo("cluster\n1\n2\n2\n");
  }

  @Test
  void columnsAreFoundByNameAndOthersAreTold() throws IOException {
    Path other = ModelFixture.write("width,height,length\n0,7,0\n1,8,10\n", folder, "other.csv");

    Launched run = latent("cluster", mixture, other);

    assertThat(run.out()).isEqualTo("cluster\n1\n2\n");
    assertThat(run.err()).endsWith("\nnot used by the model: 'height'\n");
  }

  @Test
  void quietSilencesNotes() throws IOException {
    Path other = ModelFixture.write("width,height,length\n0,7,0\n1,8,10\n", folder, "other.csv");

    Launched run = latent("cluster", mixture, other, "--quiet");

    assertThat(run.out()).isEqualTo("cluster\n1\n2\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void namesOfRowsComeFirst() throws IOException {
    Path named = ModelFixture.write("id,length,width\na,0,0\nb,10,1\n", folder, "named.csv");

    Launched run = latent("cluster", mixture, named);

    assertThat(run.out()).isEqualTo("id,cluster\na,1\nb,2\n");
  }

  @Test
  void rowsThatAreLeftFromDroppingKeepTheirNumbers() throws IOException {
    Path holed = ModelFixture.write("length,width\n0,0\nNA,1\n10,1\n", folder, "holed.csv");

    Launched run = latent("cluster", mixture, holed, "--missing", "drop");

    assertThat(run.out()).isEqualTo("row,cluster\n1,1\n3,2\n");
    assertThat(run.err()).endsWith("\ndropped 1 of 3 rows, in which a value is missing\n");
  }

  @Test
  void outWritesCsvToAFile() throws IOException {
    Path out = folder.resolve("clusters.csv");

    Launched run = latent("cluster", mixture, rows, "-o", out, "--quiet");

    assertThat(run).isEqualTo(new Launched(ExitCode.OK, "", ""));
    assertThat(out).hasContent("cluster\n1\n2\n2\n");
  }

  @Test
  void outWritesAnArray() throws IOException {
    Path out = folder.resolve("codes.npy");
    FittedModel model = ModelFixture.mixture();

    Launched run = latent("encode", mixture, rows, "-o", out, "--quiet");

    assertThat(run).isEqualTo(new Launched(ExitCode.OK, "", ""));
    Dataset array = Tables.read(out, ReadOptions.defaults()).data();
    assertThat(array.toMatrix())
        .isEqualTo(model.encoder().orElseThrow().encode(ModelFixture.MATRIX));
  }

  @Test
  void jsonIsOneObject() {
    Launched run = latent("cluster", mixture, rows, "--json");

    assertThat(run.out().replaceAll("\\s", ""))
        .isEqualTo("{\"rows\":3,\"columns\":[\"cluster\"],\"values\":[[1],[2],[2]]}");
    assertThat(run.out()).endsWith("}\n");
  }

  @Test
  void anyNumberOfThreadsGivesTheSameText() throws IOException {
    StringBuilder many = new StringBuilder("length,width\n");
    for (int i = 0; i < 20_000; i++) {
      many.append(i % 13).append(',').append(i % 7).append('\n');
    }
    Path file = ModelFixture.write(many.toString(), folder, "many.csv");

    Launched one = latent("score", mixture, file, "--threads", 1);
    Launched three = latent("score", mixture, file, "--threads", 3);

    assertThat(one.lines()).hasSize(20_001);
    assertThat(three.out()).isEqualTo(one.out());
  }

  @Test
  void anOlderFileIsReplaced() throws IOException {
    Path out = folder.resolve("scores.csv");
    Files.writeString(out, "an older file");

    Launched run = latent("score", mixture, rows, "-o", out);

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(out).hasContent(latent("score", mixture, rows).out());
  }
}
