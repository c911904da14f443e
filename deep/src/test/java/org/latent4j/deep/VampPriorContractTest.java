package org.latent4j.deep;

import org.latent4j.model.Settings;

/** The same promises with the prior that has most parts. */
class VampPriorContractTest extends VariationalAutoencoderContractTest {

  @Override
  public Settings settings() {
    return super.settings()
        .with("prior", "vamp")
        .with("prior-components", 3)
        .with("likelihood", "isotropic")
        .with("activation", "tanh");
  }
}
