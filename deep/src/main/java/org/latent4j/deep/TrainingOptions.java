package org.latent4j.deep;

import java.util.Locale;

/**
 * How long and how a network is trained. Immutable.
 *
 * @param epochs passes over the rows, at least 1; 0 for as many as make 20,000 steps, at least 50
 *     and at most 1,000, or for no bound where minutes are given
 * @param minutes most wall time of the training; 0 for no bound. A training that time ends can
 *     differ from run to run
 * @param batchSize rows per step, at least 2; 0 for 128, or an eighth of fewer than 1,024 rows
 * @param learningRate step size of Adam, above 0
 * @param patience epochs without a better held-out bound after which training ends, at least 1; 0
 *     for the greater of 10 epochs and 1,000 steps
 * @param device what the network is trained on
 */
public record TrainingOptions(
    int epochs, double minutes, int batchSize, double learningRate, int patience, Device device) {

  private static final double LEARNING_RATE = 1e-3;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public TrainingOptions {
    require(epochs >= 0, "epochs must be at least 1, or 0 for automatic, got %s", epochs);
    require(
        minutes >= 0 && minutes < Double.POSITIVE_INFINITY,
        "minutes must be finite and above 0, or 0 for no bound, got %s",
        minutes);
    require(
        batchSize == 0 || batchSize >= 2,
        "batchSize must be at least 2, or 0 for automatic, got %s",
        batchSize);
    require(
        learningRate > 0 && learningRate < Double.POSITIVE_INFINITY,
        "learningRate must be finite and above 0, got %s",
        learningRate);
    require(patience >= 0, "patience must be at least 1, or 0 for automatic, got %s", patience);
  }

  /**
   * Automatic epochs, batches and patience; a learning rate of 0.001.
   *
   * @return the defaults
   */
  public static TrainingOptions defaults() {
    return new TrainingOptions(0, 0, 0, LEARNING_RATE, 0, Device.AUTO);
  }

  /**
   * With another number of epochs.
   *
   * @param newEpochs at least 1, or 0 for automatic
   * @return a copy
   */
  public TrainingOptions withEpochs(int newEpochs) {
    return new TrainingOptions(newEpochs, minutes, batchSize, learningRate, patience, device);
  }

  /**
   * With another bound of time.
   *
   * @param newMinutes above 0, or 0 for none
   * @return a copy
   */
  public TrainingOptions withMinutes(double newMinutes) {
    return new TrainingOptions(epochs, newMinutes, batchSize, learningRate, patience, device);
  }

  /**
   * With batches of another size.
   *
   * @param newBatchSize at least 2, or 0 for automatic
   * @return a copy
   */
  public TrainingOptions withBatchSize(int newBatchSize) {
    return new TrainingOptions(epochs, minutes, newBatchSize, learningRate, patience, device);
  }

  /**
   * With another learning rate.
   *
   * @param newLearningRate above 0
   * @return a copy
   */
  public TrainingOptions withLearningRate(double newLearningRate) {
    return new TrainingOptions(epochs, minutes, batchSize, newLearningRate, patience, device);
  }

  /**
   * With other patience.
   *
   * @param newPatience epochs, at least 1, or 0 for automatic
   * @return a copy
   */
  public TrainingOptions withPatience(int newPatience) {
    return new TrainingOptions(epochs, minutes, batchSize, learningRate, newPatience, device);
  }

  /**
   * With another device.
   *
   * @param newDevice what the network is trained on
   * @return a copy
   */
  public TrainingOptions withDevice(Device newDevice) {
    return new TrainingOptions(epochs, minutes, batchSize, learningRate, patience, newDevice);
  }

  private static void require(boolean holds, String sentence, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, sentence, value));
    }
  }
}
