package org.latent4j.select;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What speaks for each number of components.
 *
 * @param sizes one row for each number of components, from 1
 * @param level of the tests
 * @param heldOutChoice the smallest number of components that the best held-out mean leads by no
 *     more than one standard error of the paired difference; nothing where no rows were held out
 * @param notes what the user should know, one sentence each
 */
public record ComponentTable(
    List<Size> sizes, double level, OptionalInt heldOutChoice, List<String> notes) {

  /** Copies the lists. */
  public ComponentTable {
    sizes = List.copyOf(sizes);
    notes = List.copyOf(notes);
  }

  /**
   * A number of components.
   *
   * @param components k
   * @param logLikelihood of all rows, in nats
   * @param criteria BIC, ICL and AIC on all rows
   * @param parameterCount free parameters
   * @param heldOutMeanLogLikelihood nats per held-out row; NaN if unknown
   * @param standardError of that mean; NaN if unknown
   * @param test against k + 1 components, if it was made
   */
  public record Size(
      int components,
      double logLikelihood,
      Criteria criteria,
      long parameterCount,
      double heldOutMeanLogLikelihood,
      double standardError,
      Optional<BootstrapTest> test) {}

  /**
   * The number of components by a criterion.
   *
   * @param criterion which one
   * @return of least value; by {@link Criterion#HELD_OUT}, {@link #heldOutChoice}
   */
  public OptionalInt choice(Criterion criterion) {
    return criterion == Criterion.HELD_OUT
        ? heldOutChoice
        : sizes.stream()
            .min(Comparator.comparingDouble(size -> criterion.of(size.criteria())))
            .map(size -> OptionalInt.of(size.components()))
            .orElse(OptionalInt.empty());
  }

  /**
   * The number of components by the tests: the first that is not rejected in favour of one more.
   *
   * @return nothing without tests; the greatest number tried when all smaller ones are rejected
   */
  public OptionalInt testChoice() {
    if (sizes.get(0).test().isEmpty()) {
      return OptionalInt.empty();
    }
    int rejected = 0;
    while (rejected < sizes.size() && isRejected(sizes.get(rejected))) {
      rejected++;
    }
    return OptionalInt.of(Math.min(rejected + 1, sizes.size()));
  }

  private boolean isRejected(Size size) {
    return size.test().filter(test -> test.pValue() <= level).isPresent();
  }
}
