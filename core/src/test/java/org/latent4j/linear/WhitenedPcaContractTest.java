package org.latent4j.linear;

import org.latent4j.data.Dataset;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.testing.ModelContract;

class WhitenedPcaContractTest extends ModelContract<Pca> {

  @Override
  public ModelFamily family() {
    return new PcaFamily();
  }

  @Override
  public Settings settings() {
    return Settings.of(family().settings())
        .with("latent", 3)
        .with("whiten", "yes")
        .with("route", "svd");
  }

  @Override
  public Dataset data() {
    return Dataset.of(Rows.correlated(200, 5, 4));
  }

  @Override
  public String nameInSentences() {
    return "PCA";
  }
}
