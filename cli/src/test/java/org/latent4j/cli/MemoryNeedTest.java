package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.formats.Table;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;

class MemoryNeedTest {

  private static final Table TABLE =
      new Table(
          "rows",
          HeapDataset.builder(Schema.numeric(10), Matrix.zeros(100_000, 10))
              .weights(java.util.stream.IntStream.range(0, 100_000).mapToDouble(i -> 1).toArray())
              .build(),
          List.of(),
          0,
          Optional.empty(),
          Optional.empty());

  private static MemoryNeed need(String family, String name, Object value) {
    ModelFamily named = ModelFamily.named(family);
    return MemoryNeed.of(TABLE, List.of(named), Settings.of(named.settings()).with(name, value), 2);
  }

  @Test
  void rowsTakeEightBytesForEachNumberAndWeight() {
    assertThat(need("ppca", "latent", 3).rowBytes()).isEqualTo(8 * 11 * 100_000.0);
  }

  @Test
  void decompositionOfTheRowsTakesTwoCopiesOfThem() {
    double covariance = need("pca", "route", "covariance").workBytes();
    assertThat(need("pca", "route", "svd").workBytes() - covariance).isBetween(1.59e7, 1.6e7);
  }

  @Test
  void scattersGrowWithComponents() {
    double difference = need("gmm", "k", 21).workBytes() - need("gmm", "k", 1).workBytes();
    assertThat(difference).isEqualTo((2 + 8) * 20 * 100 * 8.0);
  }

  @Test
  void moreThanTheLimitIsRefusedWithTheRemedy() {
    assertThatThrownBy(() -> new MemoryNeed(3e9, 1e9, false).requireWithin(1L << 30))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "the fit needs about 3,815 MiB of heap, the limit is 1,024 MiB; raise it with"
                + " LATENT_JVM=-Xmx4769m, or leave out columns or components")
        .extracting(e -> ((CommandException) e).code())
        .isEqualTo(ExitCode.LIMIT);
  }
}
