package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.management.ParametersMXBean;
import io.hyperparameter.management.ParametersManagement;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running program tells of itself: to the Flight Recorder and to JMX. */
class FlightTest {
  private static final List<String> EVENTS =
      List.of("ScopeEntered", "ScopeLeft", "SnapshotCaptured", "ValuesFrozen");

  private static final Param<String> TOKEN = Param.ofString("flight.token", "").secret();

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  private static void work() {
    try (ParamScope outer = ParamScope.of(Map.of("a", 1L, "b", 2L)).enter()) {
      ParamScope.of("c", 3L).run(ParamScope::capture);
      ParamScope.frozen();
    }
  }

  private static List<String> recorded(Path directory, boolean enabled) throws Exception {
    List<String> lines = new ArrayList<>();
    try (Recording recording = new Recording()) {
      if (enabled) {
        EVENTS.forEach(event -> recording.enable("io.hyperparameter." + event));
      }
      recording.start();
      FrozenSnapshot.runWhileEmpty(
          () -> {
            ParamScope.of("mark", 1L).enter().close();
            work();
          });
      recording.stop();
      Path file = directory.resolve("work.jfr");
      recording.dump(file);
      for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
        String name = event.getEventType().getName();
        if (name.startsWith("io.hyperparameter.") && isOf("work", event)) {
          String field = event.hasField("depth") ? "depth" : "values";
          lines.add(name.substring("io.hyperparameter.".length()) + " " + event.getInt(field));
        }
      }
    }
    return lines;
  }

  private static boolean isOf(String method, RecordedEvent event) {
    return event.getStackTrace().getFrames().stream()
        .map(RecordedFrame::getMethod)
        .anyMatch(m -> m.getName().equals(method) && m.getType().getName().endsWith("FlightTest"));
  }

  @Test
  void aRecordingThatAsksForEventsGetsThem(@TempDir Path directory) throws Exception {
    assertEquals(
        List.of(
            "ScopeEntered 1",
            "ScopeEntered 2",
            "SnapshotCaptured 3",
            "ScopeLeft 1",
            "ValuesFrozen 2",
            "ScopeLeft 0"),
        recorded(directory, true));
  }

  @Test
  void oneThatDoesNotGetsNone(@TempDir Path directory) throws Exception {
    assertEquals(List.of(), recorded(directory, false));
  }

  @Test
  void jmxKeepsNoBeanThatIsTakenAway() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName(ParametersManagement.NAME);
    for (int i = 0; i < 2; i++) {
      ParametersManagement.register();
      assertTrue(server.isRegistered(name));
      ParametersManagement.unregister();
      assertFalse(server.isRegistered(name));
      ParametersManagement.unregister();
    }
    ParametersManagement.register();
    server.unregisterMBean(name);
    ParametersManagement.unregister();
  }

  @Test
  void jmxShowsTheBackendAndWhatIsFrozen() throws Exception {
    ParametersManagement.register();
    ParametersManagement.register();
    ParametersMXBean bean =
        JMX.newMXBeanProxy(
            ManagementFactory.getPlatformMBeanServer(),
            new ObjectName(ParametersManagement.NAME),
            ParametersMXBean.class);
    FrozenSnapshot.runWhileEmpty(
        () -> {
          assertEquals(0, bean.getFrozenCount());
          ParamScope.of(
                  Map.of("a", 1L, "b", "text", "c", new java.util.BitSet(), TOKEN.key(), "hunter2"))
              .run(ParamScope::frozen);
          assertEquals(4, bean.getFrozenCount());
          assertEquals(
              Map.of("a", "1", "b", "text", "c", "java.util.BitSet", TOKEN.key(), "***"),
              bean.getFrozenValues());
          ParametersMXBean.Value value = bean.explain("a").get(0);
          assertEquals(
              List.of("frozen", "", "long", "1", "ParamScope.frozen()"),
              List.of(
                  value.getPlace(),
                  value.getThread(),
                  value.getKind(),
                  value.getValue(),
                  value.getOrigin()));
          assertEquals("***", bean.explain(TOKEN.key()).get(0).getValue());
          assertEquals(List.of(), bean.explain("none"));
        });
    assertTrue(List.of("java", "native").contains(bean.getBackend()));
    assertEquals(0, bean.getMisreads());
    assertFalse(bean.isTracking());
    assertEquals(List.of(), bean.getOpenScopes());
  }
}
