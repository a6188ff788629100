/**
 * The storage in C++ seen from Java: the backend {@code native}.
 *
 * <p>{@link io.hyperparameter.nativebackend.NativeBackend} is the provider; {@code NativeLibrary}
 * finds, checks and loads the library. A context is a {@code NativeContext}: an address. Reads
 * probe the table at that address ({@code NativeMemory}, {@code NativeLayout}) and call nothing;
 * whatever changes something is one call of {@code NativeApi}.
 *
 * <p>What Java keeps beside the native memory: objects, which C++ only knows as numbers ({@code
 * NativeObjects}); what C++ refers to keys by ({@code NativeKeys}); decoded texts by their id
 * ({@code NativeTexts}). {@code NativeRelease} says when native memory is given back.
 */
@NullMarked
package io.hyperparameter.nativebackend;

import org.jspecify.annotations.NullMarked;
