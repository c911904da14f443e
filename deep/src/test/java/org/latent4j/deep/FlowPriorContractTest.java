package org.latent4j.deep;

import org.latent4j.model.Settings;

class FlowPriorContractTest extends VariationalAutoencoderContractTest {

  @Override
  public Settings settings() {
    return super.settings().with("prior", "flow");
  }
}
