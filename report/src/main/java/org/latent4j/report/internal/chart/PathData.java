package org.latent4j.report.internal.chart;

/**
 * The outline of an SVG path in few characters: coordinates in tenths of a unit, each relative to
 * the one before.
 */
public final class PathData {

  private final StringBuilder out = new StringBuilder();
  private long x;
  private long y;
  private long startX;
  private long startY;

  /**
   * Begins a part of the path.
   *
   * @param toX where
   * @param toY where
   * @return this
   */
  public PathData move(double toX, double toY) {
    command(out.isEmpty() ? 'M' : 'm', toX, toY);
    startX = x;
    startY = y;
    return this;
  }

  /**
   * Draws a line.
   *
   * @param toX where
   * @param toY where
   * @return this
   */
  public PathData line(double toX, double toY) {
    command('l', toX, toY);
    return this;
  }

  /**
   * Ends a part where it began.
   *
   * @return this
   */
  public PathData close() {
    out.append('z');
    x = startX;
    y = startY;
    return this;
  }

  /**
   * Draws lines through points.
   *
   * @param xs where
   * @param ys as many
   * @return this
   */
  public PathData polyline(double[] xs, double[] ys) {
    for (int i = 0; i < xs.length; i++) {
      if (i == 0) {
        move(xs[i], ys[i]);
      } else {
        line(xs[i], ys[i]);
      }
    }
    return this;
  }

  /**
   * Draws a small shape around a point.
   *
   * @param shape relative commands that begin and end at its first corner
   * @param cornerX the first corner
   * @param cornerY the first corner
   * @return this
   */
  PathData shape(String shape, double cornerX, double cornerY) {
    move(cornerX, cornerY);
    out.append(shape);
    return this;
  }

  /**
   * Whether nothing was drawn.
   *
   * @return whether the path is empty
   */
  public boolean isEmpty() {
    return out.isEmpty();
  }

  /**
   * The path.
   *
   * @return the value of the attribute {@code d}
   */
  @Override
  public String toString() {
    return out.toString();
  }

  private void command(char letter, double toX, double toY) {
    long newX = Math.round(10 * toX);
    long newY = Math.round(10 * toY);
    out.append(letter);
    number(letter == 'M' ? newX : newX - x, true);
    number(letter == 'M' ? newY : newY - y, false);
    x = newX;
    y = newY;
  }

  private void number(long tenths, boolean first) {
    if (tenths < 0) {
      out.append('-');
    } else if (!first) {
      out.append(' ');
    }
    long size = Math.abs(tenths);
    if (size >= 10 || size == 0) {
      out.append(size / 10);
    }
    if (size % 10 != 0) {
      out.append('.').append(size % 10);
    }
  }
}
