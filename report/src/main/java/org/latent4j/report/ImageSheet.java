package org.latent4j.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.latent4j.data.AtomicFile;
import org.latent4j.data.ImageShape;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Margin;
import org.latent4j.report.internal.chart.Png;
import org.latent4j.report.internal.study.Pictures;

/**
 * One picture of many rows that are images, side by side in lines: a PNG file of 8 bits a channel,
 * on white. Black is the least value that pixels had in the rows of the fit, white the greatest,
 * and what goes beyond is drawn as these; where a model does not know its rows, they are the least
 * and the greatest value on the sheet. Pixels that are no features are black. Small images are
 * enlarged by a whole factor.
 */
public final class ImageSheet {

  private static final int SIDE = 56;
  private static final int GAP = 4;
  private static final int MOST_PIXELS = 100_000_000;

  private ImageSheet() {}

  /**
   * Writes a sheet. The file appears whole or not at all.
   *
   * @param model whose columns are the pixels of images of 1 or 3 channels
   * @param lines the images of each line, n×d, from left to right
   * @param file where to; replaced if it exists
   * @throws IllegalArgumentException if rows are no images, there is none, or the sheet is too
   *     large
   * @throws IOException if it cannot be written; the text says why
   */
  public static void write(FittedModel model, List<Matrix> lines, Path file) throws IOException {
    byte[] png = png(model, lines);
    AtomicFile.write(file, out -> out.write(png));
  }

  /**
   * Makes a sheet.
   *
   * @param model whose columns are the pixels
   * @param lines the images of each line
   * @return the bytes of the file
   * @throws IllegalArgumentException if rows are no images, there is none, or the sheet is too
   *     large
   */
  public static byte[] png(FittedModel model, List<Matrix> lines) {
    int longest = lines.stream().mapToInt(Matrix::rows).max().orElse(0);
    if (longest == 0) {
      throw new IllegalArgumentException("a sheet needs at least 1 image, got none");
    }
    DoubleSummaryStatistics range = ofFit(model.reference().margins());
    if (!(range.getMax() > range.getMin())) {
      range = lines.stream().flatMapToDouble(l -> Arrays.stream(l.values())).summaryStatistics();
    }
    Pictures pictures =
        Pictures.of(model.schema(), range.getMin(), range.getMax())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a sheet needs rows that are images of 1 or 3 channels, such as those of idx files"));
    return new Canvas(pictures, lines.size(), longest).draw(lines);
  }

  /**
   * The least and the greatest end of intervals that hold the values of pixels, which are the least
   * and the greatest value where many pixels have these, as black and white.
   */
  private static DoubleSummaryStatistics ofFit(List<Margin> margins) {
    return margins.stream()
        .flatMapToDouble(margin -> Arrays.stream(margin.bounds()))
        .summaryStatistics();
  }

  /** The pixels of a sheet. */
  private static final class Canvas {
    private final Pictures pictures;
    private final int factor;
    private final int width;
    private final int height;
    private final byte[] samples;

    Canvas(Pictures pictures, int lines, int columns) {
      this.pictures = pictures;
      ImageShape shape = pictures.shape();
      factor = Math.max(1, Math.round((float) SIDE / Math.max(shape.height(), shape.width())));
      long wide = GAP + (long) columns * (factor * shape.width() + GAP);
      long high = GAP + (long) lines * (factor * shape.height() + GAP);
      if (wide * high > MOST_PIXELS) {
        throw new IllegalArgumentException(
            "a sheet holds at most " + MOST_PIXELS + " pixels, got " + wide + " x " + high);
      }
      width = (int) wide;
      height = (int) high;
      samples = new byte[width * height * shape.channels()];
      Arrays.fill(samples, (byte) 255);
    }

    byte[] draw(List<Matrix> lines) {
      ImageShape shape = pictures.shape();
      for (int line = 0; line < lines.size(); line++) {
        int top = GAP + line * (factor * shape.height() + GAP);
        for (int i = 0; i < lines.get(line).rows(); i++) {
          int left = GAP + i * (factor * shape.width() + GAP);
          draw(pictures.spread(lines.get(line).row(i), pictures.low()), top, left);
        }
      }
      return Png.encode(width, height, shape.channels(), samples);
    }

    private void draw(double[] image, int top, int left) {
      ImageShape shape = pictures.shape();
      int channels = shape.channels();
      double range = pictures.high() > pictures.low() ? pictures.high() - pictures.low() : 1;
      for (int y = 0; y < factor * shape.height(); y++) {
        for (int x = 0; x < factor * shape.width(); x++) {
          int from = ((y / factor) * shape.width() + x / factor) * channels;
          int to = ((top + y) * width + left + x) * channels;
          for (int c = 0; c < channels; c++) {
            double share = (image[from + c] - pictures.low()) / range;
            samples[to + c] = (byte) Math.round(255 * Math.max(0, Math.min(1, share)));
          }
        }
      }
    }
  }
}
