package org.latent4j.formats;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Schema;

/** Short ways to read small things. */
final class TestInput {

  static final ReadOptions DEFAULTS = ReadOptions.defaults();

  static final DialectOptions DIALECT = DialectOptions.defaults();

  static final StorageOptions STORAGE = StorageOptions.defaults();

  private TestInput() {}

  static Table read(String text) throws IOException {
    return read(text, DEFAULTS);
  }

  static Table read(String text, ReadOptions options) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8), options);
  }

  static Table read(byte[] bytes, ReadOptions options) throws IOException {
    return Tables.read(new ByteArrayInputStream(bytes), "f.csv", options);
  }

  static Table readFor(Schema model, String text) throws IOException {
    return readFor(model, text, DEFAULTS);
  }

  static Table readFor(Schema model, String text, ReadOptions options) throws IOException {
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return Tables.readFor(model, in, "f.csv", options);
  }

  static double[][] rows(Table table) {
    double[][] rows = new double[(int) table.data().rowCount()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = table.data().rows(i, 1).toArray();
    }
    return rows;
  }

  static List<String> featureNames(Table table) {
    return table.data().schema().featureNames();
  }

  static ColumnRole role(Table table, String column) {
    return table.data().schema().column(column).role();
  }

  static Column column(Table table, String column) {
    return table.data().schema().column(column);
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  /** A file among the test resources. */
  static Path resource(String name) {
    try {
      return Path.of(TestInput.class.getResource("/reference/npy/" + name).toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
