package io.hyperparameter.slf4j;

import io.hyperparameter.spi.ThreadLocalCarrier;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Takes SLF4J's mapped diagnostic context along with a snapshot, for whoever asks for it:
 *
 * <pre>{@code
 * ParamSnapshot here = ParamScope.capture().carrying(MdcCarrier.INSTANCE);
 * executor.submit(here.wrap(() -> train()));       // logs with the MDC of this thread
 *
 * ParamSnapshot.capturing(executor, MdcCarrier.INSTANCE); // each task, of the thread that hands it over
 * }</pre>
 *
 * <p>A task sees exactly the entries that were captured, none of its thread's own; afterwards the
 * thread has its own again. What {@code MDC.pushByKey} stacked is not carried: SLF4J gives no list
 * of it. Costs two copies of the entries for each task.
 */
public enum MdcCarrier implements ThreadLocalCarrier {
  /** The only one: it has no state. */
  INSTANCE;

  @Override
  public Carried capture() {
    Map<String, String> captured = MDC.getCopyOfContextMap();
    return () -> {
      Map<String, String> before = MDC.getCopyOfContextMap();
      set(captured);
      return () -> set(before);
    };
  }

  /** Null stands for an MDC that was never used. */
  private static void set(@Nullable Map<String, String> entries) {
    if (entries == null) {
      MDC.clear();
    } else {
      MDC.setContextMap(entries);
    }
  }
}
