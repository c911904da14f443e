package org.latent4j.deep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ImageShape;
import org.latent4j.data.Schema;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.Setting;
import org.latent4j.model.Settings;

/** Options that the families of this package share. */
final class DeepSettings {

  static final String ACTIVATION = "activation";
  private static final String DEVIATION = "deviation";
  private static final String LIKELIHOOD = "likelihood";
  private static final String LATENT = "latent";
  private static final String NETWORK = "network";
  private static final String CHANNELS = "channels";
  private static final String HALVINGS = "halvings";
  private static final String BLOCKS = "blocks";
  private static final String HIDDEN = "hidden";
  private static final String LAYERS = "layers";
  private static final String EPOCHS = "epochs";
  private static final String MINUTES = "minutes";
  private static final String BATCH = "batch";
  private static final String LEARNING_RATE = "learning-rate";
  private static final String PATIENCE = "patience";
  private static final String DEVICE = "device";
  private static final int NUMBERS_OF_A_ROW = 8;
  private static final int WIDE = 100;
  private static final int LARGE_CODE = 20;
  private static final int NARROW_HIDDEN = 64;
  private static final int WIDE_HIDDEN = 400;
  private static final int CHANNELS_AT_FIRST = 32;
  private static final int SMALL_IMAGE = 8;
  private static final int FEW_NUMBERS = 256;
  private static final int MOST_HALVINGS = 16;

  private DeepSettings() {}

  /** Options of encoder, decoder and likelihood. */
  static List<Setting> design() {
    List<Setting> settings = new ArrayList<>();
    settings.add(
        Setting.integer(
            LATENT,
            0,
            0,
            "Number of latent dimensions; 0 takes 20 for 100 columns and more, else a third of the"
                + " columns, at least 1."));
    settings.add(
        Setting.choice(
            NETWORK,
            List.of("auto", "dense", "convolutional", "residual"),
            "What comes before the hidden layers: nothing, convolutions of images, or those with"
                + " residual blocks; auto takes convolutional for images of up to"
                + " 256 numbers, else dense."));
    settings.add(
        Setting.integer(
            CHANNELS,
            CHANNELS_AT_FIRST,
            1,
            "Channels of the first convolution; each further one has twice as many."));
    settings.add(
        Setting.integer(
            HALVINGS,
            0,
            0,
            "Convolutions, each of which halves height and width; 0 takes as many as lead to 8"
                + " pixels or fewer, at least 1."));
    settings.add(Setting.integer(BLOCKS, 1, 1, "Residual blocks after each convolution."));
    settings.addAll(layers());
    settings.add(likelihoodSetting());
    settings.add(
        Setting.number(
            DEVIATION, 0, 0, "Standard deviation of the isotropic likelihood; 0 learns it."));
    return settings;
  }

  static List<Setting> layers() {
    return List.of(
        Setting.integer(
            HIDDEN,
            0,
            0,
            "Width of the hidden layers; 0 takes 400 for 100 columns and more, else 64."),
        Setting.integer(LAYERS, 1, 0, "Hidden layers of each network; 0 for affine maps."),
        Setting.choice(
            ACTIVATION, List.of("relu", "tanh", "softplus"), "What stands between the layers."));
  }

  private static Setting likelihoodSetting() {
    return Setting.choice(
        LIKELIHOOD,
        List.of("auto", "bernoulli", "gaussian", "isotropic", "logistic"),
        "Distribution of a row about its decoded code: 0 and 1, normal with a variance for each"
            + " column, or with one for all, or logistic and rounded to the steps of each column,"
            + " as of bytes; auto takes bernoulli for images and binary columns,"
            + " else gaussian.");
  }

  static List<Setting> training() {
    return List.of(
        Setting.integer(
            EPOCHS, 0, 0, "Most passes over the rows; 0 takes as many as make 20,000 steps."),
        Setting.number(MINUTES, 0, 0, "Most wall time of the training; 0 sets no bound of time."),
        Setting.integer(
            BATCH,
            0,
            0,
            "Rows per step; 0 takes 128, or fewer for few rows. Threads share steps of 256 and more."),
        Setting.number(LEARNING_RATE, 1e-3, Double.MIN_VALUE, "Step size of the optimiser."),
        Setting.integer(
            PATIENCE,
            0,
            0,
            "Epochs without a better held-out bound before the step size is reduced, twice, and"
                + " then training ends; 0 takes 10 epochs, or 1,000 steps where those are more."),
        Setting.choice(
            DEVICE,
            List.of("auto", "cpu", "cuda"),
            "What trains: the processor, or a graphics card of NVIDIA; auto takes the card where"
                + " LibTorch comes with its natives for one and sees it."));
  }

  static TrainingOptions trainingOptions(Settings settings) {
    return TrainingOptions.defaults()
        .withEpochs(settings.integer(EPOCHS))
        .withMinutes(settings.number(MINUTES))
        .withBatchSize(settings.integer(BATCH))
        .withLearningRate(settings.number(LEARNING_RATE))
        .withPatience(settings.integer(PATIENCE))
        .withDevice(choice(Device.values(), settings, DEVICE));
  }

  static DeepDesign design(Schema schema, Settings settings) {
    return new DeepDesign(
        latentDimension(schema, settings),
        network(schema, settings),
        likelihood(settings),
        settings.number(DEVIATION));
  }

  private static NetworkOptions network(Schema schema, Settings settings) {
    Activation activation = choice(Activation.values(), settings, ACTIVATION);
    NetworkOptions dense =
        NetworkOptions.dense(activation, hidden(schema, settings).toArray(new Integer[0]));
    return switch (settings.text(NETWORK)) {
      case "dense" -> dense;
      case "convolutional" -> dense.withConvolutions(channels(schema, settings));
      case "residual" ->
          dense.withConvolutions(channels(schema, settings)).withBlocks(settings.integer(BLOCKS));
      default ->
          schema.pixels().isPresent() && side(schema) >= 2 && numbers(schema) <= FEW_NUMBERS
              ? dense.withConvolutions(channels(schema, settings))
              : dense;
    };
  }

  private static int numbers(Schema schema) {
    return schema.image().map(ImageShape::size).orElse(0);
  }

  private static int side(Schema schema) {
    return schema.image().map(i -> Math.min(i.height(), i.width())).orElse(0);
  }

  private static Integer[] channels(Schema schema, Settings settings) {
    int halvings = settings.integer(HALVINGS);
    int automatic = 1;
    while (side(schema) >> automatic > SMALL_IMAGE) {
      automatic++;
    }
    Integer[] channels = new Integer[Math.min(MOST_HALVINGS, halvings > 0 ? halvings : automatic)];
    Arrays.setAll(channels, i -> Math.multiplyExact(settings.integer(CHANNELS), 1 << i));
    return channels;
  }

  private static int latentDimension(Schema schema, Settings settings) {
    int latent = settings.integer(LATENT);
    int d = schema.featureCount();
    return latent > 0 ? latent : d >= WIDE ? LARGE_CODE : Math.max(1, d / 3);
  }

  static List<Integer> hidden(Schema schema, Settings settings) {
    int width = settings.integer(HIDDEN);
    int automatic = schema.featureCount() >= WIDE ? WIDE_HIDDEN : NARROW_HIDDEN;
    Integer[] widths = new Integer[settings.integer(LAYERS)];
    Arrays.fill(widths, width > 0 ? width : automatic);
    return List.of(widths);
  }

  private static Likelihood likelihood(Settings settings) {
    return settings.text(LIKELIHOOD).equals("auto")
        ? Likelihood.AUTOMATIC
        : choice(Likelihood.values(), settings, LIKELIHOOD);
  }

  static <E extends Enum<E>> E choice(E[] values, Settings settings, String name) {
    String word = settings.text(name).toUpperCase(Locale.ROOT);
    return Arrays.stream(values).filter(v -> v.name().equals(word)).findFirst().orElseThrow();
  }

  /** The rows in single precision, and a few numbers of each; networks live off the heap. */
  static double workingBytes(long rows, int features) {
    return rows * ((double) Float.BYTES * features + NUMBERS_OF_A_ROW * Double.BYTES);
  }

  /** Says why a schema is not made of numbers. */
  static Optional<String> refusal(String name, Schema schema) {
    if (schema.featureCount() < 1) {
      return Optional.of(name + " needs at least 1 numeric column, got 0");
    }
    return schema.features().stream()
        .filter(c -> c.kind() == ColumnKind.CATEGORICAL)
        .map(Column::name)
        .findFirst()
        .map(column -> name + " needs numbers, but column '" + column + "' holds words");
  }

  /** Turns any complaint about parts into one about the file. */
  static <M> M load(Supplier<M> reader) {
    try {
      return reader.get();
    } catch (ModelFormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(e.getMessage() + "; the file is damaged", e);
    }
  }
}
