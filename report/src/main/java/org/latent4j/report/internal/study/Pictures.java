package org.latent4j.report.internal.study;

import java.util.Optional;
import org.latent4j.data.DataSummary;
import org.latent4j.data.ImageShape;
import org.latent4j.data.Schema;

/**
 * Where the features of a row stand in the image that the row is. Pixels that are no features,
 * because they are the same in every row, are left blank.
 */
public final class Pictures {

  private final ImageShape shape;
  private final int[] pixels;
  private final double low;
  private final double high;

  private Pictures(ImageShape shape, int[] pixels, double low, double high) {
    this.shape = shape;
    this.pixels = pixels;
    this.low = low;
    this.high = high;
  }

  /**
   * Finds the pixels of a schema.
   *
   * @param schema the columns
   * @param summary of the rows
   * @return nothing when rows are no images, or not all pixels are among the columns
   */
  static Optional<Pictures> of(Schema schema, DataSummary summary) {
    return of(schema, least(summary.minima()), -least(negated(summary.maxima())));
  }

  /**
   * Finds the pixels of a schema.
   *
   * @param schema the columns
   * @param low is drawn black
   * @param high is drawn white
   * @return nothing when rows are no images, or not all pixels are among the columns
   */
  public static Optional<Pictures> of(Schema schema, double low, double high) {
    return schema
        .image()
        .filter(shape -> shape.channels() == 1 || shape.channels() == 3)
        .flatMap(shape -> schema.pixels().map(pixels -> new Pictures(shape, pixels, low, high)));
  }

  /**
   * Shape of the images.
   *
   * @return height, width and channels
   */
  public ImageShape shape() {
    return shape;
  }

  /**
   * Least value of any pixel, which is drawn black.
   *
   * @return in the user's units
   */
  public double low() {
    return low;
  }

  /**
   * Greatest value of any pixel, which is drawn white.
   *
   * @return in the user's units
   */
  public double high() {
    return high;
  }

  /**
   * Whether some pixels are no features.
   *
   * @return whether pictures have blank pixels
   */
  public boolean hasBlanks() {
    return pixels.length < shape.size();
  }

  /**
   * The values of an image.
   *
   * @param features of one row
   * @param blank what stands where there is no feature
   * @return one value for each place of the image
   */
  public double[] spread(double[] features, double blank) {
    double[] image = new double[shape.size()];
    java.util.Arrays.fill(image, blank);
    for (int j = 0; j < pixels.length; j++) {
      image[pixels[j]] = features[j];
    }
    return image;
  }

  private static double least(double[] values) {
    double least = Double.POSITIVE_INFINITY;
    for (double value : values) {
      least = Math.min(least, value);
    }
    return least;
  }

  private static double[] negated(double[] values) {
    return java.util.Arrays.stream(values).map(v -> -v).toArray();
  }
}
