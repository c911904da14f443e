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
import org.junit.jupiter.api.Test;
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
            "'f.csv' has 3 columns and no header to tell them by; the model takes 2 ('a', 'b')");
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
