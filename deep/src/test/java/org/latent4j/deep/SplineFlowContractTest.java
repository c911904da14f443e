package org.latent4j.deep;

import org.latent4j.model.Settings;

class SplineFlowContractTest extends FlowContractTest {

  @Override
  public Settings settings() {
    return super.settings().with("coupling", "spline").with("bins", 4);
  }
}
