package org.latent4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.latent4j.linalg.Matrix;

/**
 * Reference numbers and data sets that stand beside a checkout, in {@code ../shared}. A test that
 * asks for a file which is not there is skipped with a printed reason.
 */
public final class SharedFiles {

  private SharedFiles() {}

  /** A file below {@code ../shared}, such as {@code data/iris/iris.csv}. */
  public static Path path(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    Path file = folder == null ? null : folder.resolveSibling("shared").resolve(name);
    boolean there = file != null && Files.exists(file);
    if (!there) {
      System.err.println("skipped: there is no ../shared/" + name);
    }
    Assumptions.assumeTrue(there, "there is no ../shared/" + name);
    return file;
  }

  /** Lines of a reference CSV as maps from column to text. */
  public static List<Map<String, String>> table(String name) {
    List<String> lines = lines(path("reference/" + name));
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

  /** Numbers of a reference CSV, but for its header. */
  public static Matrix matrix(String name) {
    List<String> lines = lines(path("reference/" + name));
    double[][] rows =
        lines.subList(1, lines.size()).stream()
            .map(
                line ->
                    Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new);
    return Matrix.ofRows(rows);
  }

  private static List<String> lines(Path path) {
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
