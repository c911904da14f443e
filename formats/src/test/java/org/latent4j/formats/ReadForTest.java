package org.latent4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latent4j.formats.TestInput.DEFAULTS;
import static org.latent4j.formats.TestInput.read;
import static org.latent4j.formats.TestInput.readFor;
import static org.latent4j.formats.TestInput.rows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataException;
import org.latent4j.data.DataFormatException;
import org.latent4j.data.ImageShape;
import org.latent4j.data.Schema;

class ReadForTest {

  private static Schema model() throws IOException {
    return read("id,a,b,k,flat\n31,1.5,2,u,3\n7,2.5,7,v,3\n12,3.5,9,v,3\n", DEFAULTS.withLabel("k"))
        .data()
        .schema();
  }

  private static Schema images() throws IOException {
    byte[] idx = {
      0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 1, 2, (byte) 255, 0, 4, (byte) 128, 7
    };
    return read(idx, DEFAULTS).data().schema();
  }

  @Test
  void findsColumnsByName() throws IOException {
    Table table = readFor(model(), "z,b,a\nq,1,2\nr,3,4\n");

    assertThat(TestInput.featureNames(table)).containsExactly("a", "b");
    assertThat(rows(table)).isDeepEqualTo(new double[][] {{2, 1}, {4, 3}});
    assertThat(TestInput.column(table, "a").resolution()).isEqualTo(0.1);
  }

  @Test
  void tellsColumnsThatAreNotUsed() throws IOException {
    assertThat(readFor(model(), "z,b,a,y\n5,1,2,5\n6,3,4,6\n5,3,4,7\n").notes())
        .containsExactly(
            "'f.csv': 3 rows of 4 columns, delimiter comma, with a header",
            "not used by the model: 'z', 'y'");
  }

  @Test
  void findsLabelsAndRowNamesOfTheModel() throws IOException {
    Table table = readFor(model(), "k,b,a,id\nw,1,2,90\nv,3,4,80\nt,3,4,80\n");

    assertThat(table.data().labels().orElseThrow()).containsExactly(3, 1, 2);
    assertThat(TestInput.column(table, "k").levels()).containsExactly("u", "v", "t", "w");
    assertThat(table.ids().orElseThrow()).containsExactly("90", "80", "80");
  }

  @Test
  void keepsConstantsAndMissingColumnsOfFewRows() throws IOException {
    Table table = readFor(model(), "a,b\n2,\n2,NA\n");

    assertThat(table.data().toMatrix().toArray()).containsExactly(2, Double.NaN, 2, Double.NaN);
  }

  @Test
  void findsColumnsByPlace() throws IOException {
    assertThat(rows(readFor(model(), "2,1\n4,3\n"))).isDeepEqualTo(new double[][] {{2, 1}, {4, 3}});
    assertThat(rows(readFor(model(), "9,2,1,w,3\n8,4,3,v,3\n")))
        .isDeepEqualTo(new double[][] {{2, 1}, {4, 3}});
    assertThat(
            rows(
                readFor(
                    model(),
                    "x,2,1\ny,4,3\nx,5,6\n".replace("x", "5"),
                    DEFAULTS.withLeftOut("1").withText("1"))))
        .isDeepEqualTo(new double[][] {{2, 1}, {4, 3}, {5, 6}});
  }

  @Test
  void takesLabelAndWeightByPlace() throws IOException {
    Table table = readFor(model(), "7,2,1,0.5\n8,4,3,2\n", DEFAULTS.withLabel("1").withWeight("4"));
    double[] weights = new double[2];
    table.data().readWeights(0, 2, weights);

    assertThat(rows(table)).isDeepEqualTo(new double[][] {{2, 1}, {4, 3}});
    assertThat(weights).containsExactly(0.5, 2);
    assertThat(table.data().schema().first(ColumnRole.LABEL).orElseThrow().name()).isEqualTo("x1");
    assertThat(TestInput.column(table, "x1").levels()).containsExactly("u", "v", "7", "8");
  }

  @Test
  void dropsIncompleteRows() throws IOException {
    Table table =
        readFor(
            model(), "a,b,z\n2,1,\n,3,1\n", DEFAULTS.withMissingPolicy(MissingPolicy.DROP_ROWS));

    assertThat(rows(table)).isDeepEqualTo(new double[][] {{2, 1}});
    assertThat(table.ids().orElseThrow()).containsExactly("1");
  }

  @Test
  void takesAllPixelsOrThoseOfTheModel() throws IOException {
    for (String text : new String[] {"9,1,2,3\n8,4,5,6\n", "1,2,3\n4,5,6\n"}) {
      Table table = readFor(images(), text);

      assertThat(rows(table)).isDeepEqualTo(new double[][] {{1, 2, 3}, {4, 5, 6}});
      assertThat(table.data().schema().image()).contains(new ImageShape(2, 2, 1));
      assertThat(table.data().schema().columns()).hasSize(4);
    }
  }

  @Test
  void takesImages() throws IOException {
    byte[] idx = {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 3, 1, 2, 7};
    InputStream in = new ByteArrayInputStream(idx);

    assertThat(rows(Tables.readFor(images(), in, "i", DEFAULTS)))
        .isDeepEqualTo(new double[][] {{1, 2, 7}});
  }

  @Test
  void takesExamples() throws IOException {
    Schema schema = Examples.open("digits").data().schema();
    Table table = Tables.readFor(schema, "example:digits", DEFAULTS);

    assertThat(table.data().featureCount()).isEqualTo(61);
    assertThat(table.data().labels().orElseThrow()).startsWith(0, 1, 2, 3);
  }

  @Test
  void refusesMissingColumns() {
    assertThatThrownBy(() -> readFor(model(), "z,b\n1,2\n"))
        .isInstanceOf(DataException.class)
        .hasMessage("'f.csv' has no column 'a', which the model needs; its columns are 'z', 'b'");
  }

  @Test
  void refusesAnotherNumberOfColumns() {
    assertThatThrownBy(() -> readFor(model(), "1,2,3\n"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "'f.csv' has 3 columns and no header to tell them by; the model takes 2 ('a', 'b'): give"
                + " these alone, or name the columns in a first line");
  }

  /** Of the columns id, a, b, k, flat the model takes a, and is asked for b. */
  private static Schema asked() throws IOException {
    return Schema.of(
        model().columns().stream()
            .map(c -> c.name().equals("b") ? c.withRole(ColumnRole.SOUGHT) : c)
            .toList());
  }

  @Test
  void columnsWithoutNamesMayLackWhatIsSought() throws IOException {
    assertThat(rows(readFor(asked(), "1.5\n2.5\n"))).isDeepEqualTo(new double[][] {{1.5}, {2.5}});
    assertThat(rows(readFor(asked(), "1.5,9\n2.5,9\n")))
        .isDeepEqualTo(new double[][] {{1.5}, {2.5}});
    assertThat(rows(readFor(asked(), "31,1.5,2,u,3\n7,2.5,7,v,3\n")))
        .isDeepEqualTo(new double[][] {{1.5}, {2.5}});
    assertThat(rows(readFor(asked(), "31,1.5,u,3\n7,2.5,v,3\n")))
        .isDeepEqualTo(new double[][] {{1.5}, {2.5}});
  }

  /** With one column beside the features, two columns are a and b, or that one and a. */
  @Test
  void columnsThatMayBeOthersAreRefused() throws IOException {
    Schema schema =
        Schema.of(
            List.of(
                Column.numeric("id").withRole(ColumnRole.ID),
                Column.numeric("a"),
                Column.numeric("b").withRole(ColumnRole.SOUGHT)));
    assertThatThrownBy(() -> readFor(schema, "1,2\n3,4\n"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "'f.csv' has 2 columns and no header to tell them by; the model takes 1 ('a'), which may"
                + " be one or others of them: give these alone, or name the columns in a first line");
  }

  @Test
  void theWholeIsKeptAsItIsSpelled() throws IOException {
    Table table =
        Tables.readFor(
            model(),
            new ByteArrayInputStream(
                "zip,b,k,a\n007,1,u,2\n1e1,NA,v,4\n"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            "f.csv",
            DEFAULTS.withWhole("a", "b"));
    WholeTable whole = table.whole().orElseThrow();
    assertThat(whole.names()).containsExactly("zip", "b", "k", "a");
    assertThat(IntStream.range(0, 4).map(whole::feature)).containsExactly(-1, 1, -1, 0);
    assertThat(whole.words(0)).containsExactly("007", "1e1");
    assertThat(whole.index(0, 1)).isEqualTo(1);
    assertThat(whole.words(2).get((int) whole.index(2, 1))).isEqualTo("v");
  }

  @Test
  void refusesWordsInColumnsOfTheModel() {
    assertThatThrownBy(() -> readFor(model(), "a,b\n1,2\nu,v\nw,4\n"))
        .isInstanceOf(DataFormatException.class)
        .hasMessage("f.csv:3: column 'a' holds 'u'; the model needs a number there");
    assertThatThrownBy(() -> readFor(model(), "a,b\n1,2\n3,-inf\n"))
        .isInstanceOf(DataFormatException.class)
        .hasMessage("f.csv:3: column 'b' holds '-inf'; values must be finite, or missing");
  }

  @Test
  void refusesImagesOfAnotherShape() {
    byte[] idx = {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 4, 3, 1, 2, 7};

    assertThatThrownBy(() -> Tables.readFor(images(), new ByteArrayInputStream(idx), "i", DEFAULTS))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "'i' holds images of 1 x 4 x 1 pixels; the model was fitted to images of 2 x 2 x 1");
  }
}
