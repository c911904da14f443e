package org.latent4j.linear;

import org.latent4j.data.Dataset;
import org.latent4j.model.ModelFamily;
import org.latent4j.testing.ModelContract;

class PcaContractTest extends ModelContract<Pca> {

  @Override
  public ModelFamily family() {
    return new PcaFamily();
  }

  @Override
  public Dataset data() {
    return Dataset.of(Rows.shifted(Rows.correlated(300, 4, 3), 5));
  }

  @Override
  public String nameInSentences() {
    return "PCA";
  }
}
