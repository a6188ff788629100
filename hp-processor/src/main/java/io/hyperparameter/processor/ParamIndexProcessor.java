package io.hyperparameter.processor;

import io.hyperparameter.ParamConflict;
import io.hyperparameter.ParamEntry;
import io.hyperparameter.ParamIndex;
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
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * Writes what describes all parameters of a jar: the index, a JSON Schema, and configuration
 * metadata for editors; and reports a key that is declared with two types.
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
    List<ParamEntry> entries = new ArrayList<>();
    Map<ParamEntry, Element> elements = new HashMap<>();
    for (String name : roots) {
      TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
      if (type == null) {
        continue;
      }
      List<ParamEntry> recorded = recorded(type, declarations);
      if (recorded != null) {
        entries.addAll(recorded);
      } else {
        for (Declared declared : declarations.in(type)) {
          entries.add(declared.entry());
          elements.put(declared.entry(), declared.element());
        }
      }
    }
    List<ParamEntry> before = read(ParamIndex.RESOURCE);
    if (before != null) {
      before.stream().filter(this::isElsewhere).forEach(entries::add);
    }
    ParamIndex index = ParamIndex.of(entries);
    reportTypes(index, elements, problems);
    if (!index.entries().isEmpty() || before != null) {
      write(ParamIndex.RESOURCE, index.toJson());
      write(SCHEMA_FILE, JsonSchema.of(index));
      if (writesSpring()) {
        write(SPRING_FILE, SpringMetadata.of(index, this::binaryName));
      }
    }
  }

  /**
   * The entries that an earlier run recorded for a class whose source is not part of this one; null
   * if the class itself must be looked at.
   */
  private @Nullable List<ParamEntry> recorded(TypeElement type, Declarations declarations) {
    Boolean hasSource = declarations.hasSource(type);
    if (Boolean.TRUE.equals(hasSource)) {
      return null;
    }
    List<ParamEntry> fragment = read(Declarations.fragment(processingEnv, type));
    return fragment == null && hasSource != null ? List.of() : fragment;
  }

  /** Whether an entry is of a class that exists and was not part of this run. */
  private boolean isElsewhere(ParamEntry entry) {
    TypeElement type = processingEnv.getElementUtils().getTypeElement(entry.className());
    return type != null
        && !roots.contains(Declarations.topLevel(type).getQualifiedName().toString());
  }

  /** What a file of the output says; null if it is not there, not readable, or written just now. */
  private @Nullable List<ParamEntry> read(String name) {
    try {
      CharSequence text =
          processingEnv
              .getFiler()
              .getResource(StandardLocation.CLASS_OUTPUT, "", name)
              .getCharContent(false);
      return ParamIndex.parse(text.toString()).entries();
    } catch (IOException | IllegalArgumentException e) {
      return null; // damaged or of another version: written anew
    }
  }

  private static void reportTypes(
      ParamIndex index, Map<ParamEntry, Element> elements, Problems problems) {
    for (ParamConflict conflict : index.conflicts()) {
      List<ParamEntry> same =
          conflict.declarations().stream().map(ParamConflict.Declaration::entry).toList();
      ParamEntry first = same.get(0);
      same.stream()
          .filter(entry -> !entry.type().equals(first.type()))
          .forEach(entry -> reportTypes(first, entry, elements, problems));
    }
  }

  /** Reports a pair of them, on the one whose source is part of this run. */
  private static void reportTypes(
      ParamEntry first, ParamEntry second, Map<ParamEntry, Element> elements, Problems problems) {
    ParamEntry at = elements.containsKey(second) ? second : first;
    ParamEntry clash = at.equals(second) ? first : second;
    Element where = elements.get(at);
    if (where != null) {
      problems.error(
          where,
          ErrorId.KEY_WITH_TWO_TYPES,
          at.key()
              + " has the type "
              + at.type()
              + " here, but "
              + clash.type()
              + " in "
              + clash.element()
              + " ("
              + clash.file()
              + ":"
              + clash.line()
              + "); give one of them another namespace or name");
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
