/**
 * The annotation processors of {@code @AutoParam}.
 *
 * <p>How the parts fit: {@code CallReader} turns an annotated element into a {@code BoundCall} or
 * says what is wrong with it ({@code Problems}); {@code ClassWriter} writes the generated class of
 * all calls of one class. {@code Declarations} lists the parameters a source file declares, those
 * of its calls and the typed keys that {@code TypedKeys} finds in its syntax trees.
 *
 * <p>There are two processors because build tools compile incrementally. {@link
 * io.hyperparameter.processor.AutoParamProcessor} looks at one source file at a time (isolating):
 * it writes the generated classes, and beside each class file a fragment of the index. {@link
 * io.hyperparameter.processor.ParamIndexProcessor} looks at all of them (aggregating): it joins
 * fragments and sources to the files that describe the whole jar, and reports what only the whole
 * shows, such as one key with two types.
 */
@NullMarked
package io.hyperparameter.processor;

import org.jspecify.annotations.NullMarked;
