package org.latent4j.formats;

import java.util.Locale;
import java.util.Optional;

/**
 * What is done to the images of a folder or a zip, so that rows of one length come out. Immutable.
 */
public final class ImageOptions {

  private static final ImageOptions AS_THEY_ARE = new ImageOptions(Optional.empty(), false);

  private final Optional<Size> size;
  private final boolean grey;

  private ImageOptions(Optional<Size> size, boolean grey) {
    this.size = size;
    this.grey = grey;
  }

  /**
   * How large images are.
   *
   * @param height in pixels, at least 1
   * @param width in pixels, at least 1
   */
  public record Size(int height, int width) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public Size {
      if (height < 1 || width < 1) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "height and width of images must be at least 1, got %d x %d",
                height,
                width));
      }
    }

    @Override
    public String toString() {
      return height + " x " + width;
    }
  }

  /**
   * Images keep their size, which must be one, and their colours.
   *
   * @return the options
   */
  public static ImageOptions asTheyAre() {
    return AS_THEY_ARE;
  }

  /**
   * Brings all images to one size: each pixel becomes the mean of the area that it covers. The
   * proportions are not kept.
   *
   * @param value what they are brought to
   * @return changed options
   */
  public ImageOptions withSize(Size value) {
    return new ImageOptions(Optional.of(value), grey);
  }

  /**
   * Makes all images grey: 0.299 of red, 0.587 of green and 0.114 of blue (ITU-R BT.601).
   *
   * @return changed options
   */
  public ImageOptions withGrey() {
    return new ImageOptions(size, true);
  }

  /**
   * What the images are brought to.
   *
   * @return the size, or nothing when they keep their own
   */
  public Optional<Size> size() {
    return size;
  }

  /**
   * Whether all become grey.
   *
   * @return false when they keep their colours
   */
  public boolean isGrey() {
    return grey;
  }
}
