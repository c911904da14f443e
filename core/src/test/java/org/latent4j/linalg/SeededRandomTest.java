package org.latent4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeededRandomTest {
  /** The first outputs of the authors' xoshiro256plusplus.c from the state 1, 2, 3, 4. */
  @Test
  void followsThePublishedGenerator() {
    SeededRandom random = new SeededRandom(1, 2, 3, 4);
    assertThat(IntStream.range(0, 10).mapToObj(i -> Long.toUnsignedString(random.nextLong())))
        .containsExactly(
            "41943041",
            "58720359",
            "3588806011781223",
            "3591011842654386",
            "9228616714210784205",
            "9973669472204895162",
            "14011001112246962877",
            "12406186145184390807",
            "15849039046786891736",
            "10450023813501588000");
  }

  /** SplitMix64 from 1234567 is published; the generator's first output follows from its state. */
  @Test
  void fillsItsStateByThePublishedSplitMix() {
    BigInteger modulus = BigInteger.TWO.pow(64);
    BigInteger s0 = new BigInteger("6457827717110365317");
    BigInteger s3 = new BigInteger("4593380528125082431");
    BigInteger sum = s0.add(s3).mod(modulus);
    BigInteger rotated = sum.shiftLeft(23).mod(modulus).or(sum.shiftRight(41));
    long expected = rotated.add(s0).longValue();
    assertThat(new SeededRandom(1234567).nextLong()).isEqualTo(expected);
  }

  @Test
  void equalSeedsGiveEqualStreams() {
    SeededRandom first = new SeededRandom(42);
    SeededRandom second = new SeededRandom(42);
    for (int i = 0; i < 1000; i++) {
      assertThat(second.nextGaussian()).isEqualTo(first.nextGaussian());
      assertThat(second.nextInt(17)).isEqualTo(first.nextInt(17));
    }
    assertThat(second.permutation(50)).containsExactly(first.permutation(50));
  }

  @Test
  void fillGaussianDrawsWhatSingleCallsDraw() {
    double[] filled = new double[1000];
    new SeededRandom(5).fillGaussian(filled);
    SeededRandom single = new SeededRandom(5);
    for (double value : filled) {
      assertThat(value).isEqualTo(single.nextGaussian());
    }
  }

  @Test
  void keyedStreamsDoNotDependOnWhatWasDrawn() {
    SeededRandom fresh = new SeededRandom(9);
    SeededRandom used = new SeededRandom(9);
    used.nextGaussian();
    used.split();
    used.split(3);
    assertThat(used.split(3).nextLong()).isEqualTo(fresh.split(3).nextLong());
  }

  @Test
  void splittingDoesNotAdvanceTheStream() {
    SeededRandom split = new SeededRandom(10);
    split.split();
    split.split(1);
    assertThat(split.nextLong()).isEqualTo(new SeededRandom(10).nextLong());
  }

  @Test
  void streamsOfDifferentKeysSeedsAndNestingsAllDiffer() {
    Set<Long> first = new HashSet<>();
    int count = 0;
    for (long seed = 0; seed < 10; seed++) {
      SeededRandom parent = new SeededRandom(seed);
      first.add(new SeededRandom(seed).nextLong());
      count++;
      for (long key = -10; key < 100; key++) {
        first.add(parent.split(key).nextLong());
        first.add(parent.split().nextLong());
        first.add(parent.split(key).split(1).nextLong());
        first.add(parent.split(1).split(key + 1000).nextLong());
        count += 4;
      }
    }
    assertThat(first).hasSize(count);
  }

  @Test
  void consecutiveSplitsRepeatFromTheSameSeed() {
    SeededRandom first = new SeededRandom(11);
    SeededRandom second = new SeededRandom(11);
    long one = first.split().nextLong();
    assertThat(first.split().nextLong()).isNotEqualTo(one);
    assertThat(second.split().nextLong()).isEqualTo(one);
  }

  @Test
  void uniformNumbersStayInTheirInterval() {
    SeededRandom random = new SeededRandom(12);
    for (int i = 0; i < 100_000; i++) {
      assertThat(random.nextDouble()).isGreaterThanOrEqualTo(0).isLessThan(1);
      assertThat(random.nextOpenDouble()).isGreaterThan(0).isLessThan(1);
    }
  }

  /** The smallest and the largest 64 bits give the ends of the intervals. */
  @Test
  void extremeBitsStayInTheOpenInterval() {
    // From this state the first output is rotl(s0 + s3, 23) + s0 = 0.
    assertThat(new SeededRandom(0, 1, 0, 0).nextOpenDouble()).isEqualTo(0x1p-53);
    assertThat(new SeededRandom(0, 1, 0, 0).nextDouble()).isZero();
    assertThat(new SeededRandom(0, 1, 0, -1).nextOpenDouble()).isEqualTo(1 - 0x1p-53);
  }

  @Test
  void permutationHoldsEveryNumberOnce() {
    int[] permutation = new SeededRandom(13).permutation(1000);
    int[] identity = IntStream.range(0, 1000).toArray();
    assertThat(permutation).isNotEqualTo(identity);
    assertThat(Arrays.stream(permutation).sorted().toArray()).isEqualTo(identity);
    assertThat(new SeededRandom(1).permutation(0)).isEmpty();
  }

  @Test
  void sampleIsIncreasingAndDistinct() {
    SeededRandom random = new SeededRandom(14);
    for (int count : new int[] {0, 1, 500, 999, 1000}) {
      int[] chosen = random.sample(1000, count);
      assertThat(chosen).hasSize(count).isSorted();
      assertThat(Arrays.stream(chosen).distinct().count()).isEqualTo(count);
      assertThat(Arrays.stream(chosen)).allMatch(i -> i >= 0 && i < 1000);
    }
  }

  @Test
  void refusesArgumentsOutOfRange() {
    SeededRandom random = new SeededRandom(15);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> random.nextInt(0))
        .withMessage("bound must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> random.permutation(-1))
        .withMessage("n must be at least 0, got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> random.sample(5, 6))
        .withMessage("count must be between 0 and 5 (n), got 6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> random.nextGamma(Double.NaN))
        .withMessage("shape must be positive and finite, got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> random.nextPoisson(-1))
        .withMessage("mean must be at least 0 and finite, got -1.0");
  }
}
