package org.latent4j.testing;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.Model;

/**
 * What every model of every family keeps to. A family's test extends this class and says which
 * family, which rows and which options; the checks follow from the capabilities the model has, and
 * a check of a capability it lacks is skipped.
 *
 * @param <M> type of the family's models
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ModelContract<M extends Model>
    implements FitChecks<M>,
        RefusalChecks<M>,
        GapChecks<M>,
        AnswerChecks<M>,
        SamplingChecks<M>,
        GraphChecks<M>,
        StateChecks<M> {

  private @Nullable FitResult<? extends Model> fitted;

  /** Fits when first asked. */
  private synchronized FitResult<? extends Model> fitted() {
    if (fitted == null) {
      fitted = fit(data());
    }
    return fitted;
  }

  @Override
  @SuppressWarnings("unchecked")
  public M model() {
    return (M) fitted().model();
  }

  @Override
  public FitReport report() {
    return fitted().report();
  }
}
