package org.latent4j.linalg;

import java.util.BitSet;

/**
 * A stream of random numbers that a seed determines completely: the same bits on every Java version
 * and platform.
 *
 * <p>The generator is xoshiro256++ (Blackman and Vigna 2021, "Scrambled linear pseudorandom number
 * generators", doi:10.1145/3460772) with period 2^256 - 1, its state filled from the seed by
 * SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195). Everything beyond integers
 * uses only +, -, ·, /, square roots and {@link StrictMath}, whose results are fixed by
 * specification.
 *
 * <p>{@link #split(long)} names independent streams by a key, whatever has been drawn before, so
 * that block i of start j has its own stream on any thread: {@code random.split(j).split(i)}. An
 * instance is not for sharing between threads.
 */
public final class SeededRandom {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1p-53;

  private final long seed;
  private long s0;
  private long s1;
  private long s2;
  private long s3;
  private long splits;

  /**
   * Creates the stream of a seed.
   *
   * @param seed any number
   */
  public SeededRandom(long seed) {
    this.seed = seed;
    long state = seed;
    this.s0 = mix(state += GOLDEN_GAMMA);
    this.s1 = mix(state += GOLDEN_GAMMA);
    this.s2 = mix(state += GOLDEN_GAMMA);
    this.s3 = mix(state += GOLDEN_GAMMA);
  }

  /** The generator in a given state, not all zero. */
  SeededRandom(long s0, long s1, long s2, long s3) {
    this.seed = s0;
    this.s0 = s0;
    this.s1 = s1;
    this.s2 = s2;
    this.s3 = s3;
  }

  /**
   * Returns 64 random bits.
   *
   * @return any long, all equally likely
   */
  public long nextLong() {
    long result = Long.rotateLeft(s0 + s3, 23) + s0;
    long t = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }

  /**
   * Returns a uniform integer, without the bias of a remainder (Lemire 2019, "Fast random integer
   * generation in an interval", doi:10.1145/3230636).
   *
   * @param bound exclusive upper bound, at least 1
   * @return an integer from 0 to bound - 1
   * @throws IllegalArgumentException if the bound is not positive
   */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be at least 1, got " + bound);
    }
    long product = (nextLong() >>> 32) * bound;
    long fraction = product & 0xFFFFFFFFL;
    if (fraction < bound) {
      long rejected = (1L << 32) % bound;
      while (fraction < rejected) {
        product = (nextLong() >>> 32) * bound;
        fraction = product & 0xFFFFFFFFL;
      }
    }
    return (int) (product >>> 32);
  }

  /**
   * Returns a uniform number that may be 0.
   *
   * @return a multiple of 2^-53 in [0, 1)
   */
  public double nextDouble() {
    return (nextLong() >>> 11) * UNIT;
  }

  /**
   * Returns a uniform number that is never 0 nor 1, so that its logarithm is finite.
   *
   * @return an odd multiple of 2^-53 in (0, 1)
   */
  public double nextOpenDouble() {
    return ((nextLong() >>> 11) | 1) * UNIT;
  }

  /**
   * Returns a standard normal number.
   *
   * @return a draw of N(0, 1)
   */
  public double nextGaussian() {
    return Ziggurat.next(this);
  }

  /**
   * Fills an array with standard normal numbers.
   *
   * @param target the array
   */
  public void fillGaussian(double[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = Ziggurat.next(this);
    }
  }

  /**
   * Returns a standard exponential number.
   *
   * @return a draw of the exponential distribution with mean 1, positive
   */
  public double nextExponential() {
    return -StrictMath.log(nextOpenDouble());
  }

  /**
   * Returns a gamma number of scale 1 (Marsaglia and Tsang 2000, "A simple method for generating
   * gamma variables", doi:10.1145/358407.358414). Below shape 1 a draw of shape + 1 is multiplied
   * by U^(1/shape); for a tiny shape it may underflow to 0.
   *
   * @param shape shape, positive and finite; also the mean and the variance
   * @return a draw of Gamma(shape, 1), at least 0
   * @throws IllegalArgumentException if the shape is not positive and finite
   */
  public double nextGamma(double shape) {
    if (!(shape > 0 && shape < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("shape must be positive and finite, got " + shape);
    }
    if (shape < 1) {
      return nextGamma(shape + 1) * StrictMath.pow(nextOpenDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = nextGaussian();
      double root = 1 + c * x;
      double v = root * root * root;
      if (v > 0
          && StrictMath.log(nextOpenDouble()) < 0.5 * x * x + d * (1 - v + StrictMath.log(v))) {
        return d * v;
      }
    }
  }

  /**
   * Returns a Poisson count: of a mean below 10 by multiplying uniform numbers, of others by
   * transformed rejection (Hörmann 1993, "The transformed rejection method for generating Poisson
   * random variables", algorithm PTRS, doi:10.1016/0167-6687(93)90997-4).
   *
   * @param mean at least 0 and finite; also the variance
   * @return a whole number, at least 0
   * @throws IllegalArgumentException if the mean is negative, NaN or infinite
   */
  public double nextPoisson(double mean) {
    if (!(mean >= 0 && mean < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("mean must be at least 0 and finite, got " + mean);
    }
    if (mean < 10) {
      double least = StrictMath.exp(-mean);
      int count = 0;
      for (double product = nextOpenDouble(); product > least; product *= nextOpenDouble()) {
        count++;
      }
      return count;
    }
    double b = 0.931 + 2.53 * Math.sqrt(mean);
    double a = -0.059 + 0.02483 * b;
    double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    double accepted = 0.9277 - 3.6224 / (b - 2);
    while (true) {
      double u = nextDouble() - 0.5;
      double v = nextOpenDouble();
      double s = 0.5 - Math.abs(u);
      double count = Math.floor((2 * a / s + b) * u + mean + 0.43);
      if (s >= 0.07 && v <= accepted) {
        return count;
      }
      boolean possible = count >= 0 && count < Double.POSITIVE_INFINITY && (s >= 0.013 || v <= s);
      if (possible
          && StrictMath.log(v * inverseAlpha / (a / (s * s) + b))
              <= count * StrictMath.log(mean) - mean - SpecialFunctions.logGamma(count + 1)) {
        return count;
      }
    }
  }

  /**
   * Returns the numbers from 0 to n - 1 in random order, all orders equally likely (Fisher–Yates).
   *
   * @param n how many, at least 0
   * @return the permutation
   * @throws IllegalArgumentException if n is negative
   */
  public int[] permutation(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n must be at least 0, got " + n);
    }
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /**
   * Returns distinct numbers from 0 to n - 1, all subsets equally likely (Floyd's algorithm:
   * Bentley and Floyd 1987, doi:10.1145/30401.315746), in increasing order, as is best for reading
   * rows from a file.
   *
   * @param n numbers to choose from, at least 0
   * @param count how many to choose, from 0 to n
   * @return the chosen numbers, increasing
   * @throws IllegalArgumentException if the count is negative or larger than n
   */
  public int[] sample(int n, int count) {
    if (count < 0 || count > n) {
      throw new IllegalArgumentException("count must be between 0 and " + n + " (n), got " + count);
    }
    BitSet chosen = new BitSet(n);
    for (int j = n - count; j < n; j++) {
      int candidate = nextInt(j + 1);
      chosen.set(chosen.get(candidate) ? j : candidate);
    }
    return chosen.stream().toArray();
  }

  /**
   * Returns a new independent stream each time: the first, second, … call give the streams of a
   * fixed sequence. Does not advance this stream.
   *
   * @return a new stream
   */
  public SeededRandom split() {
    return child(6, splits++);
  }

  /**
   * Returns the independent stream that a key names. It depends only on the seed of this stream and
   * the key, not on what has been drawn, and does not advance this stream.
   *
   * @param key any number, such as the index of a block
   * @return the stream of that key, from its start
   */
  public SeededRandom split(long key) {
    return child(5, key);
  }

  /**
   * The seeds of the children are themselves a SplitMix64 sequence, which is free of repetitions
   * and starts from the fifth or sixth output for our seed: the first four are our state.
   */
  private SeededRandom child(int start, long key) {
    return new SeededRandom(mix(mix(seed + start * GOLDEN_GAMMA) + key * GOLDEN_GAMMA));
  }

  /** The finaliser of SplitMix64 (variant 13 of Stafford): a bijection of 64 bits. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
