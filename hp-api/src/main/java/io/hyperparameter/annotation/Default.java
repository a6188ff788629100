package io.hyperparameter.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The default of a parameter of an {@link AutoParam} element; makes the parameter a hyperparameter.
 *
 * <p>The text is read by the rules that text in a scope is read by, at compile time: a default that
 * does not parse is an error of the compiler. Types:
 *
 * <ul>
 *   <li>{@code byte}, {@code short}, {@code int}, {@code long}, {@code float}, {@code double},
 *       {@code boolean}, their boxes, {@code String}, and enums (the name of a constant);
 *   <li>any class with a public static factory {@code valueOf}, {@code parse}, {@code of}, {@code
 *       fromString} or {@code create} that takes one text, or else such a constructor: {@code
 *       Duration}, {@code Path}, {@code BigDecimal}, your own;
 *   <li>{@code List} of these: elements separated by commas, blanks around them ignored; empty text
 *       is the empty list;
 *   <li>{@code Optional} of scalars: empty text is empty;
 *   <li>{@code Object}: without a text only; gives what is stored.
 * </ul>
 *
 * <p>Without a text ({@code @Default String name}) the default is null, or the empty {@code
 * Optional}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Default {
  /**
   * The default as text. Leaving it out is not the same as the empty text: it means null.
   *
   * @return the text
   */
  String value() default NONE;

  /** What {@link #value} is without a text, for readers of annotations at run time: no default. */
  String NONE = "\0";
}
