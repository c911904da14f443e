package org.latent4j.formats;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.latent4j.data.ImageShape;

/** Data sets that come with the library, so that everything can be tried without a file. */
public final class Examples {

  /** What a data source begins with that names an example. */
  static final String PREFIX = "example:";

  private static final Map<String, Example> EXAMPLES =
      new TreeMap<>(
          Map.of(
              "faithful", new Example("faithful.csv", Optional.empty(), Optional.empty()),
              "iris", new Example("iris.csv", Optional.of("Species"), Optional.empty()),
              "digits",
                  new Example(
                      "digits8x8.csv.gz",
                      Optional.of("label"),
                      Optional.of(new ImageShape(8, 8, 1)))));

  private record Example(String file, Optional<String> label, Optional<ImageShape> image) {

    /** The options with what is known of the example, unless they say something else. */
    ReadOptions completed(ReadOptions options) {
      ReadOptions completed = options;
      if (label.isPresent() && options.label().isEmpty()) {
        completed = completed.withLabel(label.get());
      }
      if (image.isPresent() && options.image().isEmpty()) {
        completed = completed.withImage(image.get());
      }
      return completed;
    }
  }

  private Examples() {}

  /**
   * What there is: faithful (272 eruptions of a geyser), iris (150 flowers of three species, label
   * Species) and digits (1797 images of 8×8 pixels, label label).
   *
   * @return the names, sorted
   */
  public static List<String> names() {
    return List.copyOf(EXAMPLES.keySet());
  }

  /**
   * Reads an example, with its label and image shape.
   *
   * @param name one of {@link #names}
   * @return the table
   * @throws IOException if there is no such example; the text names those there are
   */
  public static Table open(String name) throws IOException {
    return Tables.open(PREFIX + name, ReadOptions.defaults());
  }

  /** The options with what is known of an example. */
  static ReadOptions options(String name, ReadOptions options) throws IOException {
    return example(name).completed(options);
  }

  static Source source(String name) throws IOException {
    String file = "examples/" + example(name).file();
    InputStream in = Examples.class.getResourceAsStream(file);
    if (in == null) {
      throw new FileNotFoundException("the example '" + name + "' is not in this build");
    }
    return Source.of(in, PREFIX + name);
  }

  private static Example example(String name) throws IOException {
    Example example = EXAMPLES.get(name);
    if (example == null) {
      throw new FileNotFoundException(
          "there is no example "
              + Wording.quoted(name)
              + "; there are "
              + String.join(", ", names()));
    }
    return example;
  }
}
