package io.hyperparameter.contract.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.stream.Stream;

/**
 * Which module may know which. A module is one package and what is below it; the API is six: {@code
 * generated} is what generated code calls, {@code internal} what joins that to the main one, {@code
 * json} what is written down, {@code spi} the part that backends implement and {@code jvm} what
 * both build on.
 */
enum Arrows {
  API_KNOWS_NO_BACKEND(
      only(
          new String[] {
            "io.hyperparameter",
            "io.hyperparameter.generated",
            "io.hyperparameter.internal",
            "io.hyperparameter.spi"
          },
          "io.hyperparameter",
          "io.hyperparameter.flight",
          "io.hyperparameter.generated",
          "io.hyperparameter.internal",
          "io.hyperparameter.json",
          "io.hyperparameter.jvm",
          "io.hyperparameter.spi",
          "io.hyperparameter.carried.hashing")),

  WHAT_MAY_BE_MISSING_IS_KNOWN_TO_ONE_PACKAGE_EACH(
      noClasses()
          .that()
          .resideOutsideOfPackages("io.hyperparameter.flight", "io.hyperparameter.management")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jdk.jfr", "java.lang.management", "javax.management")),

  SPI_DOES_NOT_KNOW_THE_API_ABOVE_IT(
      only("io.hyperparameter.spi", "io.hyperparameter.spi", "io.hyperparameter.jvm")),

  JVM_KNOWS_NOBODY(only("io.hyperparameter.jvm", "io.hyperparameter.jvm")),

  JAVA_BACKEND_DOES_NOT_KNOW_THE_API_ABOVE_IT(
      only(
          "io.hyperparameter.fallback..",
          "io.hyperparameter.fallback..",
          "io.hyperparameter.jvm",
          "io.hyperparameter.spi")),

  NATIVE_BACKEND_KNOWS_THE_API_AND_JAVACPP(
      only(
          "io.hyperparameter.nativebackend..",
          "io.hyperparameter.nativebackend..",
          "io.hyperparameter",
          "io.hyperparameter.spi",
          "org.bytedeco.javacpp..",
          "sun.misc")),

  CONTRACT_KNOWS_THE_API_AND_ITS_TEST_TOOLS(
      only(
          "io.hyperparameter.contract..",
          "io.hyperparameter.contract..",
          "io.hyperparameter",
          "io.hyperparameter.generated",
          "io.hyperparameter.config",
          "io.hyperparameter.spi",
          "org.junit.jupiter..",
          "org.opentest4j..",
          "com.fasterxml.jackson..")),

  CONFIG_KNOWS_THE_API_AND_ITS_PARSERS(
      only(
          "io.hyperparameter.config..",
          "io.hyperparameter.config..",
          "io.hyperparameter",
          "org.snakeyaml.engine..",
          "org.tomlj")),

  PROCESSOR_KNOWS_THE_API_AND_THE_COMPILER(
      only(
          "io.hyperparameter.processor..",
          "io.hyperparameter.processor..",
          "io.hyperparameter",
          "io.hyperparameter.generated",
          "javax..",
          "com.sun.source..")),

  ONE_CLASS_KNOWS_THE_HASHING_LIBRARY(
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.hyperparameter.LibraryHash")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.hyperparameter.carried..", "net.openhft..")),

  MODULES_FORM_NO_CYCLE(slices().matching("io.hyperparameter.(*)..").should().beFreeOfCycles()),

  NOTHING_IS_PRINTED(GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS),

  NO_PROPERTY_IS_SET(
      noClasses().should().callMethod(System.class, "setProperty", String.class, String.class));

  final ArchRule rule;

  Arrows(ArchRule rule) {
    this.rule = rule.as(name()).allowEmptyShould(false);
  }

  private static ArchRule only(String from, String... to) {
    return only(new String[] {from}, to);
  }

  /** Besides the JDK's own packages and the annotations that javac forgets. */
  private static ArchRule only(String[] from, String... to) {
    String[] everyone = {"java..", "org.jspecify.annotations"};
    String[] allowed = Stream.concat(Stream.of(everyone), Stream.of(to)).toArray(String[]::new);
    return classes()
        .that()
        .resideInAnyPackage(from)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed);
  }
}
