package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the collector is called for what it does not see. */
class NativeReclaimTest extends NativeTest {
  /** A quarter of what calls it. */
  private static final long MUCH = NativeReclaim.LEAST_BETWEEN / 4;

  @Test
  void collectorIsCalledForMuchThatIsNotOnTheHeap() {
    List<Object> owners = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    try {
      long before = collections();
      register(owners, blocks, 5);
      assertTrue(collections() > before, "after a little more than the least");

      before = collections();
      register(owners, blocks, 100);
      assertTrue(collections() - before < 20, "who keeps much is not held up each time");
    } finally {
      blocks.forEach(NativeReclaim::reclaim);
    }
  }

  /** And what several are laid over is counted once. */
  @Test
  void snapshotsAreCounted() {
    String text = "x".repeat(1 << 20);
    long before = NativeReclaim.held();
    ParamScope many = ParamScope.of("reclaim.text", text);
    for (int i = 0; i < 100; i++) {
      many.put("reclaim.k" + i, i);
    }
    ParamSnapshot all = many.call(ParamScope::capture);
    List<ParamSnapshot> laidOver = new ArrayList<>();
    all.run(
        () -> {
          for (int i = 0; i < 10; i++) {
            ParamSnapshot more = ParamScope.of("reclaim.number", i).call(ParamScope::capture);
            more.run(() -> {});
            laidOver.add(more);
          }
        });
    long grown = NativeReclaim.held() - before;
    assertTrue(grown >= text.length() && grown < 2 * text.length(), grown + " bytes");
    assertEquals(text, all.toMap().get("reclaim.text"));
    assertEquals(10, laidOver.size());
  }

  private static void register(List<Object> owners, List<Block> blocks, int count) {
    for (int i = 0; i < count; i++) {
      Object owner = new Object();
      owners.add(owner);
      Block block = new Block(owner);
      blocks.add(block);
      block.register();
    }
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  private static final class Block extends NativeReclaim {
    Block(Object owner) {
      super(owner);
    }

    @Override
    long bytes() {
      return MUCH;
    }

    @Override
    void giveBack() {}
  }
}
