package org.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FittedModel;
import org.latent4j.task.SyntheticQuality;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class SyntheticReportTest {

  private static Dataset rows(List<String> names, long seed) {
    return Fits.rows(names, Fits.twoBlobs().sample(120, new SeededRandom(seed)));
  }

  private static SyntheticReport.Input input(
      List<String> names, Dataset synthetic, Optional<Dataset> heldOut) {
    Dataset real = rows(names, 1);
    FittedModel model = Fits.joined(Fits.twoBlobs(), real);
    SyntheticQuality.Options options = SyntheticQuality.Options.defaults();
    SyntheticQuality quality =
        SyntheticQuality.of(
            model,
            real,
            heldOut,
            synthetic,
            heldOut.isPresent() ? options.withLabel(names.get(1)) : options,
            1);
    return new SyntheticReport.Input(
        model, quality, real, synthetic, "data.csv", List.of("a note"), List.of("latent", "x y"));
  }

  private static Document parsed(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  private static List<String> headings(Document page) {
    var nodes = page.getElementsByTagName("h2");
    String[] texts = new String[nodes.getLength()];
    Arrays.setAll(texts, i -> nodes.item(i).getTextContent());
    return List.of(texts);
  }

  @Test
  void everyQuestionHasItsPart() throws Exception {
    List<String> names = List.of("east", "north");
    String page = SyntheticReport.html(input(names, rows(names, 2), Optional.of(rows(names, 3))));
    assertThat(headings(parsed(page)))
        .containsExactly(
            "Before you trust it",
            "Columns",
            "Pairs of columns",
            "Whole rows",
            "Usefulness",
            "Privacy",
            "How to repeat it");
    assertThat(page).contains("A note.", "latent &#39;x y&#39;").doesNotContain("closer to rows");
  }

  @Test
  void whatCannotBeJudgedIsLeftOut() throws Exception {
    List<String> names = List.of("east", "north");
    String page = SyntheticReport.html(input(names, rows(names, 2), Optional.empty()));
    assertThat(headings(parsed(page))).doesNotContain("Usefulness", "Privacy");
  }

  @Test
  void copiesAreWarnedOf() {
    List<String> names = List.of("east", "north");
    String page = SyntheticReport.html(input(names, rows(names, 1), Optional.of(rows(names, 3))));
    assertThat(page)
        .contains("Synthetic rows lie closer to rows of the fit than chance has it")
        .contains("of the synthetic rows equal a row of the fit");
  }

  @Test
  void hostileNamesStayText() throws Exception {
    String page =
        SyntheticReport.html(
            input(Fits.HOSTILE, rows(Fits.HOSTILE, 2), Optional.of(rows(Fits.HOSTILE, 3))));
    assertThat(parsed(page).getElementsByTagName("script").getLength()).isZero();
  }

  /** A column of nine words shows five, and all others together. */
  @Test
  void wordsBeyondTheRoomAreOthers() throws Exception {
    List<String> levels = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i");
    Schema schema =
        Schema.of(
            List.of(
                new Column("w", ColumnKind.CATEGORICAL, ColumnRole.FEATURE, levels, 0),
                Column.numeric("x")));
    double[] values = new double[180];
    Arrays.setAll(values, i -> i % 2 == 0 ? (i / 2) % 9 : i);
    Dataset data = HeapDataset.builder(schema, Matrix.wrap(90, 2, values)).build();
    FittedModel model = Fits.joined(Fits.twoBlobs(), data);
    SyntheticQuality quality =
        SyntheticQuality.of(
            model, data, Optional.empty(), data, SyntheticQuality.Options.defaults(), 1);
    String page =
        SyntheticReport.html(
            new SyntheticReport.Input(
                model, quality, data, data, "data.csv", List.of(), List.of()));
    assertThat(page).contains(">others<", ">e<").doesNotContain(">f<");
  }
}
