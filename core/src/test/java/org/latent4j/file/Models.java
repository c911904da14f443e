package org.latent4j.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Encoding;
import org.latent4j.data.ImageShape;
import org.latent4j.data.Schema;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitStatus;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ReferenceRows;
import org.latent4j.testing.DiagonalGaussian;

/** A model of which every part is known, and its bytes. */
final class Models {

  /** mean (1.5, −2), deviations (0.5, 4). */
  static final DiagonalGaussian MODEL =
      new DiagonalGaussian(new double[] {1.5, -2}, new double[] {0.5, 4});

  static final Schema SCHEMA =
      new Schema(
          List.of(
              new Column(
                  "height, in \"cm\"", ColumnKind.NUMERIC, ColumnRole.FEATURE, List.of(), 0.1),
              new Column("größe \\ 尺", ColumnKind.COUNT, ColumnRole.FEATURE, List.of(), 1),
              new Column("kind", ColumnKind.CATEGORICAL, ColumnRole.LABEL, List.of("a", "b\n"), 0),
              new Column("row", ColumnKind.NUMERIC, ColumnRole.ID, List.of(), 0)),
          Optional.of(new ImageShape(1, 2, 1)));

  static final FitReport REPORT =
      new FitReport(
          FitStatus.ITERATION_LIMIT,
          3,
          -123.456,
          40,
          List.of(-200.1, Double.NEGATIVE_INFINITY, -0.0),
          List.of(-123.456, Double.NaN),
          List.of("one \"note\"", "zwei\tNöten"));

  private Models() {}

  static FittedModel fitted() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("deviation-floor", "0.25");
    settings.put("another", "ü");
    return new FittedModel(
        "diagonal",
        MODEL,
        SCHEMA,
        Encoding.affine(new double[] {10, -3}, new double[] {2, 0.25}),
        REPORT,
        new FittedModel.Provenance(settings, -9L, "00ff".repeat(16), "0.1.0"),
        ReferenceRows.of(new double[] {-3.5, -7, -1e-300}, true));
  }

  static FittedModel withReference(int size) {
    FittedModel m = fitted();
    double[] logDensities = new double[size];
    Arrays.setAll(logDensities, i -> -i / 7.0);
    return new FittedModel(
        m.family(),
        m.model(),
        m.schema(),
        m.encoding(),
        m.report(),
        m.provenance(),
        ReferenceRows.of(logDensities, false));
  }

  static byte[] bytes(FittedModel model) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ModelFiles.write(model, out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  static FittedModel read(byte[] bytes) throws IOException {
    return ModelFiles.read(new ByteArrayInputStream(bytes), bytes.length, "m.latent");
  }
}
