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
 * How sequences are played: with which faults in the model, over which published values, and how
 * much is compared.
 *
 * @param seed the seed of the sequence
 * @param steps its length
 * @param faults planted in the model; empty to test an implementation
 * @param published what new threads start on, published before and not changed by the sequence;
 *     null if the snapshot is empty and the sequence may publish itself
 * @param checks what is compared after each step
 */
record Play(
    long seed,
    int steps,
    Set<Mutation> faults,
    @Nullable Map<String, @Nullable Object> published,
    Checks checks) {

  /**
   * How it went.
   *
   * @param steps the steps that were played, those in bodies among them
   * @param mismatch empty if model and API agree
   */
  record Result(long steps, Optional<Mismatch> mismatch) {}

  /** The same sequence with everything compared after each step. */
  Play slowly() {
    return new Play(seed, steps, faults, published, Checks.ALL);
  }

  /** The steps this seed gives. Their lazy values are their own: make them anew for each play. */
  List<Step> generate(LazyPool lazies) {
    return new StepGenerator(seed, lazies, published == null).steps(steps);
  }

  /** Plays the whole sequence. */
  Result run() {
    LazyPool lazies = new LazyPool();
    return run(generate(lazies), lazies);
  }

  /** Plays these steps, made with {@code lazies}, in a world of their own. */
  Result run(List<Step> sequence, LazyPool lazies) {
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
    // not on one of the threads: making the world touches the library, which pins a base (T1)
    Player player = Threads.call(() -> new Player(model, checks, seed));
    try {
      for (int from = 0; from < sequence.size(); ) {
        int actor = sequence.get(from).actor();
        int to = endOfTurn(sequence, from);
        List<Step> turn = sequence.subList(from, to);
        Threads.on(
            threads.get(actor),
            () -> {
              if (contexts[actor] == null) {
                contexts[actor] = player.start();
              }
              turn.forEach(step -> player.play(step, contexts[actor]));
              return true;
            });
        from = to;
      }
      finish(player, threads, contexts);
      return new Result(player.steps(), Optional.empty());
    } catch (Mismatch e) {
      return new Result(player.steps(), Optional.of(e));
    } finally {
      threads.forEach(ExecutorService::shutdown);
    }
  }

  /** Where another thread goes on. */
  private static int endOfTurn(List<Step> sequence, int from) {
    int to = from;
    while (to < sequence.size() && sequence.get(to).actor() == sequence.get(from).actor()) {
      to++;
    }
    return to;
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
