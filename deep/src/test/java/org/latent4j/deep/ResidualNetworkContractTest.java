package org.latent4j.deep;

import org.latent4j.data.Dataset;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.testing.ModelContract;

/** Rows of four columns as images of two by two pixels. */
class ResidualNetworkContractTest extends ModelContract<VariationalAutoencoder> {

  @Override
  public ModelFamily family() {
    return new ImageFamily(new VariationalAutoencoderFamily());
  }

  @Override
  public Settings settings() {
    return Settings.of(family().settings())
        .with("network", "residual")
        .with("channels", 3)
        .with("likelihood", "gaussian")
        .with("latent", 2)
        .with("hidden", 4)
        .with("epochs", 3);
  }

  @Override
  public Dataset data() {
    return Dataset.of(Rows.curved(300, 4, 6));
  }

  /** By its name the family is found without its images. */
  @Override
  public void theFamilyIsFoundByName() {}
}
