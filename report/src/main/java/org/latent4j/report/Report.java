package org.latent4j.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.latent4j.data.AtomicFile;
import org.latent4j.report.internal.section.Page;
import org.latent4j.report.internal.study.Study;

/**
 * One page about a fitted model and its rows, for a person to read: what was found and how far it
 * can be trusted, the data, what was tried, the model in pictures, and the command that repeats it.
 *
 * <p>The page is one self-contained HTML file, well-formed as XML too. It runs no script and loads
 * nothing: drawings are SVG inside it, and its content policy refuses everything else. Whatever
 * came with the data is escaped. It is light or dark as the reader's screen is, and prints. The
 * same input gives the same bytes.
 *
 * <p>Cost: a few passes over the rows, and density and responsibilities of each row; beyond two
 * blocks of rows, memory does not grow with them. Tables and pictures show at most a fixed number
 * of columns, components and rows, and say so.
 */
public final class Report {

  private Report() {}

  /**
   * Writes the page. The file appears whole or not at all.
   *
   * @param input what it is about
   * @param file where to; replaced if it exists
   * @throws IOException if it cannot be written; the text says why
   * @throws org.latent4j.data.DataException if there is no row, or a value is infinite
   */
  public static void write(ReportInput input, Path file) throws IOException {
    byte[] page = html(input).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(page));
  }

  /**
   * Makes the page.
   *
   * @param input what it is about
   * @return the page, to be stored as UTF-8
   * @throws org.latent4j.data.DataException if there is no row, or a value is infinite
   */
  public static String html(ReportInput input) {
    return Page.html(new Study(input));
  }
}
