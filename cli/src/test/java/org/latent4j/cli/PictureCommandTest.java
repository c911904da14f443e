package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures are read back by the desktop library, which the program itself does without. */
class PictureCommandTest {

  @TempDir private static Path folder;
  private static Path model = Path.of("");

  @BeforeAll
  static void fit() {
    model = folder.resolve("digits.latent");
    Launched run =
        latent("fit", "example:digits", "--model", "ppca", "--latent", 2, "--out", model);
    assertThat(run.code()).isEqualTo(ExitCode.OK);
  }

  private static BufferedImage picture(Object... words) throws IOException {
    Path file = folder.resolve("picture.png");
    Object[] args = new Object[words.length + 4];
    args[0] = "picture";
    args[1] = model;
    System.arraycopy(words, 0, args, 2, words.length);
    args[args.length - 2] = "-o";
    args[args.length - 1] = file;
    Launched run = latent(args);
    assertThat(run.err().lines().filter(line -> line.startsWith("latent:"))).isEmpty();
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    return ImageIO.read(file.toFile());
  }

  /** Images of 8 x 8 are drawn 56 pixels wide, 4 apart. */
  private static int side(int images) {
    return 4 + 60 * images;
  }

  @Test
  void samplesFillASquare() throws IOException {
    BufferedImage drawn = picture("samples", "-n", 7);
    assertThat(drawn.getWidth()).isEqualTo(side(3));
    assertThat(drawn.getHeight()).isEqualTo(side(3));
    // The last two places are left white, as are the gaps.
    assertThat(drawn.getRGB(side(3) - 10, side(3) - 10)).isEqualTo(0xFFFFFFFF);
    assertThat(drawn.getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
  }

  /** What is black and what is white does not depend on what else is drawn. */
  @Test
  void blackAndWhiteAreThoseOfTheRowsOfTheFit() throws IOException {
    BufferedImage few = picture("samples", "-n", 1, "--seed", 1);
    BufferedImage many = picture("samples", "-n", 100, "--seed", 1);
    // the first image is the same one, whatever is drawn beside it
    for (int at = 4; at < 60; at++) {
      assertThat(many.getRGB(at, at)).isEqualTo(few.getRGB(at, at));
    }
  }

  @Test
  void reconstructionsStandBelowTheirRows() throws IOException {
    BufferedImage drawn = picture("reconstructions", "example:digits", "-n", 5);
    assertThat(drawn.getWidth()).isEqualTo(side(5));
    assertThat(drawn.getHeight()).isEqualTo(side(2));
  }

  @Test
  void aTraversalHasALineForEachDimension() throws IOException {
    BufferedImage drawn = picture("traversal");
    assertThat(drawn.getWidth()).isEqualTo(side(11));
    assertThat(drawn.getHeight()).isEqualTo(side(2));
  }

  @Test
  void anInterpolationHasALineForEachPair() throws IOException {
    BufferedImage drawn = picture("interpolation", "example:digits", "-n", 4);
    assertThat(drawn.getWidth()).isEqualTo(side(11));
    assertThat(drawn.getHeight()).isEqualTo(side(3));
  }

  @Test
  void aMapIsASquare() throws IOException {
    BufferedImage drawn = picture("map", "example:digits");
    assertThat(drawn.getWidth()).isEqualTo(side(20));
    assertThat(drawn.getHeight()).isEqualTo(side(20));
  }

  @Test
  void whatCannotBeDrawnIsToldInOneSentence() throws IOException {
    Path out = folder.resolve("no.png");
    assertThat(latent("picture", model, "portrait", "-o", out).err())
        .startsWith(
            "latent: WHAT must be samples, reconstructions, traversal, interpolation or map, got"
                + " 'portrait'\n");
    assertThat(latent("picture", model, "reconstructions", "-o", out).err())
        .startsWith("latent: a picture of reconstructions needs DATA after the word\n");
    assertThat(latent("picture", model, "samples", "example:digits", "-o", out).err())
        .startsWith("latent: a picture of samples takes no DATA, got 'example:digits'\n");
    Path table = ModelFixture.write(ModelFixture.ppca(), folder);
    assertThat(latent("picture", table, "samples", "-o", out).err())
        .startsWith(
            "latent: a sheet needs rows that are images of 1 or 3 channels, such as those of idx"
                + " files\n");
    assertThat(latent("picture", table, "map", "-o", out).err())
        .startsWith("latent: a map needs a model of 2 latent dimensions, got 1; take traversal\n");
    assertThat(out).doesNotExist();
  }
}
