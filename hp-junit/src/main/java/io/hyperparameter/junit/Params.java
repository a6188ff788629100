package io.hyperparameter.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Each test starts clean, with these parameters and no others, and must leave nothing behind; see
 * {@link ParamsExtension}.
 *
 * <pre>{@code
 * @Params("train.epochs=2")
 * class TrainerTest {
 *   @Test
 *   @Params({"train.lr=0.1", "model.act=relu"})
 *   void learns() { ... }
 * }
 * }</pre>
 *
 * <p>A method's definitions win over those of its class, and these over those of an enclosing
 * class. A definition that is none fails the test and says where it stands.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(ParamsExtension.class)
public @interface Params {
  /**
   * {@return texts of the form {@code key=value}, as {@code ParamScope.define} takes them; none for
   * a clean start without values}
   */
  String[] value() default {};
}
