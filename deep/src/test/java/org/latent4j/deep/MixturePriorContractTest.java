package org.latent4j.deep;

import org.latent4j.model.Settings;

/** The same promises with a mixture as prior, trained by the importance-weighted bound. */
class MixturePriorContractTest extends VariationalAutoencoderContractTest {

  @Override
  public Settings settings() {
    return super.settings()
        .with("prior", "mixture")
        .with("prior-components", 3)
        .with("objective", "iwae")
        .with("activation", "softplus");
  }
}
