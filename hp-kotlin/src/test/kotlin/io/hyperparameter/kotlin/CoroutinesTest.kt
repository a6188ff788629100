package io.hyperparameter.kotlin

import io.hyperparameter.AttachedSnapshot
import io.hyperparameter.ParamScope
import io.hyperparameter.ScopeStateException
import java.util.Collections
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.logging.Handler
import java.util.logging.LogRecord
import java.util.logging.Logger
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Real coroutines on real dispatchers. */
class CoroutinesTest {
    private val executor = Executors.newFixedThreadPool(2)
    private val pool = executor.asCoroutineDispatcher()

    /** Whatever ran on them, the threads see their own and nothing else. */
    @AfterEach
    fun threadsAreAsTheyWere() {
        val both = CountDownLatch(2)
        val left = Collections.synchronizedList(ArrayList<Any?>())
        repeat(2) {
            executor.execute {
                left += ParamScope.current().toMap()
                left += AttachedSnapshot.current()
                both.countDown()
                both.await() // so that each thread is asked
            }
        }
        both.await()
        pool.close()
        assertEquals(setOf(emptyMap<String, Any>(), null), left.toSet())
        assertNull(AttachedSnapshot.current())
        assertEquals(emptyMap<String, Any>(), ParamScope.current().toMap())
    }

    private fun seen() = ParamScope.current().getLong("a", -1)

    private fun <T> within(value: Long, block: () -> T): T =
        ParamScope.of("a", value).enter().use { block() }

    @Test
    fun `without the element a coroutine elsewhere sees nothing`() = within(1) {
        assertEquals(-1, runBlocking { withContext(pool) { seen() } })
    }

    @Test
    fun `it goes where the coroutine goes`() = within(1) {
        runBlocking(ParamContext.current()) {
            assertEquals(1, seen())
            assertEquals(1, withContext(pool) { yield(); seen() })
            assertEquals(1, withContext(Dispatchers.IO) { yield(); seen() })
            val children = List(50) { async(Dispatchers.Default) { yield(); seen() } }
            assertEquals(setOf(1L), children.awaitAll().toSet())
            launch(pool, CoroutineStart.UNDISPATCHED) {
                assertEquals(1, seen())
                yield()
                assertEquals(1, seen())
            }.join()
        }
        assertEquals(1, seen())
    }

    @Test
    fun `other values across suspensions`() = runBlocking {
        assertEquals(-1, seen())
        withParams("a" to 1L, "b" to "x") {
            withContext(pool) {
                withParams(ParamScope.of("a", 2L)) {
                    yield()
                    assertEquals(mapOf("a" to 2L, "b" to "x"), ParamScope.current().toMap())
                    withContext(Dispatchers.Default) { assertEquals(2, seen()) }
                }
                yield()
                assertEquals(1, seen())
            }
            assertEquals(1, seen())
        }
        assertEquals(-1, seen())
    }

    @Test
    fun `the thread has its own scopes back wherever a coroutine suspends`() = runBlocking {
        val suspended = CompletableDeferred<Unit>()
        val goOn = CompletableDeferred<Unit>()
        val single = Executors.newSingleThreadExecutor()
        single.submit {
            ParamScope.current().put("own", 1L)
            ParamScope.init(mapOf("a" to 50L))
        }.get()
        val job = launch(single.asCoroutineDispatcher() + ParamContext(within(1) { ParamScope.capture() })) {
            assertEquals(mapOf("a" to 1L), ParamScope.current().toMap())
            suspended.complete(Unit)
            goOn.await()
            assertEquals(mapOf("a" to 1L), ParamScope.current().toMap())
        }
        suspended.await()
        val own = { ParamScope.current().toMap() }
        assertEquals(mapOf("own" to 1L, "a" to 50L), single.submit(own).get())
        goOn.complete(Unit)
        job.join()
        assertEquals(mapOf("own" to 1L, "a" to 50L), single.submit(own).get())
        single.shutdown()
    }

    @Test
    fun `flowOn changes the values upstream only`() = runBlocking {
        val upstream = ParamContext(within(1) { ParamScope.capture() })
        val seen = withParams("a" to 2L) {
            flow { repeat(20) { emit(seen()) } }
                .map { it * 10 + seen() }
                .flowOn(pool + upstream)
                .onEach { assertEquals(2, seen()) }
                .map { it * 10 + seen() }
                .toList()
        }
        assertEquals(List(20) { 112L }, seen)
    }

    @Test
    fun `a flow that is cut off restores`() = runBlocking {
        withParams("a" to 1L) {
            val seen = flow { while (true) emit(seen()) }.flowOn(pool).take(3).toList()
            assertEquals(listOf(1L, 1L, 1L), seen)
            assertEquals(1, seen())
        }
    }

    @Test
    fun `cancellation restores, and what is done about it sees the values`() = runBlocking {
        val started = CompletableDeferred<Unit>()
        val cleaned = CompletableDeferred<List<Long>>()
        val job = launch(pool + ParamContext(within(1) { ParamScope.capture() })) {
            try {
                started.complete(Unit)
                awaitCancellation()
            } finally {
                val first = seen()
                withContext(NonCancellable + Dispatchers.Default) {
                    yield()
                    cleaned.complete(listOf(first, seen()))
                }
            }
        }
        started.await()
        job.cancelAndJoin()
        assertEquals(listOf(1L, 1L), cleaned.await())
        assertEquals(-1, seen())
    }

    @Test
    fun `a failure restores`() {
        assertThrows(IllegalStateException::class.java) {
            runBlocking {
                withParams("a" to 1L) {
                    withContext(pool) { throw IllegalStateException("on purpose") }
                }
            }
        }
        assertEquals(-1, seen())
    }

    @Test
    fun `a scope that is open across a suspension is reported`() {
        val records = Collections.synchronizedList(ArrayList<String>())
        val logger = Logger.getLogger("io.hyperparameter")
        val handler = object : Handler() {
            override fun publish(record: LogRecord) { records += record.message }
            override fun flush() {}
            override fun close() {}
        }
        logger.useParentHandlers = false
        logger.addHandler(handler)
        try {
            runBlocking(ParamContext.current() + CoroutineName("trainer")) {
                val scope = ParamScope.of("a", 9L).enter()
                yield()
                assertEquals(-1, seen())
                assertThrows(ScopeStateException::class.java) { scope.close() }
            }
        } finally {
            logger.removeHandler(handler)
            logger.useParentHandlers = true
        }
        assertEquals(1, records.size, records.toString())
        for (part in listOf("trainer", "1 open scope", "a=9", "withParams")) {
            assertTrue(part in records[0]) { "$part in ${records[0]}" }
        }
    }
}
