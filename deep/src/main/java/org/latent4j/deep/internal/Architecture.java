package org.latent4j.deep.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.DataException;
import org.latent4j.data.ImageShape;
import org.latent4j.data.Schema;
import org.latent4j.deep.Activation;
import org.latent4j.deep.NetworkOptions;
import org.latent4j.graph.ConvolutionShape;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * Networks at the start of a training. Weights are uniform within ±√(6/(inputs + outputs)) of a
 * number of a layer (Glorot and Bengio 2010, equation 16), the last of a residual branch 0, so that
 * a block starts as the identity.
 */
final class Architecture {

  private static final int KERNEL = 4;
  private static final int STRIDE = 2;
  private static final int BLOCK_KERNEL = 3;

  private final NetworkOptions options;
  private final int features;
  private final Optional<int[]> pixels;
  private final List<ConvolutionShape> shapes = new ArrayList<>();

  /**
   * Finds the sizes of all layers.
   *
   * @throws DataException if convolutions are wanted of rows that are no images, or too small ones
   */
  Architecture(NetworkOptions options, Schema schema) {
    this.options = options;
    features = schema.featureCount();
    boolean images = options.kind() != NetworkOptions.Kind.DENSE;
    pixels = images ? schema.pixels() : Optional.empty();
    if (!images) {
      return;
    }
    if (pixels.isEmpty()) {
      throw new DataException(
          "convolutions need rows that are images, but these are "
              + features
              + " columns; take a dense network");
    }
    ImageShape image = schema.image().orElseThrow();
    int height = image.height();
    int width = image.width();
    int channels = image.channels();
    for (int filters : options.channels()) {
      if (Math.min(height, width) < STRIDE) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "images of %d x %d pixels can be halved %d times at most, but channels are given"
                    + " for %d",
                image.height(),
                image.width(),
                shapes.size(),
                options.channels().size()));
      }
      ConvolutionShape shape =
          new ConvolutionShape(height, width, channels, filters, KERNEL, STRIDE);
      shapes.add(shape);
      height = shape.smallHeight();
      width = shape.smallWidth();
      channels = filters;
    }
  }

  private boolean isWhole() {
    return pixels.isEmpty() || pixels.get().length == shapes.get(0).largeSize();
  }

  /** From rows to some numbers for codes. */
  Network encoder(int outputs, SeededRandom random) {
    Stack stack = new Stack(features, options.activation(), random);
    if (!isWhole()) {
      stack.add(SelectLayer.placing(pixels.orElseThrow(), shapes.get(0).largeSize()));
    }
    for (ConvolutionShape shape : shapes) {
      stack.convolution(shape, ConvolutionLayer.Direction.DOWN);
      stack.activation();
      stack.blocks(options.blocks(), shape);
    }
    for (int width : options.hidden()) {
      stack.dense(width);
      stack.activation();
    }
    stack.dense(outputs);
    return stack.network();
  }

  /** From codes to an output for each feature. */
  Network decoder(int latent, SeededRandom random) {
    Stack stack = new Stack(latent, options.activation(), random);
    for (int i = options.hidden().size() - 1; i >= 0; i--) {
      stack.dense(options.hidden().get(i));
      stack.activation();
    }
    if (shapes.isEmpty()) {
      stack.dense(features);
      return stack.network();
    }
    stack.dense(shapes.get(shapes.size() - 1).smallSize());
    for (int i = shapes.size() - 1; i >= 0; i--) {
      stack.activation();
      stack.blocks(options.blocks(), shapes.get(i));
      stack.convolution(shapes.get(i), ConvolutionLayer.Direction.UP);
    }
    if (!isWhole()) {
      stack.add(new SelectLayer(shapes.get(0).largeSize(), pixels.orElseThrow()));
    }
    return stack.network();
  }

  /** Dense layers alone. */
  static Network dense(
      int inputs, List<Integer> hidden, int outputs, Activation activation, SeededRandom random) {
    Stack stack = new Stack(inputs, activation, random);
    for (int width : hidden) {
      stack.dense(width);
      stack.activation();
    }
    stack.dense(outputs);
    return stack.network();
  }

  /** Layers, each as wide as the one before leaves it. */
  private static final class Stack {
    private final List<Layer> layers = new ArrayList<>();
    private final Activation activation;
    private final SeededRandom random;
    private int width;

    Stack(int inputs, Activation activation, SeededRandom random) {
      this.width = inputs;
      this.activation = activation;
      this.random = random;
    }

    Network network() {
      return new Network(layers);
    }

    void add(Layer layer) {
      layers.add(layer);
      width = layer.outputs();
    }

    void activation() {
      add(new ActivationLayer(activation, width));
    }

    void dense(int outputs) {
      add(new DenseLayer(weights(width, outputs, outputs, width + (double) outputs)));
    }

    void convolution(ConvolutionShape shape, ConvolutionLayer.Direction direction) {
      int k = shape.kernel() * shape.kernel();
      double seen =
          k * (shape.channels() + (double) shape.filters() / (shape.stride() * shape.stride()));
      boolean down = direction == ConvolutionLayer.Direction.DOWN;
      Weights weights =
          down
              ? weights(shape.patchSize(), shape.filters(), shape.filters(), seen)
              : weights(shape.filters(), shape.patchSize(), shape.channels(), seen);
      add(new ConvolutionLayer(shape, direction, weights));
    }

    private Weights weights(int rows, int columns, int added, double fans) {
      double limit = Math.sqrt(6 / fans);
      double[] values = new double[Math.multiplyExact(rows, columns)];
      for (int i = 0; i < values.length; i++) {
        values[i] = limit * (2 * random.nextDouble() - 1);
      }
      return new Weights(Matrix.wrap(rows, columns, values), new double[added]);
    }

    /** Residual blocks on the small image of a convolution. */
    void blocks(int count, ConvolutionShape after) {
      ConvolutionShape shape =
          new ConvolutionShape(
              after.smallHeight(),
              after.smallWidth(),
              after.filters(),
              after.filters(),
              BLOCK_KERNEL,
              1);
      for (int i = 0; i < count; i++) {
        Stack branch = new Stack(width, activation, random);
        branch.convolution(shape, ConvolutionLayer.Direction.DOWN);
        branch.activation();
        Weights none =
            new Weights(
                Matrix.zeros(shape.patchSize(), shape.filters()), new double[shape.filters()]);
        branch.add(new ConvolutionLayer(shape, ConvolutionLayer.Direction.DOWN, none));
        add(new ResidualLayer(branch.network()));
        activation();
      }
    }
  }
}
