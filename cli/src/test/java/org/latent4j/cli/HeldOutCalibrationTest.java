package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ModelFamily;
import org.latent4j.select.Validation;

class HeldOutCalibrationTest {

  private static final FittedModel MODEL = ModelFixture.gaussian();
  private static final Dataset ROWS =
      Dataset.of(MODEL.sampler().orElseThrow().sample(4000, new SeededRandom(1)));

  private static List<String> notes(String family, Validation validation) {
    return HeldOutCalibration.added(
            MODEL, ModelFamily.named(family), validation, ROWS, FitContext.defaults())
        .report()
        .notes();
  }

  @Test
  void aModelThatIsFittedOnceIsJudgedByTheRowsHeldOut() {
    assertThat(notes("flow", Validation.automatic()))
        .hasSize(MODEL.report().notes().size() + 1)
        .last()
        .asString()
        .startsWith("calibration: of the rows held out, ")
        .endsWith(", which is well calibrated");
  }

  @Test
  void aModelOfAllRowsIsNot() {
    assertThat(notes("gmm", Validation.automatic())).isEqualTo(MODEL.report().notes());
    assertThat(notes("flow", Validation.none())).isEqualTo(MODEL.report().notes());
    assertThat(notes("flow", Validation.folds(5))).isEqualTo(MODEL.report().notes());
  }
}
