/**
 * A kernel in C++ that reads its tuning from the Java scope it is called in.
 *
 * <p>{@code src/main/cpp/convolution.h} is the kernel and {@link
 * io.hyperparameter.examples.kernel.NativeConvolution} its binding; {@code JavaConvolution} does
 * the same in Java, with the same parameters. {@code KernelMain} runs both on three kinds of
 * threads and compares what they make.
 */
@NullMarked
package io.hyperparameter.examples.kernel;

import org.jspecify.annotations.NullMarked;
