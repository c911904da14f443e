package org.latent4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Tensor;

class TensorFileTest {

  @ParameterizedTest
  @EnumSource(Tensor.Type.class)
  void numbersOfEveryTypeComeBack(Tensor.Type type) throws IOException {
    double[] values =
        switch (type) {
          case F64 -> new double[] {Math.PI, -0.0, Double.MIN_VALUE, Double.NaN, -1e308, 3};
          case F32 -> new double[] {0.5, -0.0, Float.MIN_VALUE, Double.NaN, Float.MAX_VALUE, 3};
          case I64 -> new double[] {0, (1L << 53) - 1, 1 - (1L << 53), 1, 2, -3};
          case I32 -> new double[] {0, Integer.MAX_VALUE, Integer.MIN_VALUE, 1, 2, -3};
          case U8 -> new double[] {0, 255, 128, 127, 1, 2};
        };
    Tensor back = roundTrip(Map.of("t", Tensor.of(type, values, 2, 3))).get("t");
    assertThat(back.type()).isEqualTo(type);
    assertThat(back.shape()).containsExactly(2, 3);
    assertThat(back.values()).containsExactly(values);
  }

  @Test
  void tensorsOfManyChunksComeBack() throws IOException {
    double[] values = new double[100_003];
    new SeededRandom(1).fillGaussian(values);
    assertThat(roundTrip(Map.of("t", Tensor.vector(values))).get("t").values())
        .containsExactly(values);
  }

  @Test
  void narrowTypesComeLastSoThatAllAreAligned() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a", Tensor.of(Tensor.Type.U8, new double[] {7, 8, 9}, 3));
    tensors.put("b", Tensor.of(Tensor.Type.I32, new double[] {5}, 1));
    tensors.put("c", Tensor.vector(1.5));
    tensors.put("d", Tensor.of(Tensor.Type.F64, new double[] {2.5}));
    SafetensorsReader file = new SafetensorsReader(bytes(tensors));
    assertThat(file.numbers("c", "data_offsets")).containsExactly(0L, 8L);
    assertThat(file.numbers("d", "data_offsets")).containsExactly(8L, 16L);
    assertThat(file.numbers("b", "data_offsets")).containsExactly(16L, 20L);
    assertThat(file.numbers("a", "data_offsets")).containsExactly(20L, 23L);
    assertThat(file.numbers("d", "shape")).isEmpty();
    assertThat(IntStream.range(16, 23).map(file::byteAt)).containsExactly(5, 0, 0, 0, 7, 8, 9);
    assertThat(roundTrip(tensors).get("d").rank()).isZero();
  }

  @Test
  void numbersThatATypeCannotHoldAreNotWritten() {
    double[] wrong = {0.1, 0.5, 0x1p54, 0.5, 256};
    Tensor.Type[] types = {
      Tensor.Type.F32, Tensor.Type.I64, Tensor.Type.I64, Tensor.Type.I32, Tensor.Type.U8
    };
    for (int i = 0; i < wrong.length; i++) {
      Tensor tensor = Tensor.of(types[i], new double[] {1, wrong[i]}, 2);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> bytes(Map.of("t", tensor)))
          .withMessage("tensor 't' must hold numbers of type " + types[i] + ", got " + wrong[i]);
    }
  }

  @Test
  void wholeNumbersThatADoubleCannotHoldAreRefused() throws IOException {
    byte[] bytes = bytes(Map.of("t", Tensor.of(Tensor.Type.I64, new double[] {1L << 52}, 1)));
    bytes[bytes.length - 8] = 1;
    bytes[bytes.length - 2] = 0x20;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Forgery.sealed(bytes)))
        .withMessage("tensor 't' must hold whole numbers below 2^53, got 9007199254740993");
  }

  @Test
  void checksumsAreThoseOfTheTensorsAndOfTheHeaderWithoutItsOwn() throws IOException {
    byte[] bytes = bytes(Map.of("t", Tensor.vector(1, 2)));
    assertThat(Forgery.sealed(bytes)).isEqualTo(bytes);
    bytes[bytes.length - 1] ^= 1;
    assertThat(read(Forgery.sealed(bytes)).tensors().get("t").values()[1]).isNotEqualTo(2);
  }

  @Test
  void aFileWithoutTensorsIsRead() throws IOException {
    assertThat(roundTrip(Map.of())).isEmpty();
  }

  @Test
  void anyNameComesBack() throws IOException {
    String name = "a\"\\/\b\u0000\u007f\u00e9\ud83d\ude00\ud800";
    assertThat(roundTrip(Map.of(name, Tensor.vector(1)))).containsOnlyKeys(name);
  }

  @Test
  void randomTensorsComeBack() throws IOException {
    SeededRandom random = new SeededRandom(9);
    for (int trial = 0; trial < 50; trial++) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      int count = random.nextInt(6);
      for (int i = 0; i < count; i++) {
        Tensor.Type type = List.of(Tensor.Type.values()).get(random.nextInt(5));
        int rows = random.nextInt(4);
        int columns = random.nextInt(5);
        double[] values = new double[rows * columns];
        Arrays.setAll(values, j -> random.nextInt(256));
        tensors.put("t" + random.nextInt(1000), Tensor.of(type, values, rows, columns));
      }
      Map<String, Tensor> back = roundTrip(tensors);
      assertThat(back.keySet()).containsExactlyInAnyOrderElementsOf(tensors.keySet());
      back.forEach(
          (name, tensor) -> {
            assertThat(tensor.values()).containsExactly(tensors.get(name).values());
            assertThat(tensor.shape()).containsExactly(tensors.get(name).shape());
          });
    }
  }

  private static Map<String, Tensor> roundTrip(Map<String, Tensor> tensors) throws IOException {
    TensorFile file = read(bytes(tensors));
    assertThat(file.metadata()).containsExactly(Map.entry("some", "text"));
    return file.tensors();
  }

  private static TensorFile read(byte[] bytes) throws IOException {
    return TensorFile.read(new ByteArrayInputStream(bytes), bytes.length, texts -> {});
  }

  private static byte[] bytes(Map<String, Tensor> tensors) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TensorFile(Map.of("some", "text"), tensors).writeTo(out);
    return out.toByteArray();
  }
}
