package io.hyperparameter.config;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a value of a configuration stands: a source, and in text a line and column.
 *
 * <p>Its text is made for messages and editors: {@code train.toml:12:8}. Immutable and safe on any
 * thread. Two origins are equal if they say the same.
 */
public final class ConfigOrigin implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The file, resource, map, definition or variable. */
  private final String source;

  /** From 1; 0 if the source has no lines. */
  private final int line;

  /** In code points from 1; 0 if the source has no lines. */
  private final int column;

  /** The place of the reference that led here. */
  private final @Nullable ConfigOrigin via;

  /** For the line to show in messages. */
  private final transient @Nullable SourceText text;

  /** Whether it is a definition, which somebody gave for this very run. */
  private final transient boolean defines;

  private ConfigOrigin(
      String source,
      int line,
      int column,
      @Nullable ConfigOrigin via,
      @Nullable SourceText text,
      boolean defines) {
    this.source = source;
    this.line = line;
    this.column = column;
    this.via = via;
    this.text = text;
    this.defines = defines;
  }

  /** A source that has no lines. */
  static ConfigOrigin of(String source) {
    return new ConfigOrigin(source, 0, 0, null, null, false);
  }

  /** A definition. */
  static ConfigOrigin ofDefinition(String source) {
    return new ConfigOrigin(source, 0, 0, null, null, true);
  }

  /** A place in a text. */
  static ConfigOrigin in(SourceText text, int line, int column) {
    return new ConfigOrigin(text.name(), line, column, null, text, false);
  }

  /** This place, reached through a reference that stands at another one. */
  ConfigOrigin via(ConfigOrigin reference) {
    return new ConfigOrigin(source, line, column, reference, text, defines);
  }

  /** Whether what has this origin was set by a definition, be it as a reference. */
  boolean isOfDefinition() {
    ConfigOrigin reference = via;
    return reference == null ? defines : reference.isOfDefinition();
  }

  /**
   * This place without what stands there: no line to show, and not the text of a definition, which
   * is the name of one that nobody told the place of.
   */
  ConfigOrigin withoutText() {
    String name = source.startsWith("definition ") ? "a definition" : source;
    return new ConfigOrigin(
        name, line, column, via == null ? null : via.withoutText(), null, defines);
  }

  /** {@return the file, resource or map as it was named, or the definition or variable} */
  public String source() {
    return source;
  }

  /** {@return the line from 1, or 0 if the source has no lines} */
  public int line() {
    return line;
  }

  /** {@return the column from 1, counted in code points, or 0 if the source has no lines} */
  public int column() {
    return column;
  }

  /**
   * {@return where the reference stands, for a value that was taken over by <code>${path}</code>}
   */
  public Optional<ConfigOrigin> via() {
    return Optional.ofNullable(via);
  }

  /** {@return the line with a caret below the column; empty if there is none to show} */
  public String snippet() {
    SourceText shown = text;
    return shown == null ? "" : shown.snippet(line, column);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ConfigOrigin that
        && source.equals(that.source)
        && line == that.line
        && column == that.column
        && Objects.equals(via, that.via);
  }

  @Override
  public int hashCode() {
    return Objects.hash(source, line, column, via);
  }

  /** As {@code train.toml:12:8}, then {@code by way of} the place of the reference, if any. */
  @Override
  public String toString() {
    String place = line == 0 ? source : source + ":" + line + ":" + column;
    return via == null ? place : place + " by way of " + via;
  }
}
