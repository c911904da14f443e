package org.latent4j.deep.internal;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Workers;

/**
 * The threads that pass rows through a network. A batch is divided into parts by its size alone,
 * each part has random numbers of its own, and parts are added in order: the same bits for any
 * number of threads. Native memory of a part lives in a scope of its own. Closed by its owner.
 */
final class DataParallel implements AutoCloseable {

  /** Fewer rows at once would not pay: weights are read anew for each part. */
  private static final int PART_ROWS = 128;

  /** Each part has slopes of its own, as many as there are weights. */
  private static final int MOST_PARTS = 16;

  private static final int JUDGED_BATCH = 500;
  private static final int JUDGED_DRAWS = 1000;
  private static final double ACTIVE = 0.01;

  private final Trainable network;
  private final boolean divides;
  private final int threads;
  private final Queue<Batches> rooms = new ConcurrentLinkedQueue<>();
  private final Gradients gradients;

  /**
   * Takes room for every thread.
   *
   * @param largestBatch most rows of a step
   * @param width features of a row
   */
  DataParallel(Trainable network, int largestBatch, int width, int threads) {
    this.network = network;
    divides = network.parameters().device().is_cpu();
    this.threads = divides ? threads : 1;
    int room = Math.max(JUDGED_BATCH, largestBatch / parts(largestBatch) + 1);
    for (int t = 0; t < this.threads; t++) {
      rooms.add(new Batches(room, width, network.noiseWidth(), network.parameters().device()));
    }
    gradients = new Gradients(network.parameters().size(), parts(largestBatch));
  }

  /** A card is itself parallel. */
  private int parts(int rows) {
    return divides ? Math.max(1, Math.min(MOST_PARTS, rows / PART_ROWS)) : 1;
  }

  /** What held-out rows say of weights. */
  record Judgement(double bound, double divergence, int active) {}

  /** A piece of work that needs room for rows. */
  @FunctionalInterface
  private interface Task {
    void run(int number, Batches room);
  }

  @SuppressWarnings("try") // a scope is there to be closed
  private void forEach(int tasks, Task task) {
    Workers.forEach(
        threads,
        tasks,
        i -> {
          Batches room = rooms.remove();
          try (PointerScope scope = new PointerScope()) {
            task.run(i, room);
          } finally {
            rooms.add(room);
          }
        });
  }

  /**
   * Finds the slopes of the mean loss of a batch.
   *
   * @param weight of the divergence
   * @return the row of the data that is not finite, or −1
   */
  int differentiate(RowBatch batch, double weight) {
    int parts = parts(batch.size());
    int[] bad = new int[parts];
    forEach(
        parts,
        (p, room) -> {
          RowBatch part = batch.part(p, parts);
          Batches.Batch filled = room.fill(part);
          Trainable.Terms terms =
              network.terms(filled.rows(), filled.noise(), filled.weights(), weight);
          if (Double.isFinite(terms.loss().item_double())) {
            bad[p] = -1;
            Tensor share = terms.loss().mul(new Scalar((double) part.size() / batch.size()));
            network.parameters().differentiate(share, gradients.part(p));
          } else {
            bad[p] = part.row(firstBad(terms.bound()));
          }
        });
    return Arrays.stream(bad).filter(row -> row >= 0).findFirst().orElse(-1);
  }

  private static int firstBad(Tensor bound) {
    double[] values = values(bound);
    return IntStream.range(0, values.length)
        .filter(i -> !Double.isFinite(values[i]))
        .findFirst()
        .orElse(0);
  }

  /** Adds up what the parts of a batch found; gives the Euclidean norm of the slopes. */
  double gather(RowBatch batch) {
    return gradients.sum(parts(batch.size()), threads);
  }

  /**
   * Makes a step along the slopes.
   *
   * @param factor what slopes are multiplied by
   */
  void step(TrainingState state, double factor, double learningRate) {
    Adam.step(state, gradients.all(), factor, learningRate, threads);
    network.parameters().set(state.values);
  }

  /** The bound of the weights that the network has, on rows with the same noise each time. */
  @SuppressWarnings("try") // a guard is there to be closed
  Judgement judge(TrainingRows rows, SeededRandom random) {
    int n = rows.count();
    int[] order = new int[n * Math.max(1, JUDGED_DRAWS / n)];
    Arrays.setAll(order, i -> i % n);
    RowBatch all = new RowBatch(rows, order, 0, order.length, random);
    int parts = (order.length + JUDGED_BATCH - 1) / JUDGED_BATCH;
    Sums[] sums = new Sums[parts];
    forEach(
        parts,
        (p, room) -> {
          try (NoGradGuard guard = new NoGradGuard()) {
            Batches.Batch filled = room.fill(all.part(p, parts));
            sums[p] =
                Sums.of(
                    network.terms(filled.rows(), filled.noise(), filled.weights(), 1),
                    filled.weights());
          }
        });
    return judgement(sums);
  }

  /** What a part of the rows says. */
  private record Sums(double bound, double divergence, double weight, Matrix codes) {
    static Sums of(Trainable.Terms terms, Tensor weights) {
      return new Sums(
          terms.bound().mul(weights).sum().item_double(),
          terms.divergence().mul(weights).sum().item_double(),
          weights.sum().item_double(),
          Matrix.wrap(
              (int) terms.codes().size(0), (int) terms.codes().size(1), values(terms.codes())));
    }
  }

  private static Judgement judgement(Sums[] sums) {
    double bound = 0;
    double divergence = 0;
    double total = 0;
    CodeSpread spread = new CodeSpread(sums[0].codes());
    for (Sums part : sums) {
      bound += part.bound();
      divergence += part.divergence();
      total += part.weight();
      spread.add(part.codes());
    }
    double mean = bound / total;
    return new Judgement(
        Double.isNaN(mean) ? Double.NEGATIVE_INFINITY : mean,
        divergence / total,
        spread.above(ACTIVE));
  }

  private static double[] values(Tensor tensor) {
    float[] floats = new float[(int) tensor.numel()];
    tensor.cpu().contiguous().data_ptr_float().get(floats);
    double[] values = new double[floats.length];
    Arrays.setAll(values, i -> floats[i]);
    return values;
  }

  @Override
  public void close() {
    rooms.forEach(Batches::close);
  }
}
