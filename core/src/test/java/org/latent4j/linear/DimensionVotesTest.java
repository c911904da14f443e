package org.latent4j.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;

/** What the rules say of rows whose dimension is known, and of hard rows. */
class DimensionVotesTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  /**
   * Variances 6, 4 and 3 beside noise of 1, n = 500, d = 10: all lie far beyond (1 + √(d/n))² =
   * 1.3, up to which axes of noise reach, so that every rule should find them.
   */
  @Test
  void everyRuleFindsStrongAxes() {
    Map<DimensionVoter, Integer> found = found(3, DimensionVotesTest::strong);
    for (DimensionVoter voter : DimensionVoter.values()) {
      if (voter.separatesNoise()) {
        assertThat(found.get(voter)).as(voter.word()).isGreaterThanOrEqualTo(45);
      }
    }
  }

  /** Parallel analysis errs with probability 0.05: 8 times of 50 or more has probability 0.004. */
  @Test
  void noRuleFindsAxesInEqualNoise() {
    Map<DimensionVoter, Integer> found = found(0, seed -> Rows.gaussian(300, 8, seed));
    for (DimensionVoter voter : DimensionVoter.values()) {
      if (voter.separatesNoise()) {
        assertThat(found.get(voter)).as(voter.word()).isGreaterThanOrEqualTo(43);
      }
    }
    assertThat(found.get(DimensionVoter.SHARE)).isZero();
  }

  /** How often each rule says a dimension in 50 sets of rows. */
  private static Map<DimensionVoter, Integer> found(int dimension, LongFunction<Matrix> rows) {
    Map<DimensionVoter, Integer> found = new EnumMap<>(DimensionVoter.class);
    for (int seed = 0; seed < 50; seed++) {
      DimensionVotes votes =
          DimensionVotes.of(Dataset.of(rows.apply(seed)), CONTEXT.withSeed(seed));
      assertThat(votes.votes()).hasSize(DimensionVoter.values().length);
      for (DimensionVotes.Vote vote : votes.votes()) {
        found.merge(vote.voter(), vote.dimension() == dimension ? 1 : 0, Integer::sum);
      }
    }
    return found;
  }

  private static Matrix strong(long seed) {
    Matrix loadings =
        Rows.rotation(10, seed)
            .columnRange(0, 3)
            .times(Matrix.diagonal(Math.sqrt(5), Math.sqrt(3), Math.sqrt(2)));
    return ProbabilisticPca.of(new double[10], loadings, 1).sample(500, new SeededRandom(seed));
  }

  /** The same for wide rows: 3 axes of 400 features by 60 rows, where BIC has no say. */
  @Test
  void fewRowsOfManyFeatures() {
    Matrix loadings = Rows.rotation(400, 1).columnRange(0, 3).times(Matrix.diagonal(20, 16, 14));
    Matrix x = ProbabilisticPca.of(new double[400], loadings, 1).sample(60, new SeededRandom(2));
    DimensionVotes votes = DimensionVotes.of(Dataset.of(x), CONTEXT);
    for (DimensionVoter voter :
        new DimensionVoter[] {
          DimensionVoter.HELD_OUT, DimensionVoter.EVIDENCE, DimensionVoter.PARALLEL
        }) {
      assertThat(votes.vote(voter).orElseThrow().dimension()).as(voter.word()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-500, 500})
  void scaleMattersToNoRule(int exponent) {
    Matrix x = Rows.correlated(80, 5, 4);
    DimensionVotes plain = DimensionVotes.of(Dataset.of(x), CONTEXT);
    DimensionVotes scaled =
        DimensionVotes.of(Dataset.of(x.scaled(Math.scalb(1.0, exponent))), CONTEXT);
    assertThat(scaled.votes())
        .extracting(DimensionVotes.Vote::dimension)
        .containsExactlyElementsOf(
            plain.votes().stream().map(DimensionVotes.Vote::dimension).toList());
    double shift = 500 * 5 * Math.log(2) * Integer.signum(exponent);
    assertThat(criteria(scaled, DimensionVoter.HELD_OUT)[2])
        .isEqualTo(criteria(plain, DimensionVoter.HELD_OUT)[2] - shift, within(1e-9));
    assertThat(criteria(scaled, DimensionVoter.PARALLEL)[1])
        .isEqualTo(criteria(plain, DimensionVoter.PARALLEL)[1], within(1e-9));
  }

  @Test
  void anOffsetMattersToNoRule() {
    Matrix x = Rows.correlated(80, 5, 4);
    DimensionVotes plain = DimensionVotes.of(Dataset.of(x), CONTEXT);
    DimensionVotes shifted = DimensionVotes.of(Dataset.of(Rows.shifted(x, 1e8)), CONTEXT);
    for (DimensionVoter voter : DimensionVoter.values()) {
      double[] expected = criteria(plain, voter);
      double[] actual = criteria(shifted, voter);
      for (int q = 1; q < expected.length; q++) {
        assertThat(actual[q]).isEqualTo(expected[q], within(1e-6 * Math.abs(expected[q])));
      }
    }
  }

  /** But for held-out rows, where a row and its copies may come into different folds. */
  @Test
  void weightsCountRows() {
    Matrix x = Rows.correlated(60, 4, 5);
    double[] weights = IntStream.range(0, 60).mapToDouble(i -> 1 + i % 3).toArray();
    int[] repeated =
        IntStream.range(0, 60).flatMap(i -> IntStream.range(0, 1 + i % 3).map(c -> i)).toArray();
    DimensionVotes actual =
        DimensionVotes.of(
            HeapDataset.builder(Schema.numeric(4), x).weights(weights).build(), CONTEXT);
    DimensionVotes expected = DimensionVotes.of(Dataset.of(x.selectRows(repeated)), CONTEXT);
    for (DimensionVoter voter : DimensionVoter.values()) {
      if (voter != DimensionVoter.HELD_OUT) {
        double[] numbers = criteria(expected, voter);
        for (int q = 1; q < numbers.length; q++) {
          assertThat(criteria(actual, voter)[q])
              .isEqualTo(numbers[q], within(1e-9 * Math.abs(numbers[q])));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DimensionVoter.class)
  void threadsMatterToNoRule(DimensionVoter voter) {
    Dataset data = Dataset.of(Rows.correlated(1200, 12, 6));
    assertThat(DimensionVotes.of(data, CONTEXT.withThreads(3)).vote(voter))
        .isEqualTo(DimensionVotes.of(data, CONTEXT.withThreads(1)).vote(voter));
  }

  @Test
  void constantAndRepeatedColumnsLeaveWhatTheyLeave() {
    Matrix x =
        Rows.gaussian(90, 3, 1).times(Matrix.of(3, 5, 3, 0, 0, 3, 0, 0, 2, 0, 0, 0, 0, 0, 1, 0, 0));
    DimensionVotes votes = DimensionVotes.of(Dataset.of(x), CONTEXT);
    assertThat(votes.abstentions()).isEmpty();
    for (DimensionVotes.Vote vote : votes.votes()) {
      assertThat(vote.dimension()).as(vote.voter().word()).isBetween(0, 3);
    }
    assertThat(criteria(votes, DimensionVoter.EVIDENCE)).hasSize(3);
  }

  @Test
  void oneColumnAndRowsOnALineHaveNoNoise() {
    DimensionVotes one = DimensionVotes.of(Dataset.of(Rows.gaussian(20, 1, 1)), CONTEXT);
    assertThat(one.agreement()).isEqualTo("no rule could tell axes from noise");
    assertThat(one.abstentions())
        .containsEntry(DimensionVoter.BIC, "one column leaves nothing for the noise")
        .containsEntry(DimensionVoter.PARALLEL, "one column has no other to go with");
    assertThat(one.sentence()).isEqualTo("votes on the latent dimension: share of variance 1");
    Matrix line = Rows.gaussian(50, 1, 1).times(Matrix.of(1, 3, 1, 2, 3));
    assertThat(DimensionVotes.of(Dataset.of(line), CONTEXT).abstentions())
        .containsEntry(
            DimensionVoter.EVIDENCE, "the rows lie on a line, which leaves nothing for the noise");
  }

  @Test
  void twoRowsAreJudgedByWhatCanBe() {
    DimensionVotes votes = DimensionVotes.of(Dataset.of(Rows.gaussian(3, 4, 1)), CONTEXT);
    assertThat(votes.vote(DimensionVoter.BIC)).isPresent();
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> DimensionVotes.of(Dataset.of(Rows.gaussian(1, 4, 1)), CONTEXT))
        .withMessage("PCA needs at least 2 rows of at least 1 feature, got 1 x 4");
  }

  @Test
  void sentencesSayWhatEachRuleSays() {
    DimensionVotes votes = DimensionVotes.of(Dataset.of(strong(1)), CONTEXT);
    assertThat(votes.sentence())
        .isEqualTo(
            "votes on the latent dimension: BIC 3, held-out rows 3, evidence 3, relevance 3,"
                + " parallel analysis 3, share of variance 9");
    assertThat(votes.agreement()).isEqualTo("all rules that tell axes from noise say 3");
    DimensionVotes iris = DimensionVotes.of(Dataset.of(Rows.iris()), CONTEXT);
    assertThat(iris.agreement())
        .isEqualTo("4 of 5 rules that tell axes from noise say 3; parallel analysis 1");
  }

  private static double[] criteria(DimensionVotes votes, DimensionVoter voter) {
    return votes.vote(voter).orElseThrow().criteria().stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
