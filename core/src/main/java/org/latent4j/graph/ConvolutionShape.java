package org.latent4j.graph;

import java.util.Arrays;
import java.util.Locale;

/**
 * Sizes of a convolution between a large image and a small one of as many channels as there are
 * filters. An image is a row of numbers, pixel by pixel, channels last. Each place of the small
 * image looks at a patch of kernel × kernel pixels of the large one, patches start stride pixels
 * apart, and what lies beyond the border is 0: (kernel − 1)/2 pixels before the first, rounded
 * down. A transposed convolution goes from the small image to the large one and adds patches up.
 *
 * @param height of the large image in pixels, at least 1
 * @param width of the large image in pixels, at least 1
 * @param channels of the large image, at least 1
 * @param filters channels of the small image, at least 1
 * @param kernel side of a patch in pixels, at least 1
 * @param stride between patches in pixels, from 1 to kernel, so that every pixel is seen
 */
public record ConvolutionShape(
    int height, int width, int channels, int filters, int kernel, int stride) {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if one is out of range, or the image is smaller than a stride
   */
  public ConvolutionShape {
    if (height < 1 || width < 1 || channels < 1 || filters < 1 || kernel < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "sizes of a convolution must be at least 1, got %d x %d x %d, %d filters, kernel %d",
              height,
              width,
              channels,
              filters,
              kernel));
    }
    int least = kernel - 2 * ((kernel - 1) / 2);
    if (stride < 1 || stride > kernel || Math.min(height, width) < least) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the stride must be from 1 to %d (kernel) and the image at least %d pixels wide and"
                  + " high, got stride %d and %d x %d pixels",
              kernel,
              least,
              stride,
              height,
              width));
    }
    Math.multiplyExact(Math.multiplyExact(height, width), Math.max(channels, filters));
    Math.multiplyExact(Math.multiplyExact(kernel, kernel), channels);
  }

  private int small(int side) {
    return (side + 2 * padding() - kernel) / stride + 1;
  }

  /**
   * Pixels of 0 before the first.
   *
   * @return (kernel − 1)/2, rounded down
   */
  public int padding() {
    return (kernel - 1) / 2;
  }

  /**
   * Height of the small image.
   *
   * @return in pixels
   */
  public int smallHeight() {
    return small(height);
  }

  /**
   * Width of the small image.
   *
   * @return in pixels
   */
  public int smallWidth() {
    return small(width);
  }

  /**
   * How many numbers the large image has.
   *
   * @return height · width · channels
   */
  public int largeSize() {
    return height * width * channels;
  }

  /**
   * How many numbers the small image has.
   *
   * @return its height · its width · filters
   */
  public int smallSize() {
    return places() * filters;
  }

  /**
   * How many patches there are.
   *
   * @return pixels of the small image
   */
  public int places() {
    return smallHeight() * smallWidth();
  }

  /**
   * How many numbers a patch has, row by row of the patch, channels last.
   *
   * @return kernel · kernel · channels
   */
  public int patchSize() {
    return kernel * kernel * channels;
  }

  /** Takes what lies in a row of a patch, and where. */
  private interface Run {
    void copy(int ofImage, int ofPatches, int length);
  }

  /**
   * Copies all patches of a large image, one after the other.
   *
   * @param image holds the image from a place on
   * @param from that place
   * @param patches takes {@link #places} · {@link #patchSize} numbers from a place on
   * @param to that place
   */
  public void gather(double[] image, int from, double[] patches, int to) {
    Arrays.fill(patches, to, to + places() * patchSize(), 0);
    visit((i, p, length) -> System.arraycopy(image, from + i, patches, to + p, length));
  }

  /**
   * Adds all patches to a large image.
   *
   * @param patches holds {@link #places} · {@link #patchSize} numbers from a place on
   * @param from that place
   * @param image is added to from a place on
   * @param to that place
   */
  public void scatter(double[] patches, int from, double[] image, int to) {
    visit(
        (i, p, length) -> {
          for (int j = 0; j < length; j++) {
            image[to + i + j] += patches[from + p + j];
          }
        });
  }

  private void visit(Run run) {
    int place = 0;
    int smallHeight = smallHeight();
    int smallWidth = smallWidth();
    for (int y = 0; y < smallHeight; y++) {
      for (int x = 0; x < smallWidth; x++, place++) {
        int left = x * stride - padding();
        int first = Math.max(0, -left);
        int last = Math.min(kernel, width - left);
        for (int k = 0; k < kernel; k++) {
          int row = y * stride - padding() + k;
          if (row >= 0 && row < height) {
            run.copy(
                (row * width + left + first) * channels,
                place * patchSize() + (k * kernel + first) * channels,
                (last - first) * channels);
          }
        }
      }
    }
  }
}
