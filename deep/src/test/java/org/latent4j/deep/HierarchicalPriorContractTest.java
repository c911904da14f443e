package org.latent4j.deep;

import org.latent4j.model.Settings;

/** The same promises with a second level of codes as prior. */
class HierarchicalPriorContractTest extends VariationalAutoencoderContractTest {

  @Override
  public Settings settings() {
    return super.settings()
        .with("prior", "hierarchical")
        .with("top", 3)
        .with("activation", "softplus");
  }
}
