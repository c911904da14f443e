package org.latent4j.deep;

import org.latent4j.data.Dataset;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.testing.ModelContract;

class VariationalAutoencoderContractTest extends ModelContract<VariationalAutoencoder> {

  @Override
  public ModelFamily family() {
    return new VariationalAutoencoderFamily();
  }

  @Override
  public Settings settings() {
    return Settings.of(family().settings()).with("latent", 2).with("hidden", 8).with("epochs", 3);
  }

  @Override
  public Dataset data() {
    return Dataset.of(Rows.curved(300, 4, 6));
  }
}
