package org.latent4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixTest {
  private static final Matrix A = Matrix.of(2, 3, 1, 2, 3, 4, 5, 6);

  @Test
  void storesRowAfterRow() {
    assertThat(A.get(0, 2)).isEqualTo(3);
    assertThat(A.get(1, 0)).isEqualTo(4);
    assertThat(A.row(1)).containsExactly(4, 5, 6);
    assertThat(A.column(1)).containsExactly(2, 5);
    assertThat(A.toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(A.toRows()).isDeepEqualTo(new double[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(Matrix.ofRows(A.toRows())).isEqualTo(A);
  }

  @Test
  void copiesInAndOut() {
    double[] source = {1, 2};
    Matrix matrix = Matrix.of(1, 2, source);
    source[0] = 9;
    matrix.row(0)[0] = 9;
    matrix.column(0)[0] = 9;
    matrix.toArray()[0] = 9;
    matrix.toRows()[0][0] = 9;
    assertThat(matrix.get(0, 0)).isEqualTo(1);
  }

  @Test
  void wrapAndValuesShareTheArray() {
    double[] values = {1, 2};
    assertThat(Matrix.wrap(2, 1, values).values()).isSameAs(values);
  }

  @Test
  void buildsIdentityDiagonalAndZeros() {
    assertThat(Matrix.identity(2)).isEqualTo(Matrix.of(2, 2, 1, 0, 0, 1));
    assertThat(Matrix.diagonal(3, 4)).isEqualTo(Matrix.of(2, 2, 3, 0, 0, 4));
    assertThat(Matrix.zeros(1, 2)).isEqualTo(Matrix.of(1, 2, 0, 0));
  }

  @Test
  void computesByHandCheckedProducts() {
    Matrix b = Matrix.of(3, 2, 7, 8, 9, 10, 11, 12);
    assertThat(A.times(b)).isEqualTo(Matrix.of(2, 2, 58, 64, 139, 154));
    assertThat(A.timesTransposed(A)).isEqualTo(Matrix.of(2, 2, 14, 32, 32, 77));
    assertThat(A.transposedTimes(A)).isEqualTo(Matrix.of(3, 3, 17, 22, 27, 22, 29, 36, 27, 36, 45));
    assertThat(A.times(new double[] {1, 0, -1})).containsExactly(-2, -2);
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "1,500,300", "300,1,500", "300,500,1", "7,9,11", "33,65,31", "129,70,201"})
  void productsAgreeWithTheDefinition(int m, int n, int k) {
    Matrix a = Matrices.gaussian(m, k, 1);
    Matrix b = Matrices.gaussian(k, n, 2);
    Matrix expected = Matrices.naiveProduct(a, b);
    double bound = 20 * k * Matrices.EPSILON;
    assertThat(Matrices.distance(a.times(b), expected)).isLessThan(bound);
    assertThat(Matrices.distance(a.timesTransposed(b.transpose()), expected)).isLessThan(bound);
    assertThat(Matrices.distance(a.transpose().transposedTimes(b), expected)).isLessThan(bound);
  }

  @ParameterizedTest
  @CsvSource({"5,3", "400,37", "64,150"})
  void productWithItselfIsExactlySymmetric(int rows, int columns) {
    Matrix x = Matrices.gaussian(rows, columns, 3);
    Matrix gram = x.transposedTimes(x);
    assertThat(gram.transpose()).isEqualTo(gram);
    assertThat(Matrices.distance(gram, Matrices.naiveProduct(x.transpose(), x)))
        .isLessThan(20 * rows * Matrices.EPSILON);
  }

  @Test
  void largeProductsRepeatBitForBit() {
    Matrix a = Matrices.gaussian(300, 70, 4);
    Matrix b = Matrices.gaussian(70, 90, 5);
    assertThat(a.times(b)).isEqualTo(Matrix.of(300, 70, a.toArray()).times(b));
  }

  @Test
  void transposeSwapsRowsAndColumnsAtSizesAcrossTiles() {
    Matrix a = Matrices.gaussian(33, 17, 6);
    Matrix t = a.transpose();
    assertThat(t.rows()).isEqualTo(17);
    for (int i = 0; i < 33; i++) {
      assertThat(t.column(i)).containsExactly(a.row(i));
    }
  }

  @Test
  void addsSubtractsAndScales() {
    assertThat(A.plus(A)).isEqualTo(A.scaled(2));
    assertThat(A.scaled(2).minus(A)).isEqualTo(A);
  }

  @Test
  void copiesRangesAndSelections() {
    assertThat(A.rowRange(1, 2)).isEqualTo(Matrix.of(1, 3, 4, 5, 6));
    assertThat(A.rowRange(1, 1)).isEqualTo(Matrix.zeros(0, 3));
    assertThat(A.columnRange(1, 3)).isEqualTo(Matrix.of(2, 2, 2, 3, 5, 6));
    assertThat(A.selectRows(new int[] {1, 0, 1}))
        .isEqualTo(Matrix.of(3, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6));
    assertThat(A.selectColumns(new int[] {2, 0})).isEqualTo(Matrix.of(2, 2, 3, 1, 6, 4));
  }

  @Test
  void emptyMatricesMultiply() {
    assertThat(Matrix.zeros(2, 0).times(Matrix.zeros(0, 3))).isEqualTo(Matrix.zeros(2, 3));
    assertThat(Matrix.zeros(0, 3).transposedTimes(Matrix.zeros(0, 2)))
        .isEqualTo(Matrix.zeros(3, 2));
    assertThat(Matrix.ofRows(new double[0][])).isEqualTo(Matrix.zeros(0, 0));
  }

  @Test
  void notANumberSpreadsThroughProducts() {
    double[] values = new double[60 * 60];
    values[5 * 60 + 7] = Double.NaN;
    Matrix product = Matrix.wrap(60, 60, values).times(Matrix.identity(60));
    assertThat(product.row(5)).containsOnly(Double.NaN);
    assertThat(product.row(6)).containsOnly(0);
  }

  @Test
  void equalityIsByShapeAndValue() {
    assertThat(A).isEqualTo(Matrix.of(2, 3, 1, 2, 3, 4, 5, 6));
    assertThat(A.hashCode()).isEqualTo(Matrix.of(2, 3, 1, 2, 3, 4, 5, 6).hashCode());
    assertThat(A).isNotEqualTo(Matrix.of(3, 2, 1, 2, 3, 4, 5, 6));
    assertThat(A).isNotEqualTo(A.scaled(2));
  }

  @Test
  void textIsShort() {
    assertThat(A).hasToString("Matrix 2 x 3 [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]");
    assertThat(Matrix.zeros(100, 100)).hasToString("Matrix 100 x 100");
  }

  @Test
  void refusesAWrongNumberOfValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.of(2, 3, 1, 2, 3, 4, 5))
        .withMessage("rowMajor must hold 6 values (2 rows x 3 columns), got 5");
  }

  @Test
  void refusesRaggedRows() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.ofRows(new double[][] {{1, 2}, {3, 4}, {5}}))
        .withMessage("rows[2] must hold 2 values (as rows[0]), got 1");
  }

  @Test
  void refusesNegativeSizes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.zeros(-1, 3))
        .withMessage("rows and columns must be at least 0, got -1 x 3");
  }

  @Test
  void refusesMoreValuesThanAnArrayHolds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.zeros(100_000, 30_000))
        .withMessage(
            "rows x columns must be at most 2147483647 (2^31 - 1), got 100000 x 30000 = 3000000000;"
                + " work in blocks of rows");
  }

  @Test
  void refusesAnOuterProductTooLargeForAnArray() {
    Matrix tall = Matrix.zeros(100_000, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tall.timesTransposed(tall))
        .withMessageStartingWith("rows x columns must be at most 2147483647");
  }

  @Test
  void refusesShapesThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> A.times(A))
        .withMessage("right.rows must be 3 (columns of the left), got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> A.timesTransposed(A.transpose()))
        .withMessage("right.columns must be 3 (columns of the left), got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> A.transposedTimes(A.transpose()))
        .withMessage("right.rows must be 2 (rows of the left), got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> A.times(new double[2]))
        .withMessage("vector.length must be 3 (columns of the matrix), got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> A.plus(A.transpose()))
        .withMessage("other must be 2 x 3 (as this matrix), got 3 x 2");
  }

  @Test
  void refusesPositionsOutside() {
    assertThatThrownBy(() -> A.get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> A.get(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> A.row(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> A.column(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> A.rowRange(1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> A.columnRange(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> A.selectRows(new int[] {2}))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void inputsStayUnchanged() {
    Matrix a = Matrices.gaussian(70, 70, 8);
    double[] before = a.toArray();
    a.times(a);
    a.transposedTimes(a);
    a.plus(a);
    assertThat(Arrays.equals(before, a.values())).isTrue();
  }
}
