package org.latent4j.linear;

import org.latent4j.data.Dataset;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.testing.ModelContract;

class FactorAnalysisContractTest extends ModelContract<FactorAnalysis> {

  @Override
  public ModelFamily family() {
    return new FactorAnalysisFamily();
  }

  @Override
  public Settings settings() {
    return Settings.of(family().settings()).with("latent", 2);
  }

  @Override
  public Dataset data() {
    return Dataset.of(Rows.shifted(Rows.correlated(400, 5, 6), -3));
  }

  @Override
  public String nameInSentences() {
    return "factor analysis";
  }
}
