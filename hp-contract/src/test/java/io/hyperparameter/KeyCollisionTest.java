package io.hyperparameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.context.ApiRules;
import io.hyperparameter.contract.BackendGate;
import io.hyperparameter.contract.FrozenSnapshot;
import io.hyperparameter.generated.ParamBinding;
import io.hyperparameter.hashing.KeyHash;
import io.hyperparameter.selection.Backends;
import io.hyperparameter.spi.BackendProvider;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.ContextRules;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.spi.Seat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two keys with one hash never alias: the second is refused with both names, and nothing changes.
 * Real pairs are easily made (see {@code RealTwinsTest}); to have one that is nested, threads of
 * this test run on a hash function that gives {@link #TWIN} the hash of {@link #KEY}; all other
 * keys keep theirs.
 */
class KeyCollisionTest {
  private static final String KEY = "model.twin";
  private static final String TWIN = "train.twin";

  /** More than any backend keeps in one small table. */
  private static final int MANY = 100;

  /** Every way to write a key, each as a user would. */
  private static final Map<String, Consumer<ParamScope>> WRITES = new LinkedHashMap<>();

  static {
    WRITES.put("put a long", scope -> scope.put(TWIN, 2L));
    WRITES.put("put a double", scope -> scope.put(TWIN, 2.5));
    WRITES.put("put a boolean", scope -> scope.put(TWIN, true));
    WRITES.put("put text", scope -> scope.put(TWIN, "two"));
    WRITES.put("put a null", scope -> scope.put(TWIN, (String) null));
    WRITES.put("put an object", scope -> scope.put(TWIN, List.of(2L)));
    WRITES.put("put a nested map", scope -> scope.put("train", Map.of("twin", 2L)));
    WRITES.put("put all", scope -> scope.putAll(ordered("new", 1L, TWIN, 2L, "more", 3L)));
    WRITES.put("with", scope -> scope.with(TWIN, 2L).enter());
    WRITES.put("with definitions", scope -> scope.withDefinitions("new=1", TWIN + "=2").enter());
    WRITES.put("put definitions", scope -> scope.putDefinitions("new=1", TWIN + "=2"));
    WRITES.put("through a path", scope -> scope.at("train").put("twin", 2L));
    WRITES.put("remove", scope -> scope.remove(TWIN));
  }

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  @Test
  void everyWriteToAnIdleScopeIsRefused() {
    onInjectedHash(
        () -> {
          // the first value of a scope is kept apart from the others
          refuses("a scope of one value", () -> ParamScope.of(KEY, 1L));
          refuses("a scope of several", () -> ParamScope.of("other", 0L).with(KEY, "one"));
          refuses("an isolating one", () -> ParamScope.empty().with(KEY, 1.5));
        });
  }

  @Test
  void everyWriteToAnOpenScopeIsRefused() {
    onInjectedHash(
        () ->
            WRITES.forEach(
                (how, write) -> {
                  try (ParamScope scope = ParamScope.of(KEY, 1L).enter()) {
                    refuse("in its own level, " + how, scope, write);
                    try (ParamScope inner = ParamScope.of("other", "text").enter()) {
                      refuse("in an outer level, " + how, inner, write);
                      refuse("through the outer scope, " + how, scope, write);
                    }
                  }
                  assertEquals(Map.of(), ParamScope.current().toMap());
                }));
  }

  @Test
  void writesOutsideScopesAreRefusedToo() {
    onInjectedHash(
        () -> {
          ParamScope.current().put(KEY, 1L);
          WRITES.forEach((how, write) -> refuse(how, ParamScope.current(), write));
          assertEquals(Map.of(KEY, 1L), ParamScope.current().toMap());
        });
  }

  @Test
  void aDeletedKeyKeepsItsHash() {
    onInjectedHash(
        () -> {
          try (ParamScope scope = ParamScope.of(KEY, 1L).enter()) {
            scope.remove(KEY);
            refuse("after remove", scope, s -> s.put(TWIN, 2L));
          }
          try (ParamScope scope = ParamScope.of(KEY, 1L).enter()) {
            scope.clear();
            refuse("after clear", scope, s -> s.put(TWIN, 2L));
            assertEquals(Map.of(), scope.toMap());
          }
        });
  }

  /** Backends remember where a String's key was found; that must not give the key its name. */
  @Test
  void readingByTheOtherNameRenamesNothing() {
    onInjectedHash(
        () -> {
          try (ParamScope scope = ParamScope.of(ordered("a", 0L, KEY, 1L, "b", "t")).enter()) {
            for (int i = 0; i < 10; i++) { // the first few are hashed before any is remembered
              scope.getLong(TWIN, 0);
              scope.getString(TWIN, "");
              scope.contains(TWIN);
              assertEquals(ordered("a", 0L, "b", "t", KEY, 1L), scope.toMap());
              assertEquals(1L, scope.getLong(KEY, 0));
            }
            scope.put(KEY, 2L);
            assertEquals(2L, scope.toMap().get(KEY));
          }
          assertEquals(Map.of(), ParamScope.current().toMap());
        });
  }

  /** Leaving restores what was before (S9), so nothing of the key is left to refuse another. */
  @Test
  void onceItsLevelIsLeftAHashIsFree() {
    onInjectedHash(
        () -> {
          for (int round = 0; round < 3; round++) {
            leaves(ParamScope.of(KEY, 1L), KEY, TWIN);
            leaves(ParamScope.of(TWIN, "two"), TWIN, KEY);
            leaves(ParamScope.of(ordered("a", 0L, KEY, 1L, "b", "text")), KEY, TWIN);
            leaves(ParamScope.of(ordered("a", true, "b", 2.5, TWIN, List.of())), TWIN, KEY);
          }
          assertEquals(Map.of(), ParamScope.current().toMap());
        });
  }

  /** Enters a scope that has {@code key}, tries the other key of its hash, leaves. */
  private static void leaves(ParamScope scope, String key, String other) {
    Map<String, @Nullable Object> values = scope.toMap();
    try (scope) {
      scope.enter();
      assertEquals(values, scope.toMap());
      assertTrue(scope.contains(key));
      refuse("the other of two", scope, s -> s.put(other, 3L), other, key);
    }
  }

  @Test
  void enteringIsRefusedAsAWhole() {
    onInjectedHash(
        () -> {
          ParamScope.current().put(KEY, 1L);
          for (ParamScope scope :
              List.of(
                  ParamScope.of(TWIN, 2L),
                  ParamScope.of(TWIN, "two"),
                  ParamScope.of(ordered("new", 1L, TWIN, List.of(), "more", "text")),
                  ParamScope.empty().with(TWIN, 2L))) {
            refuse("enter", scope, ParamScope::enter);
            assertThrows(ScopeStateException.class, scope::close);
            assertEquals(Map.of(KEY, 1L), ParamScope.current().toMap());
          }
          assertThrows(
              IllegalArgumentException.class, () -> ParamScope.init(Map.of("a", 1L, TWIN, 2L)));
          assertEquals(Map.of(KEY, 1L), ParamScope.current().toMap());
        });
  }

  @Test
  void oneMapOrListOfDefinitionsCannotHaveBoth() {
    onInjectedHash(
        () -> {
          String[] both = {KEY + "=1", TWIN + "=2"};
          named(KEY, TWIN, () -> ParamScope.define(both));
          named(KEY, TWIN, () -> ParamScope.of(ordered(KEY, 1L, TWIN, 2L, "c", 3L)));
          ParamScope scope = ParamScope.of();
          named(KEY, TWIN, () -> scope.putAll(ordered("a", 1L, KEY, 1L, TWIN, 2L)));
          assertEquals(Map.of(), scope.toMap());
        });
  }

  @Test
  void frozenValuesAreGuarded() {
    FrozenSnapshot.runWhileEmpty(
        () -> {
          for (boolean large : new boolean[] {false, true}) {
            onInjectedHash(
                () -> {
                  ParamScope published = ParamScope.of(TWIN, "frozen");
                  for (int i = 0; large && i < MANY; i++) {
                    published.put("m." + i, i);
                  }
                  published.run(ParamScope::frozen);
                });
            // a new thread: on the real hash, so that KEY meets the frozen TWIN
            onNewThread(
                () -> {
                  ParamScope here = ParamScope.current();
                  refuse("put", here, s -> s.put(KEY, 1L), KEY, TWIN);
                  refuse("enter", ParamScope.of(KEY, 1L), ParamScope::enter, KEY, TWIN);
                  refuse(
                      "enter two",
                      ParamScope.of(ordered("x", 1L, KEY, "text")),
                      ParamScope::enter,
                      KEY,
                      TWIN);
                  assertEquals("frozen", ParamBinding.getString(KeyHash.hash(KEY), "gone"));
                });
          }
        });
  }

  @Test
  void capturedValuesAreGuarded() {
    onInjectedHash(
        () -> {
          ParamScope scope = ParamScope.of(TWIN, "captured").enter();
          ParamSnapshot snapshot = ParamScope.capture();
          scope.close();
          snapshot.run(() -> refuse("put", ParamScope.current(), s -> s.put(KEY, 1L), KEY, TWIN));
          refuse("put", snapshot.toScope(), s -> s.put(KEY, 1L), KEY, TWIN);
        });
  }

  /** Tries every write on scopes that have {@link #KEY}. */
  private static void refuses(String where, java.util.function.Supplier<ParamScope> scopes) {
    WRITES.forEach((how, write) -> refuse(where + ", " + how, scopes.get(), write));
  }

  private static void refuse(String how, ParamScope scope, Consumer<ParamScope> write) {
    refuse(how, scope, write, TWIN, KEY);
  }

  private static void refuse(
      String how, ParamScope scope, Consumer<ParamScope> write, String second, String first) {
    Map<String, @Nullable Object> before = scope.toMap();
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> write.accept(scope), how);
    assertTrue(refused.getMessage().contains("key \"" + second + "\" has the same"), how + refused);
    assertTrue(refused.getMessage().contains("stored key \"" + first + "\""), how + refused);
    assertEquals(before, scope.toMap(), how);
  }

  private static void named(String first, String second, Runnable write) {
    String message = assertThrows(IllegalArgumentException.class, write::run).getMessage();
    assertTrue(message.contains(first) && message.contains(second), message);
  }

  private static Map<String, @Nullable Object> ordered(Object... namesAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  /** On a new thread whose context hashes {@link #TWIN} like {@link #KEY}. */
  private static void onInjectedHash(Runnable body) {
    onNewThread(
        () -> {
          BackendProvider provider = Backends.current();
          install(
              provider.newContext(
                  Thread.currentThread(), provider.snapshot(new ParamValues()), new OneTwin()));
          body.run();
        });
  }

  private static void onNewThread(Runnable body) {
    FutureTask<@Nullable Object> task = new FutureTask<>(Executors.callable(body));
    Thread thread = new Thread(task, "collisions");
    thread.start();
    try {
      thread.join();
      task.get();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  /** Makes a context the calling thread's, as the first use of the library would. */
  private static void install(Context storage) {
    Seat.of(Thread.currentThread()).context = storage;
  }

  /** The rules of the library but for one hash. */
  private static final class OneTwin implements ContextRules {
    private final ContextRules real = ApiRules.INSTANCE;

    @Override
    public long hash(String key) {
      return real.hash(TWIN.equals(key) ? KEY : key);
    }

    @Override
    public void requireFree(String key, long hash) {
      real.requireFree(key, hash);
    }

    @Override
    public long toLong(Context storage, long hash, long def) {
      return real.toLong(storage, hash, def);
    }

    @Override
    public double toDouble(Context storage, long hash, double def) {
      return real.toDouble(storage, hash, def);
    }

    @Override
    public boolean toBoolean(Context storage, long hash, boolean def) {
      return real.toBoolean(storage, hash, def);
    }

    @Override
    public @Nullable Object read(Context storage, long hash, int kind) {
      return real.read(storage, hash, kind);
    }

    @Override
    public String toText(Context storage, long hash, String def) {
      return real.toText(storage, hash, def);
    }
  }
}
