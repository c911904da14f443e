package org.latent4j.deep;

import org.latent4j.data.Dataset;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.testing.ModelContract;

/** With one component: of several, which optimum a mixture finds depends on where rows stand. */
class AutoencoderContractTest extends ModelContract<Autoencoder> {

  @Override
  public ModelFamily family() {
    return new AutoencoderFamily();
  }

  @Override
  public Settings settings() {
    return Settings.of(family().settings())
        .with("latent", 2)
        .with("hidden", 8)
        .with("epochs", 3)
        .with("k", 1)
        .with("noise", 0.1)
        .with("masking", 0.2)
        .with("contraction", 0.01);
  }

  @Override
  public String nameInSentences() {
    return "an auto-encoder";
  }

  @Override
  public Dataset data() {
    return Dataset.of(Rows.curved(300, 4, 6));
  }
}
