/**
 * What a storage backend implements, and the few value types it exchanges with the API.
 *
 * <p>A backend is found through {@link java.util.ServiceLoader} as a {@link
 * io.hyperparameter.spi.BackendProvider}. It makes one {@link io.hyperparameter.spi.Context} per
 * context (a thread, or a bound task) and one {@link io.hyperparameter.spi.BaseSnapshot} per
 * published or captured set of values. Everything a user can observe beyond that (keys, hashing,
 * conversion, scope states) is decided by {@code io.hyperparameter}, so that backends cannot
 * differ.
 *
 * <p>This package is for backend authors; programs use {@code io.hyperparameter}.
 */
@NullMarked
package io.hyperparameter.spi;

import org.jspecify.annotations.NullMarked;
