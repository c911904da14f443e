package org.latent4j.mixture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latent4j.linalg.Matrix;

/** Reference numbers of other programs that lie beside the tests, with # before their origin. */
final class ReferenceFiles {

  private ReferenceFiles() {}

  /** Rows of a table as maps from column to text. */
  static List<Map<String, String>> table(String name) {
    List<String> lines = lines(name);
    String[] header = lines.get(0).split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, String> row = new LinkedHashMap<>();
      for (int j = 0; j < header.length; j++) {
        row.put(header[j], cells[j]);
      }
      rows.add(row);
    }
    return rows;
  }

  /** Numbers of a table, but for its header. */
  static Matrix matrix(String name) {
    List<String> lines = lines(name);
    return Matrix.ofRows(
        lines.subList(1, lines.size()).stream()
            .map(l -> Arrays.stream(l.split(",", -1)).mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new));
  }

  private static List<String> lines(String name) {
    String path = "/reference/mixture/" + name;
    try (InputStream in = ReferenceFiles.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
