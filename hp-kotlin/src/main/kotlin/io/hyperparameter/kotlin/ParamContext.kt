package io.hyperparameter.kotlin

import io.hyperparameter.AttachedSnapshot
import io.hyperparameter.ParamScope
import io.hyperparameter.ParamSnapshot
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ThreadContextElement
import kotlinx.coroutines.withContext

/**
 * Runs a coroutine over a snapshot, on whatever threads it is dispatched to, and all coroutines it
 * starts with it.
 *
 * Whole contexts are swapped: wherever the coroutine runs it sees these values and nothing of the
 * thread; wherever it suspends, the thread has its own context back, with the very scopes that were
 * open in it. What the coroutine writes outside of scopes, and a scope it enters by `enter()`, lasts
 * to its next suspension at most, as what comes after may run elsewhere; a scope that is still open
 * there is closed and reported to the logger `io.hyperparameter`. To have other values across
 * suspensions use [withParams].
 *
 * ```
 * withContext(Dispatchers.Default + ParamContext.current()) { train() }
 * ```
 */
public class ParamContext(private val snapshot: ParamSnapshot) :
    AbstractCoroutineContextElement(Key), ThreadContextElement<AttachedSnapshot> {

    /** The key of this element. */
    public companion object Key : CoroutineContext.Key<ParamContext> {
        private val LOGGER: System.Logger = System.getLogger("io.hyperparameter")

        /** An element with what the calling thread or coroutine sees now. */
        @JvmStatic
        public fun current(): ParamContext = ParamContext(ParamScope.capture())
    }

    override fun updateThreadContext(context: CoroutineContext): AttachedSnapshot =
        snapshot.attach()

    override fun restoreThreadContext(context: CoroutineContext, oldState: AttachedSnapshot) {
        val open = oldState.openScopes()
        if (open > 0) {
            val values = ParamScope.current().toString()
            LOGGER.log(
                System.Logger.Level.WARNING,
                "${context[CoroutineName] ?: "a coroutine"} suspended or ended with $open open " +
                    "scope(s), which were closed: $values; use withParams(..) { .. }, whose values " +
                    "it sees across suspensions"
            )
        }
        oldState.close()
    }

    override fun toString(): String = "ParamContext($snapshot)"
}

/**
 * Calls [block] as [withContext] does, with the values of [scope] laid over what the coroutine sees;
 * they are seen across suspensions, by whatever [block] calls and starts. The scope stays idle.
 *
 * @throws io.hyperparameter.ScopeStateException if the scope is open
 */
public suspend fun <T> withParams(
    scope: ParamScope,
    block: suspend CoroutineScope.() -> T
): T = withContext(ParamContext(scope.call<ParamSnapshot, RuntimeException> { ParamScope.capture() }), block)

/**
 * As [withParams] of a scope with these values: `withParams("train.lr" to 0.1) { train() }`.
 *
 * @throws IllegalArgumentException if a key or value is refused
 */
public suspend fun <T> withParams(
    vararg values: Pair<String, Any?>,
    block: suspend CoroutineScope.() -> T
): T = withParams(ParamScope.of(mapOf(*values)), block)
