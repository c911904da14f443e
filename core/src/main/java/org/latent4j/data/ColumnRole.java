package org.latent4j.data;

/** What a column is used for. */
public enum ColumnRole {
  /** Modelled. */
  FEATURE,
  /** Known class or target; never used in fitting. */
  LABEL,
  /** Component of a mixture that the row comes from, where it is known; kept by the fit. */
  COMPONENT,
  /** Weight of the row: 2 counts as the row twice, 0 as absent. */
  WEIGHT,
  /** Names the row; not modelled. */
  ID,
  /** Read but left out, for example a constant column. */
  IGNORED,
  /** What is asked about other columns; a file of rows may have it or not, and it is not read. */
  SOUGHT
}
