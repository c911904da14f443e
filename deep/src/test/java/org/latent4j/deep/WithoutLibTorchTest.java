package org.latent4j.deep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.data.Schema;
import org.latent4j.file.ModelFiles;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ReferenceRows;

/** A model that was trained answers in a Java without LibTorch, and there says what a fit needs. */
@Tag("slow")
class WithoutLibTorchTest {

  @Test
  void aModelAnswersWithTheSameBits(@TempDir Path folder) throws Exception {
    FitResult<VariationalAutoencoder> result =
        VariationalAutoencoder.fit(
            Dataset.of(Rows.curved(200, 4, 6)),
            VariationalAutoencoderOptions.defaults()
                .withDesign(DeepDesign.defaults().withHidden(8))
                .withTraining(TrainingOptions.defaults().withEpochs(2)),
            FitContext.defaults());
    FittedModel fitted =
        new FittedModel(
            "vae",
            result.model(),
            Schema.numeric(4),
            Encoding.identity(4),
            result.report(),
            new FittedModel.Provenance(Map.of(), 0, "", ""),
            ReferenceRows.NONE);
    Path file = folder.resolve("model.latent");
    ModelFiles.write(fitted, file);
    assertThat(run(file))
        .containsExactly(
            ScoringProgram.answers(fitted),
            "there is no LibTorch for "
                + Loader.getPlatform()
                + " on the class path, which training needs; add org.bytedeco:pytorch with the"
                + " classifier of the platform (there is one for linux x86_64, macOS and Windows"
                + " x86_64)");
  }

  private static List<String> run(Path file) throws IOException, InterruptedException {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String without =
        Arrays.stream(all.split(File.pathSeparator))
            .filter(part -> !part.contains("pytorch"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(without).isNotEqualTo(all);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                without,
                ScoringProgram.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out.lines().toList();
  }
}
