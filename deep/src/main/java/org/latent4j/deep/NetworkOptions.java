package org.latent4j.deep;

import java.util.List;
import java.util.Locale;

/**
 * What the encoder of an auto-encoder consists of; its decoder has the same in reverse. Immutable.
 *
 * @param kind of the layers before the hidden ones
 * @param hidden widths of the dense hidden layers, first to last; without any, and of a dense kind,
 *     a network is an affine map
 * @param activation what stands between layers
 * @param channels of the images that convolutions make, each half as high and wide as the one
 *     before; none of a dense kind
 * @param blocks residual blocks after each convolution of a residual kind, else 0
 */
public record NetworkOptions(
    Kind kind, List<Integer> hidden, Activation activation, List<Integer> channels, int blocks) {

  /** What a network makes of a row first. */
  public enum Kind {
    /** Nothing: all features go to the hidden layers at once. */
    DENSE,
    /** Smaller images of more channels, by convolutions of 4 × 4 pixels with a stride of 2. */
    CONVOLUTIONAL,
    /** The same, with blocks x + f(x) of two convolutions of 3 × 3 pixels after each. */
    RESIDUAL
  }

  private static final int HIDDEN = 256;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public NetworkOptions {
    hidden = List.copyOf(hidden);
    channels = List.copyOf(channels);
    for (int width : hidden) {
      require(width >= 1, "hidden widths must be at least 1, got %s", width);
    }
    for (int count : channels) {
      require(count >= 1, "channels must be at least 1, got %s", count);
    }
    require(
        kind == Kind.DENSE ? channels.isEmpty() : !channels.isEmpty(),
        "channels go with convolutional and residual networks, which need at least one, got %s",
        channels);
    require(
        kind == Kind.RESIDUAL ? blocks >= 1 : blocks == 0,
        "blocks go with residual networks, which need at least one, got %s",
        blocks);
  }

  /**
   * One dense hidden layer of 256.
   *
   * @return the defaults
   */
  public static NetworkOptions defaults() {
    return dense(Activation.RELU, HIDDEN);
  }

  /**
   * Dense layers.
   *
   * @param activation what stands between layers
   * @param hidden widths of the encoder's hidden layers, first to last; none for affine maps
   * @return those options
   */
  public static NetworkOptions dense(Activation activation, Integer... hidden) {
    return new NetworkOptions(Kind.DENSE, List.of(hidden), activation, List.of(), 0);
  }

  /**
   * The same hidden layers behind convolutions.
   *
   * @param newChannels of the images they make, each half as high and wide as the one before
   * @return a copy
   */
  public NetworkOptions withConvolutions(Integer... newChannels) {
    return new NetworkOptions(Kind.CONVOLUTIONAL, hidden, activation, List.of(newChannels), 0);
  }

  /**
   * With residual blocks after each convolution.
   *
   * @param newBlocks at least 1
   * @return a copy
   */
  public NetworkOptions withBlocks(int newBlocks) {
    return new NetworkOptions(Kind.RESIDUAL, hidden, activation, channels, newBlocks);
  }

  private static void require(boolean holds, String sentence, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, sentence, value));
    }
  }
}
