package org.latent4j.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.latent4j.data.AtomicFile;
import org.latent4j.data.Dataset;
import org.latent4j.model.FittedModel;
import org.latent4j.report.internal.section.SyntheticPage;
import org.latent4j.task.SyntheticQuality;

/**
 * One page about a synthetic table, for a person to read: whether it looks like the real one, what
 * can be learnt from it, and whether it gives single rows away. Self-contained and without a
 * script, as {@link Report} is.
 */
public final class SyntheticReport {

  private SyntheticReport() {}

  /**
   * What the page is about.
   *
   * @param model that knows the columns
   * @param quality what was found
   * @param real rows that the synthetic ones were compared with, with the model's features in order
   * @param synthetic rows with the same features
   * @param dataName what the user calls the real rows
   * @param notes what the reader must know of the rows, one sentence each
   * @param command the words of the command that repeats it; empty when there was none
   */
  public record Input(
      FittedModel model,
      SyntheticQuality quality,
      Dataset real,
      Dataset synthetic,
      String dataName,
      List<String> notes,
      List<String> command) {

    /** Copies the lists. */
    public Input {
      notes = List.copyOf(notes);
      command = List.copyOf(command);
    }
  }

  /**
   * Writes the page. The file appears whole or not at all.
   *
   * @param input what it is about
   * @param file where to; replaced if it exists
   * @throws IOException if it cannot be written; the text says why
   */
  public static void write(Input input, Path file) throws IOException {
    byte[] page = html(input).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(page));
  }

  /**
   * Makes the page.
   *
   * @param input what it is about
   * @return the page, to be stored as UTF-8
   */
  public static String html(Input input) {
    return SyntheticPage.html(input);
  }
}
