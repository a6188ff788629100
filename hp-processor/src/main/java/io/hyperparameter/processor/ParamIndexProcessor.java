package io.hyperparameter.processor;

import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import io.hyperparameter.processor.Declarations.Declared;
import io.hyperparameter.processor.Problems.ErrorId;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * Writes what describes all parameters of a jar: the index, a JSON Schema, and configuration
 * metadata for editors; and reports a key that is declared with two types, or two defaults.
 *
 * <p>When only some sources are compiled, it takes the others' entries from what earlier runs left
 * in the output: their fragments, or the last index. So the files are the same however the sources
 * were compiled.
 *
 * <p>The option {@code -Ahyperparameter.spring=true|false} says whether to write {@code
 * META-INF/spring-configuration-metadata.json}. Without it the file is written unless Spring Boot's
 * own processor may want to write it (its {@code ConfigurationProperties} is on the class path).
 */
@SupportedAnnotationTypes("*")
@SupportedOptions(ParamIndexProcessor.SPRING)
public final class ParamIndexProcessor extends AbstractProcessor {
  static final String SPRING = "hyperparameter.spring";

  private static final String SPRING_FILE = "META-INF/spring-configuration-metadata.json";
  private static final String SCHEMA_FILE = "META-INF/hyperparameter/schema.json";
  private static final String SPRING_TYPE =
      "org.springframework.boot.context.properties.ConfigurationProperties";

  /** The top-level classes of this run, by name. */
  private final Set<String> roots = new TreeSet<>();

  /** For the compiler, which makes processors. */
  public ParamIndexProcessor() {}

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (Element root : round.getRootElements()) {
      if (root instanceof TypeElement type) {
        roots.add(type.getQualifiedName().toString());
      }
    }
    if (round.processingOver() && !round.errorRaised()) {
      finish();
    }
    return false;
  }

  private void finish() {
    Problems problems = new Problems(processingEnv.getMessager());
    Declarations declarations = new Declarations(processingEnv);
    Earlier earlier = new Earlier(processingEnv, problems);
    List<ParamEntry> entries = new ArrayList<>();
    Map<ParamEntry, Element> elements = new HashMap<>();
    List<VariableElement> unseen = new ArrayList<>();
    for (String name : roots) {
      TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
      if (type == null) {
        continue;
      }
      List<ParamEntry> recorded =
          declarations.hasSource(type) ? null : earlier.fragment(Declarations.topLevel(type));
      if (recorded != null) {
        entries.addAll(recorded);
      } else {
        List<Declared> found = declarations.in(type);
        for (Declared declared : found) {
          entries.add(declared.entry());
          elements.put(declared.entry(), declared.element());
        }
        if (found.isEmpty()) {
          forget(type, earlier);
        }
        unseen.addAll(declarations.unseenKeys(type));
      }
    }
    List<ParamEntry> before = earlier.index();
    if (before != null) {
      before.stream().filter(entry -> isElsewhere(entry, earlier)).forEach(entries::add);
    }
    ParamIndex index = ParamIndex.of(entries);
    new Conflicts(elements, problems).report(index);
    reportUnseen(unseen, declarations, problems);
    if (!index.entries().isEmpty() || before != null) {
      write(ParamIndex.RESOURCE, index.toJson());
      write(SCHEMA_FILE, JsonSchema.of(index));
      if (writesSpring()) {
        write(SPRING_FILE, SpringMetadata.of(index, this::binaryName));
      }
    }
  }

  /** Empties what an earlier run recorded of a source file that no longer declares anything. */
  private void forget(TypeElement topLevel, Earlier earlier) {
    List<ParamEntry> stale = earlier.fragment(topLevel);
    if (stale != null && !stale.isEmpty()) {
      write(Declarations.fragment(processingEnv, topLevel), ParamIndex.of(List.of()).toJson());
    }
  }

  /** Whether an entry is of a class that exists and was not part of this run. */
  private boolean isElsewhere(ParamEntry entry, Earlier earlier) {
    TypeElement type = processingEnv.getElementUtils().getTypeElement(entry.className());
    if (type != null) {
      return !roots.contains(Declarations.topLevel(type).getQualifiedName().toString());
    }
    boolean isRoot =
        roots.stream().anyMatch(root -> (entry.className() + ".").startsWith(root + "."));
    return !isRoot && earlier.hasClass(entry);
  }

  /** Once for all of them: a build may have hundreds. */
  private static void reportUnseen(
      List<VariableElement> unseen, Declarations declarations, Problems problems) {
    if (!unseen.isEmpty()) {
      VariableElement first = unseen.get(0);
      String more = unseen.size() == 1 ? "" : " and " + (unseen.size() - 1) + " more";
      problems.warning(
          first,
          ErrorId.UNSEEN_KEY,
          first.getEnclosingElement()
              + "."
              + first.getSimpleName()
              + more
              + " cannot be recorded in the index, so help and checks will not know of it: "
              + declarations.whyUnseen());
    }
  }

  private String binaryName(String canonical) {
    TypeElement type = processingEnv.getElementUtils().getTypeElement(canonical);
    return type == null
        ? canonical
        : processingEnv.getElementUtils().getBinaryName(type).toString();
  }

  private boolean writesSpring() {
    String option = processingEnv.getOptions().get(SPRING);
    return option != null
        ? Boolean.parseBoolean(option)
        : processingEnv.getElementUtils().getTypeElement(SPRING_TYPE) == null;
  }

  private void write(String name, String text) {
    try (Writer out =
        processingEnv
            .getFiler()
            .createResource(StandardLocation.CLASS_OUTPUT, "", name)
            .openWriter()) {
      out.write(text);
    } catch (IOException e) {
      processingEnv
          .getMessager()
          .printMessage(
              Diagnostic.Kind.ERROR,
              "[" + ErrorId.CANNOT_WRITE.code + "] cannot write " + name + ": " + e.getMessage());
    }
  }
}
