package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linear.ProbabilisticPca;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;

class CodeClustersTest {

  private static final FittedModel PPCA =
      Fitted.of(ProbabilisticPca.of(new double[2], Matrix.of(2, 1, 3, 3), 1));

  private static CodeClusters.Mixture mixture(int seeds) {
    ModelFamily gmm = ModelFamily.named("gmm");
    return new CodeClusters.Mixture(gmm, Settings.of(gmm.settings()).with("k", 2), seeds);
  }

  private static Dataset blobs(int count, long seed) {
    Matrix rows = Fitted.twoBlobs().sample(count, new SeededRandom(seed));
    double[] labels = new double[count];
    for (int i = 0; i < count; i++) {
      labels[i] = rows.get(i, 0) + rows.get(i, 1) > 0 ? 1 : 0;
    }
    Column label = Column.numeric("y").withRole(ColumnRole.LABEL);
    Schema schema = Schema.of(List.of(Column.numeric("x1"), Column.numeric("x2"), label));
    return HeapDataset.builder(schema, rows).labels(labels).build();
  }

  /** Clusters 11 deviations apart along the only axis are found whatever the seed. */
  @Test
  void clustersOfCodesAreTheClasses() {
    CodeClusters found =
        CodeClusters.of(PPCA, Optional.of(blobs(300, 1)), blobs(200, 2), mixture(3), 1);
    assertThat(found.components()).isEqualTo(2);
    assertThat(found.dimensions()).isEqualTo(1);
    assertThat(found.bySeed()).hasSize(3).allMatch(a -> a.accuracy() == 1);
    assertThat(found.mean(Agreement::adjustedRandIndex).mean()).isEqualTo(1);
    assertThat(found.mean(Agreement::accuracy).standardError()).isZero();
  }

  @Test
  void onlyCoordinatesAreClustered() {
    assertThat(CodeClusters.isFor(PPCA)).isTrue();
    assertThat(CodeClusters.isFor(Fitted.of(Fitted.twoBlobs()))).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mixture(0))
        .withMessage("seeds must be at least 1, got 0");
  }
}
