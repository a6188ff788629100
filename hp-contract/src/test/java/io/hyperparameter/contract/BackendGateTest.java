package io.hyperparameter.contract;

import static io.hyperparameter.contract.BackendGate.Action.ABORT;
import static io.hyperparameter.contract.BackendGate.Action.FAIL;
import static io.hyperparameter.contract.BackendGate.Action.RUN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.contract.BackendGate.Candidate;
import io.hyperparameter.contract.BackendGate.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was built must serve; only what was not built may be left out. */
@Tag("once")
class BackendGateTest {
  private static final Throwable BROKEN = new UnsatisfiedLinkError("no such symbol");

  private static final Candidate JAVA = new Candidate("java", true, Optional::empty);
  private static final Candidate LOADS = new Candidate("native", true, Optional::empty);
  private static final Candidate FAILS = new Candidate("native", true, () -> Optional.of(BROKEN));
  private static final Candidate NOT_BUILT =
      new Candidate("native", false, () -> Optional.of(BROKEN));

  private static Verdict decide(String asked, Candidate... found) {
    return BackendGate.decide(asked, List.of(found), List.of(""));
  }

  @Test
  void whatWasAskedForRuns() {
    assertEquals(new Verdict(RUN, "native", "", null), decide("native", LOADS, JAVA));
    assertEquals(new Verdict(RUN, "java", "", null), decide("java", LOADS, JAVA));
    assertEquals(new Verdict(RUN, "native", "", null), decide("auto", LOADS, JAVA));
    assertEquals(new Verdict(RUN, "java", "", null), decide("auto", NOT_BUILT, JAVA));
    assertEquals(new Verdict(RUN, "java", "", null), decide("auto", JAVA));
  }

  @Test
  void builtButNotLoadableFails() {
    for (String asked : List.of("native", "auto")) {
      Verdict verdict = decide(asked, FAILS, JAVA);
      assertEquals(FAIL, verdict.action());
      assertSame(BROKEN, verdict.cause());
      assertTrue(verdict.reason().contains("native"));
    }
  }

  @Test
  void theJavaBackendAloneAsksNoOther() {
    Candidate neverAsked =
        new Candidate(
            "native",
            true,
            () -> {
              throw new AssertionError("asked");
            });
    assertEquals(RUN, decide("java", neverAsked, JAVA).action());
  }

  @Test
  void notBuiltIsLeftOutUnlessRequired() {
    assertEquals(ABORT, decide("native", NOT_BUILT, JAVA).action());
    assertEquals(ABORT, decide("native", JAVA).action());
    for (String asked : List.of("native", "auto", "java")) {
      List<Candidate> found = List.of(NOT_BUILT, JAVA);
      assertEquals(FAIL, BackendGate.decide(asked, found, List.of("native")).action());
    }
  }

  @Test
  void noBackendAtAllFails() {
    assertEquals(FAIL, decide("java", LOADS).action());
    assertEquals(FAIL, decide("auto").action());
  }

  @Test
  void packedLibrariesAreFoundInFoldersAndJars(@TempDir Path folder) throws Exception {
    assertEquals(List.of(), PackedLibraries.in(folder));
    Path below = Files.createDirectories(folder.resolve("x/linux"));
    Files.writeString(below.resolve("Some.class"), "");
    assertEquals(List.of(), PackedLibraries.in(folder));
    Files.writeString(below.resolve("libsome.so.1"), "");
    assertEquals(1, PackedLibraries.in(folder).size());
    Path jar = folder.resolve("some.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("x/Some.class"));
      out.putNextEntry(new ZipEntry("x/windows/some.dll"));
    }
    assertEquals(List.of("x/windows/some.dll"), PackedLibraries.in(jar));
  }
}
