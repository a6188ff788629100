package io.hyperparameter.contract.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.stream.Stream;

/**
 * Which package may know which. A module is one package and what is below it, but for the API: of
 * its packages, those without a scope build on one another ({@code text}, {@code hashing}, {@code
 * conversion}, {@code index}, {@code secret}, ...), and the main one on all of them. Others know
 * what users see of the main one, and ask the rest through {@code internal}.
 */
enum Arrows {
  API_KNOWS_NO_BACKEND(
      only(
          new String[] {
            "io.hyperparameter",
            "io.hyperparameter.bounds",
            "io.hyperparameter.context",
            "io.hyperparameter.executor",
            "io.hyperparameter.generated",
            "io.hyperparameter.internal",
            "io.hyperparameter.origin",
            "io.hyperparameter.portable",
            "io.hyperparameter.recording",
            "io.hyperparameter.secret",
            "io.hyperparameter.selection",
            "io.hyperparameter.spi",
            "io.hyperparameter.tracking"
          },
          "io.hyperparameter",
          "io.hyperparameter.bounds",
          "io.hyperparameter.context",
          "io.hyperparameter.conversion",
          "io.hyperparameter.executor",
          "io.hyperparameter.flight",
          "io.hyperparameter.generated",
          "io.hyperparameter.hashing",
          "io.hyperparameter.index",
          "io.hyperparameter.internal",
          "io.hyperparameter.json",
          "io.hyperparameter.jvm",
          "io.hyperparameter.origin",
          "io.hyperparameter.portable",
          "io.hyperparameter.recording",
          "io.hyperparameter.secret",
          "io.hyperparameter.selection",
          "io.hyperparameter.spi",
          "io.hyperparameter.text",
          "io.hyperparameter.tracking")),

  ANNOTATIONS_KNOW_NOBODY(only("io.hyperparameter.annotation", "io.hyperparameter.annotation")),

  TEXT_KNOWS_NOBODY(only("io.hyperparameter.text", "io.hyperparameter.text")),

  HASHING_KNOWS_NO_SCOPE(
      only(
          "io.hyperparameter.hashing",
          "io.hyperparameter.hashing",
          "io.hyperparameter.carried.hashing",
          "io.hyperparameter.jvm",
          "io.hyperparameter.spi",
          "io.hyperparameter.text")),

  CONVERSION_KNOWS_NO_SCOPE(
      only(
          "io.hyperparameter.conversion",
          "io.hyperparameter.conversion",
          "io.hyperparameter.hashing",
          "io.hyperparameter.spi",
          "io.hyperparameter.text")),

  INDEX_KNOWS_NO_SCOPE(
      only(
          "io.hyperparameter.index",
          "io.hyperparameter.index",
          "io.hyperparameter.conversion",
          "io.hyperparameter.hashing",
          "io.hyperparameter.json",
          "io.hyperparameter.text")),

  SECRETS_KNOW_NO_SCOPE(
      only(
          "io.hyperparameter.secret",
          "io.hyperparameter.secret",
          "io.hyperparameter.conversion",
          "io.hyperparameter.index",
          "io.hyperparameter.text")),

  BOUNDS_KNOW_NO_SCOPE(
      only(
          "io.hyperparameter.bounds",
          "io.hyperparameter.bounds",
          "io.hyperparameter.conversion",
          "io.hyperparameter.index",
          "io.hyperparameter.text")),

  PORTABLE_FORMS_KNOW_NO_SNAPSHOT(
      only(
          "io.hyperparameter.portable",
          "io.hyperparameter.portable",
          "io.hyperparameter.conversion",
          "io.hyperparameter.hashing",
          "io.hyperparameter.json",
          "io.hyperparameter.spi",
          "io.hyperparameter.text")),

  CONTEXTS_KNOW_NOT_WHO_TRACKS_THEM(
      only(
          "io.hyperparameter.context",
          "io.hyperparameter.context",
          "io.hyperparameter",
          "io.hyperparameter.conversion",
          "io.hyperparameter.flight",
          "io.hyperparameter.hashing",
          "io.hyperparameter.internal",
          "io.hyperparameter.jvm",
          "io.hyperparameter.secret",
          "io.hyperparameter.selection",
          "io.hyperparameter.spi")),

  SELECTION_KNOWS_NO_SCOPE(
      only(
          "io.hyperparameter.selection",
          "io.hyperparameter.selection",
          "io.hyperparameter.hashing",
          "io.hyperparameter.jvm",
          "io.hyperparameter.spi")),

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
          "io.hyperparameter.hashing",
          "io.hyperparameter.jvm",
          "io.hyperparameter.spi",
          "org.bytedeco.javacpp..",
          "sun.misc")),

  CONTRACT_KNOWS_THE_API_AND_ITS_TEST_TOOLS(
      only(
          "io.hyperparameter.contract..",
          "io.hyperparameter.contract..",
          "io.hyperparameter",
          "io.hyperparameter.generated",
          "io.hyperparameter.hashing",
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
          "io.hyperparameter.annotation",
          "io.hyperparameter.index",
          "io.hyperparameter.recording",
          "org.snakeyaml.engine..",
          "org.tomlj")),

  PROCESSOR_KNOWS_THE_API_AND_THE_COMPILER(
      only(
          "io.hyperparameter.processor..",
          "io.hyperparameter.processor..",
          "io.hyperparameter",
          "io.hyperparameter.generated",
          "io.hyperparameter.index",
          "javax..",
          "com.sun.source..")),

  ONE_CLASS_KNOWS_THE_HASHING_LIBRARY(
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.hyperparameter.hashing.LibraryHash")
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

  private static ArchRule only(String[] from, String... to) {
    return classes()
        .that()
        .resideInAnyPackage(from)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(andEveryones(to)));
  }

  /** The JDK's own packages and the annotations that javac forgets. */
  private static String[] andEveryones(String... to) {
    String[] everyone = {"java..", "org.jspecify.annotations"};
    return Stream.concat(Stream.of(everyone), Stream.of(to)).toArray(String[]::new);
  }
}
