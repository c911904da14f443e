package org.latent4j.data;

import java.util.Locale;

/**
 * Says that the features of a row are the pixels of an image, row by row, channels last.
 *
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 * @param channels 1 for grey, 3 for colour
 */
public record ImageShape(int height, int width, int channels) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public ImageShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "image height, width and channels must be at least 1, got %d x %d x %d",
              height,
              width,
              channels));
    }
  }

  /**
   * Number of values in one image.
   *
   * @return height · width · channels
   */
  public int size() {
    return Math.multiplyExact(Math.multiplyExact(height, width), channels);
  }
}
