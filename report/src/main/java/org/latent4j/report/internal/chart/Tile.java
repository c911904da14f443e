package org.latent4j.report.internal.chart;

import org.latent4j.data.ImageShape;
import org.latent4j.report.internal.page.Markup;

/** Draws a row that is an image. */
public final class Tile {

  private static final int SIDE = 56;
  private static final double[] NEGATIVE = {0, 114, 178};
  private static final double[] ZERO = {247, 247, 247};
  private static final double[] POSITIVE = {213, 94, 0};

  private Tile() {}

  /**
   * Draws an image as it is.
   *
   * @param page where to
   * @param shape of the image, of 1 or 3 channels
   * @param values of the image; those beyond the ends are drawn as the ends
   * @param low is drawn black
   * @param high is drawn white
   * @param words what it is, for those who cannot see it; empty if the text around it says so
   */
  public static void picture(
      Markup page, ImageShape shape, double[] values, double low, double high, String words) {
    byte[] samples = new byte[values.length];
    double range = high > low ? high - low : 1;
    for (int i = 0; i < samples.length; i++) {
      samples[i] = level(255 * (values[i] - low) / range);
    }
    write(page, shape, shape.channels(), samples, words);
  }

  /**
   * Draws values of either sign: blue below zero, near white at zero, orange above. Channels are
   * averaged.
   *
   * @param page where to
   * @param shape of the image
   * @param values of the image
   * @param most size of the value that has full colour
   * @param words what it is
   */
  public static void signed(
      Markup page, ImageShape shape, double[] values, double most, String words) {
    int channels = shape.channels();
    byte[] samples = new byte[3 * values.length / channels];
    for (int p = 0; p < values.length / channels; p++) {
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += values[p * channels + c];
      }
      double share = most > 0 ? Math.max(-1, Math.min(1, sum / channels / most)) : 0;
      double[] end = share < 0 ? NEGATIVE : POSITIVE;
      for (int c = 0; c < 3; c++) {
        samples[3 * p + c] = level(ZERO[c] + Math.abs(share) * (end[c] - ZERO[c]));
      }
    }
    write(page, shape, 3, samples, words);
  }

  private static byte level(double value) {
    return (byte) Math.round(Math.max(0, Math.min(255, value)));
  }

  private static void write(
      Markup page, ImageShape shape, int channels, byte[] samples, String words) {
    int longest = Math.max(shape.height(), shape.width());
    page.empty(
        "img",
        "class",
        "tile",
        "src",
        Png.dataUri(shape.width(), shape.height(), channels, samples),
        "width",
        Math.max(1, SIDE * shape.width() / longest),
        "height",
        Math.max(1, SIDE * shape.height() / longest),
        "alt",
        words);
  }
}
