package org.latent4j.benchmarks;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.latent4j.linalg.internal.Blas;
import org.latent4j.linalg.internal.NativeDoubles;

/**
 * What a machine can do at most.
 *
 * @param threads that work
 * @param flops floating point operations per second in products of large matrices
 * @param bytes that are read per second from memory
 */
record Limits(int threads, double flops, double bytes) {

  private static final int SIZE = 1000;
  private static final int READ = 1 << 25;
  private static final int REPETITIONS = 7;

  static Limits measure(int threads) {
    double product =
        best(
            threads,
            () -> {
              try (NativeDoubles a = ones(SIZE * SIZE);
                  NativeDoubles b = ones(SIZE * SIZE);
                  NativeDoubles c = ones(SIZE * SIZE)) {
                return timed(
                    () ->
                        Blas.dgemm(
                            Blas.Transpose.NO,
                            Blas.Transpose.NO,
                            SIZE,
                            SIZE,
                            SIZE,
                            1,
                            a,
                            0,
                            SIZE,
                            b,
                            0,
                            SIZE,
                            0,
                            c,
                            0,
                            SIZE));
              }
            });
    double reading =
        best(
            threads,
            () -> {
              double[] values = new double[READ];
              Arrays.fill(values, 1);
              return timed(() -> sink = sum(values));
            });
    return new Limits(
        threads, threads * 2.0 * SIZE * SIZE * SIZE / product, threads * 8.0 * READ / reading);
  }

  private static NativeDoubles ones(int length) {
    NativeDoubles array = NativeDoubles.allocate(length);
    array.fill(0, length, 1);
    return array;
  }

  /** Something that says how long it took. */
  private interface Work {
    double seconds();
  }

  /** The best mean over threads that work at the same time. */
  private static double best(int threads, Work work) {
    double best = Double.POSITIVE_INFINITY;
    for (int r = 0; r < REPETITIONS; r++) {
      double mean =
          IntStream.range(0, threads).parallel().mapToDouble(t -> work.seconds()).sum() / threads;
      best = Math.min(best, mean);
    }
    return best;
  }

  private static double timed(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e9;
  }

  private static volatile double sink;

  /** Eight sums, so that reading is what takes the time. */
  private static double sum(double[] values) {
    double[] sums = new double[8];
    for (int i = 0; i < values.length; i += 8) {
      for (int lane = 0; lane < 8; lane++) {
        sums[lane] += values[i + lane];
      }
    }
    return Arrays.stream(sums).sum();
  }
}
