package io.hyperparameter.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.spi.BackendProvider;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which backend is chosen, by whom, and what is said when it cannot be had. */
class ChoiceTest {
  private static final Throwable BROKEN = new UnsatisfiedLinkError("libx.so: no such file");

  private static final BackendProvider JAVA = new FakeBackend("java", null);
  private static final BackendProvider LOADS = new FakeBackend("native", null);
  private static final BackendProvider FAILS = new FakeBackend("native", BROKEN);

  private final List<String> notes = new ArrayList<>();

  @Test
  void thePropertyWinsOverTheVariableAndBlankIsNotSet() {
    assertEquals(
        new Choice("java", "system property hyperparameter.backend"), Choice.of("java", "native"));
    assertEquals(
        new Choice("native", "environment variable HYPERPARAMETER_BACKEND"),
        Choice.of(null, "native"));
    assertEquals("native", Choice.of(" ", "native ").name());
    assertEquals(new Choice("auto", "the default"), Choice.of(null, null));
    assertEquals(new Choice("auto", "the default"), Choice.of("", ""));
  }

  @Test
  void autoTakesTheFirstThatLoadsAndSaysWhatItPassedOver() {
    assertSame(LOADS, select("auto", LOADS, JAVA));
    assertEquals(List.of(), notes);
    assertSame(JAVA, select("auto", FAILS, JAVA));
    assertEquals(1, notes.size());
    assertTrue(
        notes.get(0).contains("\"native\"") && notes.get(0).contains("libx.so"), notes::toString);
  }

  @Test
  void whatIsNamedIsTakenOrAnErrorWithTheCause() {
    assertSame(JAVA, select("java", LOADS, JAVA));
    assertSame(LOADS, select("native", LOADS, JAVA));
    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> select("native", FAILS, JAVA));
    assertSame(BROKEN, error.getCause());
    assertEquals(
        "backend \"native\", chosen by a test, cannot load: libx.so: no such file;"
            + " choose auto or java to do without it",
        error.getMessage());
    assertEquals(List.of(), notes);
    Throwable tells = new UnsatisfiedLinkError("used elsewhere; or choose the java backend here");
    error =
        assertThrows(
            IllegalStateException.class,
            () -> select("native", new FakeBackend("native", tells), JAVA));
    assertTrue(error.getMessage().endsWith("; or choose the java backend here"));
  }

  @Test
  void anUnknownNameListsWhatThereIs() {
    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> select("Java", LOADS, JAVA));
    assertEquals(
        "backend \"Java\", chosen by a test, is not on the class path; choose one of auto,"
            + " native, java",
        error.getMessage());
  }

  @Test
  void aNameWhoseJarIsMissingSaysWhichToAdd() {
    assertEquals(
        "backend \"native\", chosen by a test, is not on the class path; add hp-native (or hp-all),"
            + " or choose one of auto, java",
        assertThrows(IllegalStateException.class, () -> select("native", JAVA)).getMessage());
    assertTrue(
        assertThrows(IllegalStateException.class, () -> select("java", LOADS))
            .getMessage()
            .contains("add hp-java-fallback"));
  }

  @Test
  void noneAtAllSaysWhatToAdd() {
    IllegalStateException none = assertThrows(IllegalStateException.class, () -> select("auto"));
    assertTrue(none.getMessage().contains("add hp-java-fallback"), none::getMessage);
    IllegalStateException failed =
        assertThrows(IllegalStateException.class, () -> select("auto", FAILS));
    assertSame(BROKEN, failed.getSuppressed()[0]);
    assertTrue(failed.getMessage().contains("none of [native] loads"), failed::getMessage);
    assertTrue(
        assertThrows(IllegalStateException.class, () -> select("java"))
            .getMessage()
            .endsWith("add hp-java-fallback (or hp-all)"));
    assertTrue(
        assertThrows(IllegalStateException.class, () -> select("Java"))
            .getMessage()
            .endsWith("there is none: add hp-all"));
  }

  /** What a merged jar lost of its service entries is said; see ShadedJarTest of hp-contract. */
  @Test
  void whatNobodyNamesButIsThereIsSaid() {
    ClassLoader merged =
        new ClassLoader(null) {
          @Override
          protected java.net.URL findResource(String name) {
            return name.contains("JavaBackend") || name.contains("NativeBackend")
                ? ChoiceTest.class.getResource("ChoiceTest.class")
                : null;
          }
        };
    List<String> lost = UnmergedServices.notes(List.of("java"), merged);
    assertEquals(1, lost.size());
    assertTrue(
        lost.get(0).startsWith("backend \"native\" is not used: io.hyperparameter.nativebackend."),
        lost::toString);
    assertTrue(lost.get(0).contains("ServicesResourceTransformer"), lost::toString);
    assertEquals(2, UnmergedServices.notes(List.of(), merged).size());
    assertEquals(List.of(), UnmergedServices.notes(List.of("java", "native"), merged));
    assertEquals(List.of(), UnmergedServices.notes(List.of(), new ClassLoader(null) {}));
  }

  private BackendProvider select(String name, BackendProvider... backends) {
    return new Choice(name, "a test").among(List.of(backends), notes);
  }
}
