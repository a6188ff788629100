package io.hyperparameter.contract.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.hyperparameter.PlantedInTheApi;
import io.hyperparameter.annotation.PlantedInTheAnnotations;
import io.hyperparameter.bounds.PlantedInTheBounds;
import io.hyperparameter.config.PlantedInTheConfiguration;
import io.hyperparameter.context.PlantedInTheContexts;
import io.hyperparameter.contract.PlantedInTheContract;
import io.hyperparameter.conversion.PlantedInTheConversion;
import io.hyperparameter.fallback.PlantedInTheJavaBackend;
import io.hyperparameter.hashing.PlantedInTheHashing;
import io.hyperparameter.index.PlantedInTheIndex;
import io.hyperparameter.jvm.PlantedInTheJvm;
import io.hyperparameter.nativebackend.PlantedInTheNativeBackend;
import io.hyperparameter.portable.PlantedInThePortableForms;
import io.hyperparameter.processor.PlantedInTheProcessor;
import io.hyperparameter.secret.PlantedInTheSecrets;
import io.hyperparameter.selection.PlantedInTheSelection;
import io.hyperparameter.spi.PlantedInTheSpi;
import io.hyperparameter.text.PlantedInTheText;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The arrows between the modules, and the proof that each rule about them can fail. */
@Tag("once")
@Tag("classes")
class ArchitectureTest {
  private static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // written by others, and carried in our jar
          .withImportOption(location -> !location.contains("/io/hyperparameter/carried/"))
          .importPackages("io.hyperparameter");

  private static final JavaClasses PLANTED =
      new ClassFileImporter()
          .importClasses(
              PlantedInTheApi.class,
              PlantedInTheContexts.class,
              PlantedInThePortableForms.class,
              PlantedInTheBounds.class,
              PlantedInTheSecrets.class,
              PlantedInTheSelection.class,
              PlantedInTheText.class,
              PlantedInTheIndex.class,
              PlantedInTheHashing.class,
              PlantedInTheConversion.class,
              PlantedInTheAnnotations.class,
              PlantedInTheSpi.class,
              PlantedInTheJvm.class,
              PlantedInTheJavaBackend.class,
              PlantedInTheNativeBackend.class,
              PlantedInTheConfiguration.class,
              PlantedInTheContract.class,
              PlantedInTheProcessor.class);

  @ParameterizedTest
  @EnumSource
  void theLibraryKeepsTo(Arrows arrow) {
    arrow.rule.check(LIBRARY);
  }

  @ParameterizedTest
  @EnumSource
  void aClassThatDoesNotIsFound(Arrows arrow) {
    assertTrue(arrow.rule.evaluate(PLANTED).hasViolation());
  }

  @Test
  void everyModuleIsLookedAt() {
    Set<String> packages = new TreeSet<>();
    LIBRARY.forEach(c -> packages.add(c.getPackageName()));
    assertEquals(
        Set.of(
            "io.hyperparameter",
            "io.hyperparameter.annotation",
            "io.hyperparameter.bounds",
            "io.hyperparameter.config",
            "io.hyperparameter.context",
            "io.hyperparameter.contract",
            "io.hyperparameter.contract.random",
            "io.hyperparameter.conversion",
            "io.hyperparameter.executor",
            "io.hyperparameter.fallback",
            "io.hyperparameter.flight",
            "io.hyperparameter.generated",
            "io.hyperparameter.hashing",
            "io.hyperparameter.index",
            "io.hyperparameter.internal",
            "io.hyperparameter.json",
            "io.hyperparameter.jvm",
            "io.hyperparameter.management",
            "io.hyperparameter.nativebackend",
            "io.hyperparameter.origin",
            "io.hyperparameter.portable",
            "io.hyperparameter.processor",
            "io.hyperparameter.recording",
            "io.hyperparameter.secret",
            "io.hyperparameter.selection",
            "io.hyperparameter.spi",
            "io.hyperparameter.text",
            "io.hyperparameter.tracking"),
        packages);
    assertTrue(LIBRARY.size() > 150, () -> "only " + LIBRARY.size() + " classes");
    assertEquals(23, EnumSet.allOf(Arrows.class).size());
  }
}
