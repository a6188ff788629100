package io.hyperparameter.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes every parameter that declares a {@link Default} a hyperparameter.
 *
 * <pre>{@code
 * class Trainer {
 *   @AutoParam
 *   static Model train(Data data, @Default("0.001") double lr, @Default("10") int epochs) { ... }
 * }
 *
 * TrainerAutoParam.train(data);                  // lr from train.lr, epochs from train.epochs
 * TrainerAutoParam.train(data, a -> a.lr(0.1));  // this lr, whatever the scope says
 * }</pre>
 *
 * <p>The annotation processor {@code hp-processor} writes the class {@code TrainerAutoParam} next
 * to {@code Trainer}: plain Java without reflection. An explicit argument wins over the scope (also
 * if it equals the default), the scope over the default. Values are looked up at the call, under
 * the caller's scopes; the body then runs in a fresh scope of its own, so what it writes ends with
 * the call.
 *
 * <p>On a method, static or not, the class has a method of the same name (an instance method takes
 * the instance first). On a constructor or a record it has {@code create(...)}. Parameters without
 * {@code @Default} stay ordinary arguments; variable arguments are never hyperparameters.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.TYPE})
public @interface AutoParam {
  /**
   * The namespace: a parameter {@code lr} is the hyperparameter {@code <namespace>.lr}. Taken
   * absolutely, never relative to another one; several methods may share one. If empty, the simple
   * name of the method or class.
   *
   * @return the namespace
   */
  String value() default "";
}
