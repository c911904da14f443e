package org.latent4j.deep;

import org.latent4j.model.Settings;

class SparseAutoencoderContractTest extends AutoencoderContractTest {

  @Override
  public Settings settings() {
    return Settings.of(family().settings())
        .with("latent", 3)
        .with("hidden", 8)
        .with("epochs", 3)
        .with("k", 1)
        .with("sparse", 2);
  }
}
