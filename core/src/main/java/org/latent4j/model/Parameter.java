package org.latent4j.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.latent4j.linalg.Matrix;

/**
 * A parameter of a model: an array of numbers whose axes run over components, features or latent
 * dimensions. What a model leaves open of it, such as the order of the components, is told by the
 * axes and by the {@link Symmetry}. Immutable.
 */
public final class Parameter {

  private final String name;
  private final List<Axis> axes;
  private final int[] sizes;
  private final double[] values;
  private final Symmetry symmetry;
  private final Unit unit;

  /** What an axis runs over. */
  public enum Axis {
    /** Components of a mixture, whose order means nothing. */
    COMPONENT,
    /** Features of a row. */
    FEATURE,
    /** Latent dimensions. */
    LATENT
  }

  /** What is left open of latent dimensions. */
  public enum Symmetry {
    /** Nothing. */
    NONE,
    /** The sign of each, while their order is fixed. */
    SIGNS,
    /** Any rotation or reflection of the latent space. */
    ROTATION
  }

  /** How numbers change with the units of the features they belong to. */
  private enum Unit {
    /** In proportion to each. */
    SCALE,
    /** In proportion, and with the origin. */
    LOCATION,
    /** In proportion to the square. */
    VARIANCE
  }

  private Parameter(
      String name, List<Axis> axes, int[] sizes, double[] values, Symmetry symmetry, Unit unit) {
    this.name = name;
    this.axes = axes;
    this.sizes = sizes;
    this.values = values;
    this.symmetry = symmetry;
    this.unit = unit;
  }

  /**
   * One number.
   *
   * @param name in the singular, such as "noise variance"
   * @param value the number
   * @return the parameter
   */
  public static Parameter scalar(String name, double value) {
    return new Parameter(
        name, List.of(), new int[0], new double[] {value}, Symmetry.NONE, Unit.SCALE);
  }

  /**
   * A number for each place of an axis.
   *
   * @param name in the singular, such as "weight"
   * @param axis what the places are
   * @param values copied
   * @return the parameter
   */
  public static Parameter vector(String name, Axis axis, double... values) {
    return new Parameter(
        name, List.of(axis), new int[] {values.length}, values.clone(), Symmetry.NONE, Unit.SCALE);
  }

  /**
   * A number for each place of two axes; over two features, a symmetric matrix.
   *
   * @param name in the singular, such as "mean"
   * @param rows what the rows are
   * @param columns what the columns are
   * @param values kept
   * @return the parameter
   */
  public static Parameter matrix(String name, Axis rows, Axis columns, Matrix values) {
    return new Parameter(
        name,
        List.of(rows, columns),
        new int[] {values.rows(), values.columns()},
        values.values(),
        Symmetry.NONE,
        Unit.SCALE);
  }

  /**
   * Loadings of features on latent dimensions.
   *
   * @param name in the singular, such as "loading"
   * @param values d×q, kept
   * @param symmetry what is left open of the latent dimensions
   * @return the parameter
   */
  public static Parameter loadings(String name, Matrix values, Symmetry symmetry) {
    return new Parameter(
        name,
        List.of(Axis.FEATURE, Axis.LATENT),
        new int[] {values.rows(), values.columns()},
        values.values(),
        symmetry,
        Unit.SCALE);
  }

  /**
   * The same parameter for each component, such as covariances.
   *
   * @param parts one for each component, of one name and shape
   * @return one parameter of a component axis, before the axes of the parts
   * @throws IllegalArgumentException if there are none, or their shapes differ
   */
  public static Parameter perComponent(List<Parameter> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("parts must be at least one, got none");
    }
    Parameter first = parts.get(0);
    int length = first.values.length;
    double[] all = new double[parts.size() * length];
    for (int c = 0; c < parts.size(); c++) {
      if (!parts.get(c).isLike(first)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "parts must have one name and shape, but %s differs from %s",
                parts.get(c),
                first));
      }
      System.arraycopy(parts.get(c).values, 0, all, c * length, length);
    }
    List<Axis> axes = new ArrayList<>(List.of(Axis.COMPONENT));
    axes.addAll(first.axes);
    int[] sizes = new int[axes.size()];
    sizes[0] = parts.size();
    System.arraycopy(first.sizes, 0, sizes, 1, first.sizes.length);
    return new Parameter(first.name, List.copyOf(axes), sizes, all, first.symmetry, first.unit);
  }

  /**
   * The same as points in the space of the rows, which move when the rows move.
   *
   * @return a copy that says so
   * @throws IllegalArgumentException if not exactly one axis is of features
   */
  public Parameter asLocation() {
    requireOneFeature("locations");
    return new Parameter(name, axes, sizes, values, symmetry, Unit.LOCATION);
  }

  /**
   * The same as variances of one feature each, which go with the square of its unit.
   *
   * @return a copy that says so
   * @throws IllegalArgumentException if not exactly one axis is of features
   */
  public Parameter asVariances() {
    requireOneFeature("variances");
    return new Parameter(name, axes, sizes, values, symmetry, Unit.VARIANCE);
  }

  private void requireOneFeature(String what) {
    if (axes.stream().filter(axis -> axis == Axis.FEATURE).count() != 1) {
      throw new IllegalArgumentException(
          what + " must have one axis of features, but " + this + " has " + axes);
    }
  }

  /**
   * Its name.
   *
   * @return in the singular, such as "mean"
   */
  public String name() {
    return name;
  }

  /**
   * What its axes run over.
   *
   * @return outermost first; empty for one number
   */
  public List<Axis> axes() {
    return axes;
  }

  /**
   * Places of an axis.
   *
   * @param axis from 0
   * @return its size
   */
  public int size(int axis) {
    return sizes[axis];
  }

  /**
   * The numbers.
   *
   * @return row-major, the last axis fastest; a copy
   */
  public double[] values() {
    return values.clone();
  }

  /**
   * What is left open of latent dimensions.
   *
   * @return {@link Symmetry#NONE} unless the last two axes are features and latent dimensions
   */
  public Symmetry symmetry() {
    return symmetry;
  }

  /**
   * Whether numbers of two parameters stand for the same.
   *
   * @param other another
   * @return whether name, axes, sizes and symmetry agree
   */
  public boolean isLike(Parameter other) {
    return name.equals(other.name)
        && axes.equals(other.axes)
        && Arrays.equals(sizes, other.sizes)
        && symmetry == other.symmetry
        && unit == other.unit;
  }

  /**
   * The places along the axes of a number.
   *
   * @param index of the number in {@link #values}
   * @return one place for each axis, from 0
   */
  public int[] places(int index) {
    int[] places = new int[sizes.length];
    int rest = index;
    for (int a = sizes.length - 1; a >= 0; a--) {
      places[a] = rest % sizes[a];
      rest /= sizes[a];
    }
    return places;
  }

  /**
   * A number of it in the units of rows x = offset + scale·y, when the model is one of rows y:
   * times the scale of each feature it belongs to; a location moves by the offset. What belongs to
   * no feature stays as it is.
   *
   * @param value a number at these places
   * @param places along the axes
   * @param offsets d offsets of the features
   * @param scales d scales of the features
   * @return the number in the units of x
   */
  public double inUnits(double value, int[] places, double[] offsets, double[] scales) {
    double scaled = value;
    double offset = 0;
    for (int a = 0; a < places.length; a++) {
      if (axes.get(a) == Axis.FEATURE) {
        double scale = scales[places[a]];
        scaled *= unit == Unit.VARIANCE ? scale * scale : scale;
        offset = unit == Unit.LOCATION ? offsets[places[a]] : 0;
      }
    }
    return offset + scaled;
  }

  /**
   * Whether the last two axes are features, so that the numbers are those of symmetric matrices.
   *
   * @return true for covariances
   */
  public boolean isSymmetric() {
    int rank = axes.size();
    return rank >= 2 && axes.get(rank - 1) == Axis.FEATURE && axes.get(rank - 2) == Axis.FEATURE;
  }

  /**
   * Its name and shape.
   *
   * @return such as {@code mean[3, 4]}
   */
  @Override
  public String toString() {
    return name + Arrays.toString(sizes);
  }
}
