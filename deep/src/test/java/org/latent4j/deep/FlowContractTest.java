package org.latent4j.deep;

import org.latent4j.data.Dataset;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.testing.ModelContract;

/** The density is exact: it has to integrate to 1 and to be that of the draws. */
class FlowContractTest extends ModelContract<Flow> {

  @Override
  public ModelFamily family() {
    return new FlowFamily();
  }

  @Override
  public Settings settings() {
    return Settings.of(family().settings())
        .with("coupling", "affine")
        .with("steps", 3)
        .with("hidden", 8)
        .with("activation", "tanh")
        .with("prior-components", 2)
        .with("epochs", 3);
  }

  @Override
  public Dataset data() {
    return Dataset.of(Rows.curved(300, 3, 6));
  }
}
