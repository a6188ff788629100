package io.hyperparameter.contract.random;

import io.hyperparameter.ParamScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * How sequences are played: with which faults in the model, and over which published values.
 *
 * @param seed the seed of the sequence
 * @param steps its length
 * @param faults planted in the model; empty to test an implementation
 * @param published what new threads start on, published before and not changed by the sequence;
 *     null if the snapshot is empty and the sequence may publish itself
 */
record Play(
    long seed, int steps, Set<Mutation> faults, @Nullable Map<String, @Nullable Object> published) {

  /** The steps this seed gives. Their lazy values are their own: make them anew for each play. */
  List<Step> generate(LazyPool lazies) {
    return new StepGenerator(seed, lazies, published == null).steps(steps);
  }

  /** Plays the whole sequence; empty if model and API agree. */
  Optional<Mismatch> run() {
    LazyPool lazies = new LazyPool();
    return run(generate(lazies), lazies);
  }

  /** Plays these steps, made with {@code lazies}, in a world of their own. */
  Optional<Mismatch> run(List<Step> sequence, LazyPool lazies) {
    lazies.reset();
    if (published == null) {
      emptyFrozen();
    }
    Model model = new Model(lazies, faults);
    if (published != null) {
      model.frozen = new LinkedHashMap<>(published);
    }
    List<ExecutorService> threads = new ArrayList<>();
    ModelContext[] contexts = new ModelContext[StepGenerator.ACTORS];
    for (int i = 0; i < StepGenerator.ACTORS; i++) {
      threads.add(Threads.single());
    }
    try {
      // not on one of the threads: making the world touches the library, which pins a base (T1)
      Player player = Threads.call(() -> new Player(model));
      for (Step step : sequence) {
        int actor = step.actor();
        Threads.on(
            threads.get(actor),
            () -> {
              if (contexts[actor] == null) {
                contexts[actor] = player.start();
              }
              player.play(step, contexts[actor]);
              return true;
            });
      }
      finish(player, threads, contexts);
      return Optional.empty();
    } catch (Mismatch e) {
      return Optional.of(e);
    } finally {
      threads.forEach(ExecutorService::shutdown);
    }
  }

  /** Each play publishes; the next one starts from nothing again. */
  private static void emptyFrozen() {
    Threads.runAndWait(() -> ParamScope.empty().run(ParamScope::frozen));
  }

  private static void finish(
      Player player, List<ExecutorService> threads, ModelContext[] contexts) {
    for (int i = 0; i < contexts.length; i++) {
      ModelContext context = contexts[i];
      if (context != null) {
        Threads.on(
            threads.get(i),
            () -> {
              player.finish(context);
              return true;
            });
      }
    }
    Threads.runAndWait(player::start);
  }
}
